import * as fc from 'fast-check';
import { startTestGateway, type TestGateway } from '../support/gateway';
import { type SavedTestArticle } from '../support/newspaper';
import { Device } from './support';
import { type Operation, shelfOnServer, SyncedDevice } from './synced-device';

const DEVICES = 3;
const RUNS = Number(process.env.PROPERTY_RUNS ?? 25);
const KINDS = [
  'CREATE_LIST',
  'RENAME_LIST',
  'DELETE_LIST',
  'ADD',
  'REMOVE',
  'MARK_READ',
  'MARK_UNREAD',
];

const NETWORK = ['SYNC', 'LOSE', 'LOSE_TWICE', 'ONLINE'];

const step = fc.record({
  device: fc.nat(DEVICES - 1),
  // What a device does: mostly things with articles; now and then it has a network, whose answer may be lost.
  what: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom('ADD', 'REMOVE') },
    { weight: 2, arbitrary: fc.constantFrom(...KINDS) },
    { weight: 2, arbitrary: fc.constantFrom(...NETWORK) },
  ),
  article: fc.nat(3),
  list: fc.nat(3),
  sendsTime: fc.boolean(),
});

interface Step {
  device: number;
  what: string;
  article: number;
  list: number;
  sendsTime: boolean;
}

const NEEDS_TITLE = ['CREATE_LIST', 'RENAME_LIST'];
const NEEDS_ARTICLE = ['ADD', 'REMOVE', 'MARK_READ', 'MARK_UNREAD'];

/** What a device puts aside to be sent. */
function operationOf(step: Step, place: number, at: string, articleId: string): Operation {
  const { what, device } = step;
  return {
    key: `${device}.${place}`,
    kind: what,
    at,
    ...(NEEDS_TITLE.includes(what) && { title: `list ${place}` }),
    ...(NEEDS_ARTICLE.includes(what) && { articleId }),
    ...(what === 'ADD' && { note: `note ${place}` }),
  };
}

/** What a device does when it has a network; nothing where it is not for that. */
async function useNetwork(device: SyncedDevice, what: string, deviceTime?: string) {
  const time = deviceTime === undefined ? {} : { deviceTime };
  if (what === 'SYNC') await device.sync(time);
  if (what === 'LOSE') await device.sync({ isLost: true, ...time });
  if (what !== 'LOSE_TWICE') return;
  await Promise.all([device.sync({ isLost: true }), device.sync({ isLost: true })]);
}

describe('three devices with a network now and then', () => {
  let gateway: TestGateway;
  let articles: SavedTestArticle[];
  let readers = 0;

  beforeAll(async () => {
    gateway = await startTestGateway();
    articles = await gateway.newspaper.articles(Array.from({ length: 4 }, () => ({})));
  });

  afterAll(() => gateway.close());

  async function live(steps: Step[], skews: number[]): Promise<void> {
    const reader = await Device.of(gateway, `reader ${(readers += 1)}`);
    const devices = skews.map(() => new SyncedDevice(reader));
    const created: string[] = [];
    for (const [place, step] of steps.entries()) {
      const device = devices[step.device] ?? new SyncedDevice(reader);
      const at = new Date(Date.now() + (skews[step.device] ?? 0)).toISOString();
      const articleId = articles[step.article]?.id ?? '';
      if (NETWORK.includes(step.what)) {
        await useNetwork(device, step.what, step.sendsTime ? at : undefined);
        if (step.what === 'ONLINE') await reader.add(articleId);
        continue;
      }
      const operation = operationOf(step, place, at, articleId);
      // The saved list, or one that some device has made or is still to tell of.
      const key = created[step.list % (created.length + 1)];
      if (step.what === 'CREATE_LIST') created.push(operation.key);
      else if (key !== undefined) operation.listId = key;
      device.outbox.push(operation);
    }
    await expectEqual(reader, devices);
    await expectWhole();
  }

  /** Each sends what it has left, and hears of what the others sent. */
  async function expectEqual(reader: Device, devices: SyncedDevice[]): Promise<void> {
    for (const device of devices) await device.sync();
    for (const device of devices) await device.pull();
    const onServer = await shelfOnServer(reader);
    for (const device of devices) {
      expect(device.outbox).toEqual([]);
      expect(device.shelf).toEqual(onServer);
    }
  }

  /** Counts are right, and what was deleted is empty. */
  async function expectWhole(): Promise<void> {
    const wrong = await gateway.dataSource.query<object[]>(
      `SELECT l.id FROM reading_list l WHERE item_count <> (
         SELECT count(*) FROM reading_list_item i WHERE i.list_id = l.id AND i.removed_at IS NULL)
       OR deleted_at IS NOT NULL AND EXISTS (SELECT FROM reading_list_item i WHERE i.list_id = l.id)`,
    );
    expect(wrong).toEqual([]);
  }

  it('all end equal to each other and to the server', async () => {
    expect.hasAssertions();
    const skew = fc.integer({ min: -7_200_000, max: 7_200_000 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 5, maxLength: 60 }),
        fc.tuple(skew, skew, skew),
        live,
      ),
      { numRuns: RUNS },
    );
  }, 120_000);
});
