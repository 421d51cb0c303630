import { startTestGateway, type TestGateway } from '../support/gateway';
import { Device } from './support';
import { shelfOnServer, SyncedDevice } from './synced-device';

const WRITERS = 8;
const WRITES = 30;

describe('a device that syncs while others write', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startTestGateway({ WRITE_CONNECTIONS: '10' });
  });

  afterAll(() => gateway.close());

  it('misses nothing of many writers, and gets little twice', async () => {
    const articles = await gateway.newspaper.articles(Array.from({ length: 40 }, () => ({})));
    const reader = await Device.of(gateway, 'a busy reader');
    const lists = [await reader.create('One'), await reader.create('Two')];
    const device = new SyncedDevice(reader);
    let isOver = false;
    const write = async (writer: number) => {
      for (let turn = 0; turn < WRITES; turn += 1) {
        const number = writer * 31 + turn * 17;
        const articleId = articles[number % articles.length]?.id ?? '';
        const listId = lists[number % 2]?.id;
        if (turn % 3 === 2) await reader.remove(articleId, listId);
        else await reader.add(articleId, { listId: listId ?? '' });
      }
    };
    const follow = async () => {
      while (!isOver) await device.pull();
    };
    const following = follow();
    await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
    isOver = true;
    await following;
    await device.pull();
    expect(device.shelf).toEqual(await shelfOnServer(reader));
    // A write changes one item and its list; each is sent at most once for each write.
    expect(device.received).toBeLessThanOrEqual(2 * WRITERS * WRITES + 2);
    const [counts] = await gateway.dataSource.query<{ wrong: number }[]>(
      `SELECT count(*)::int AS wrong FROM reading_list l WHERE item_count <> (
         SELECT count(*) FROM reading_list_item i WHERE i.list_id = l.id AND i.removed_at IS NULL)`,
    );
    expect(counts?.wrong).toBe(0);
  }, 60_000);

  it('may write for the first time from many places at once', async () => {
    const [article] = await gateway.newspaper.articles([{}]);
    for (let round = 0; round < 20; round += 1) {
      const reader = await Device.of(gateway, `new reader ${round}`);
      await Promise.all(Array.from({ length: 8 }, () => reader.add(article?.id ?? '')));
      expect(await reader.saved()).toMatchObject({ itemCount: 1 });
    }
  }, 60_000);
});
