import { startTestGateway, type TestGateway } from '../support/gateway';
import { type SavedTestArticle } from '../support/newspaper';
import { Device, slugsOf } from './support';
import { type Operation, shelfOnServer, SyncedDevice } from './synced-device';

let gateway: TestGateway;
let articles: SavedTestArticle[];
let readers = 0;

const article = (place: number) => articles[place]?.id ?? '';
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

/** A reader with some devices. */
async function newDevices(count: number): Promise<SyncedDevice[]> {
  const device = await Device.of(gateway, `traveller ${(readers += 1)}`);
  return Array.from({ length: count }, () => new SyncedDevice(device));
}

beforeAll(async () => {
  gateway = await startTestGateway();
  articles = await gateway.newspaper.articles(
    Array.from({ length: 12 }, (_, place) => ({ slug: `story-${place}` })),
  );
});

afterAll(() => gateway.close());

describe('syncReadingLists', () => {
  it('applies operations in order, each by itself, and says what became of each', async () => {
    const [phone] = (await newDevices(1)) as [SyncedDevice];
    phone.outbox = [
      { key: 'a', kind: 'CREATE_LIST', title: 'Trip', at: ago(9) },
      { key: 'b', kind: 'ADD', listId: 'a', articleId: article(1), note: 'first', at: ago(8) },
      { key: 'c', kind: 'ADD', listId: 'nothing', articleId: article(1), at: ago(8) },
      { key: 'd', kind: 'ADD', articleId: 'art_0190b5a6-7c3e-7000-8000-000000000000', at: ago(7) },
      { key: 'e', kind: 'ADD', articleId: 'nonsense', at: ago(7) },
      { key: 'f', kind: 'RENAME_LIST', listId: 'a', at: ago(6) },
      { key: 'g', kind: 'MARK_READ', listId: 'a', articleId: article(1), at: ago(5) },
      { key: 'h', kind: 'ADD', articleId: article(2), at: ago(4) },
    ];
    await phone.sync();
    const codes = [...phone.results.values()].map(({ key, ok, code }) => [key, ok, code]);
    expect(codes).toEqual([
      ['a', true, null],
      ['b', true, null],
      ['c', false, 'NOT_FOUND'],
      ['d', false, 'NOT_FOUND'],
      ['e', false, 'BAD_USER_INPUT'],
      ['f', false, 'BAD_USER_INPUT'],
      ['g', true, null],
      ['h', true, null],
    ]);
    const [, trip] = await phone.device.lists();
    expect(trip).toMatchObject({ title: 'Trip', id: phone.results.get('a')?.id, itemCount: 1 });
    expect(trip?.items.nodes[0]).toMatchObject({ note: 'first', article: { slug: 'story-1' } });
    expect(trip?.items.nodes[0]?.readAt).not.toBeNull();
    expect(phone.shelf).toEqual(await shelfOnServer(phone.device));
  });

  it('answers a retry as it answered first, and applies nothing again', async () => {
    const [phone, tablet] = (await newDevices(2)) as [SyncedDevice, SyncedDevice];
    const operations: Operation[] = [
      { key: 'a', kind: 'CREATE_LIST', title: 'Trip', at: ago(9) },
      { key: 'b', kind: 'ADD', listId: 'a', articleId: article(1), at: ago(8) },
      { key: 'c', kind: 'ADD', articleId: 'nonsense', at: ago(7) },
    ];
    phone.outbox = [...operations];
    await phone.sync({ isLost: true });
    await tablet.sync();
    tablet.outbox = [{ key: 't', kind: 'DELETE_LIST', listId: 'a', at: ago(20) }];
    await tablet.sync();
    await phone.sync();
    expect([...phone.results.values()].map(({ ok }) => ok)).toEqual([true, true, false]);
    expect(await phone.device.lists()).toHaveLength(1);
    phone.outbox = [{ key: 'd', kind: 'ADD', listId: 'a', articleId: article(2), at: ago(0) }];
    await phone.sync();
    expect(phone.results.get('d')).toMatchObject({ ok: false, code: 'NOT_FOUND' });
    expect(phone.shelf).toEqual(tablet.shelf);
  });

  it('merges additions and removals of an article by time, whoever is first to tell', async () => {
    const [phone, tablet] = (await newDevices(2)) as [SyncedDevice, SyncedDevice];
    phone.outbox = [
      { key: 'p1', kind: 'REMOVE', articleId: article(1), at: ago(5) },
      { key: 'p2', kind: 'ADD', articleId: article(2), at: ago(5) },
    ];
    await phone.sync();
    tablet.outbox = [
      { key: 't1', kind: 'ADD', articleId: article(1), at: ago(10) },
      { key: 't2', kind: 'REMOVE', articleId: article(2), at: ago(10) },
      { key: 't3', kind: 'ADD', articleId: article(3), at: ago(1) },
    ];
    await tablet.sync();
    expect(slugsOf(await phone.device.saved())).toEqual(['story-2', 'story-3']);
    tablet.outbox = [{ key: 't4', kind: 'ADD', articleId: article(1), at: ago(4) }];
    await tablet.sync();
    expect(slugsOf(await phone.device.saved())).toEqual(['story-2', 'story-3', 'story-1']);
  });

  it('believes no clock that is ahead', async () => {
    const [phone] = (await newDevices(1)) as [SyncedDevice];
    phone.outbox = [{ key: 'a', kind: 'ADD', articleId: article(1), at: '2099-01-01T00:00:00Z' }];
    await phone.sync();
    expect(await phone.device.remove(article(1))).not.toBeNull();
    expect(await phone.device.saved()).toMatchObject({ itemCount: 0 });
  });

  it('puts right what a device with a wrong clock says, given its time', async () => {
    const [phone] = (await newDevices(1)) as [SyncedDevice];
    const hour = 3_600_000;
    const behind = (minutes: number) => new Date(Date.parse(ago(minutes)) - 5 * hour).toISOString();
    await phone.device.add(article(1));
    phone.outbox = [{ key: 'a', kind: 'REMOVE', articleId: article(1), at: behind(-0.1) }];
    await phone.sync({ deviceTime: behind(-0.1) });
    expect(await phone.device.saved()).toMatchObject({ itemCount: 0 });
  });

  it('takes 500 operations in one call, with the same few statements, and pages the changes', async () => {
    const [phone, tablet] = (await newDevices(2)) as [SyncedDevice, SyncedDevice];
    const many = await gateway.newspaper.articles(Array.from({ length: 510 }, () => ({})));
    const operation = (id: string, place: number) => ({
      key: `k${place}`,
      kind: 'ADD',
      articleId: id,
      at: ago(1),
    });
    phone.outbox = many.map(({ id }, place) => operation(id, place));
    await phone.sync();
    await phone.sync();
    expect(await phone.device.saved()).toMatchObject({ itemCount: 510 });
    await tablet.sync();
    expect(tablet.items.size).toBe(510);
    expect(tablet.received).toBe(511);
    expect(tablet.shelf).toEqual(phone.shelf);
    const tooMany = many.slice(0, 501).map(({ id }, place) => operation(id, place));
    const { errors } = await phone.device.ask(
      'mutation M($o: [ReadingListOperation!]!) { syncReadingLists(operations: $o) { token } }',
      { o: tooMany },
    );
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'LIMIT_EXCEEDED', maximum: 500 });
  });

  it.each(['', 'nonsense', 'W10', Buffer.from('12345678[1]').toString('base64url')])(
    'refuses %j for a token, before anything is applied',
    async (since) => {
      const [phone] = (await newDevices(1)) as [SyncedDevice];
      const { errors } = await phone.device.ask(
        'mutation M($o: [ReadingListOperation!]!, $since: String) { syncReadingLists(operations: $o, since: $since) { token } }',
        { since, o: [{ key: 'a', kind: 'ADD', articleId: article(1), at: ago(1) }] },
      );
      expect(errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'since' });
      expect(await phone.device.saved()).toMatchObject({ itemCount: 0 });
    },
  );

  it("refuses another reader's token", async () => {
    const [phone] = (await newDevices(1)) as [SyncedDevice];
    const [other] = (await newDevices(1)) as [SyncedDevice];
    await phone.device.add(article(1));
    await phone.sync();
    other.token = phone.token;
    await expect(other.pull()).rejects.toThrow('BAD_USER_INPUT');
  });

  it('sends nothing again that a device has, and only what changed', async () => {
    const [phone] = (await newDevices(1)) as [SyncedDevice];
    await phone.device.add(article(1));
    await phone.device.add(article(2));
    await phone.pull();
    phone.received = 0;
    await phone.pull();
    expect(phone.received).toBe(0);
    await phone.device.add(article(3));
    await phone.pull();
    expect(phone.received).toBe(2);
  });
});

describe('importReadingList', () => {
  it('takes over a list in its order, once, without what is hidden', async () => {
    const reader = await Device.of(gateway, `traveller ${(readers += 1)}`);
    const [draft] = await gateway.newspaper.articles([{ status: 'DRAFT' }]);
    await reader.add(article(2), { note: 'mine' });
    const items = [
      { articleId: article(5), at: ago(60), note: 'from before' },
      { articleId: draft?.id, at: ago(60) },
      { articleId: article(2), at: ago(60) },
      { articleId: article(4), at: ago(50), readAt: ago(40) },
    ];
    const call = () =>
      reader.data<{ importReadingList: { itemCount: number } }>(
        'mutation M($items: [ImportedItemInput!]!) { importReadingList(items: $items, idempotencyKey: "i") { itemCount } }',
        { items },
      );
    expect((await call()).importReadingList.itemCount).toBe(3);
    await reader.remove(article(4));
    expect((await call()).importReadingList.itemCount).toBe(2);
    const saved = await reader.saved();
    expect(slugsOf(saved)).toEqual(['story-2', 'story-5']);
    expect(saved.items.nodes.map((item) => item.note)).toEqual(['mine', 'from before']);
  });
});
