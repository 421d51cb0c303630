import { LONGEST_RANK } from '../../src/reading-lists/rank.space';
import { startTestGateway, type TestGateway } from '../support/gateway';
import { Device, type Item, slugsOf } from './support';
import { shelfOnServer, SyncedDevice } from './synced-device';

const MOVE = `mutation M($itemId: ID!, $position: Int!) {
  moveReadingListItem(itemId: $itemId, position: $position) { id sortKey position } }`;

type Moved = Pick<Item, 'id' | 'position'> & { sortKey: string };

describe('the ranks of a list in which somebody always moves to the same place', () => {
  let gateway: TestGateway;
  let articles: Awaited<ReturnType<TestGateway['newspaper']['articles']>>;

  beforeAll(async () => {
    gateway = await startTestGateway();
    articles = await gateway.newspaper.articles(Array.from({ length: 6 }, () => ({})));
  });

  afterAll(() => gateway.close());

  const ranks = async () => {
    const rows = await gateway.dataSource.query<{ rank: string; version: string }[]>(
      'SELECT rank, version FROM reading_list_item WHERE removed_at IS NULL ORDER BY rank',
    );
    return rows.map(({ rank }) => rank);
  };

  it('stay short, keep their order, and reach devices', async () => {
    const reader = await Device.of(gateway, 'mover');
    const { id: listId } = await reader.create('Moved about');
    const ids: string[] = [];
    for (const { id } of articles) ids.push((await reader.add(id, { listId })).id);
    const phone = new SyncedDevice(reader);
    await phone.pull();
    const longest: number[] = [];
    for (let turn = 0; turn < 400; turn += 1) {
      const itemId = ids.pop() ?? '';
      ids.splice(1, 0, itemId);
      const { moveReadingListItem } = await reader.data<{ moveReadingListItem: Moved }>(MOVE, {
        ...{ itemId, position: 1 },
      });
      expect(moveReadingListItem.position).toBe(1);
      const now = await ranks();
      expect(now[1]).toBe(moveReadingListItem.sortKey);
      longest.push(Math.max(...now.map((rank) => rank.length)));
      if (turn % 40 === 0) await phone.pull();
    }
    expect(Math.max(...longest)).toBeGreaterThan(LONGEST_RANK - 2);
    expect(Math.max(...longest)).toBeLessThanOrEqual(LONGEST_RANK);
    const list = await reader.list(listId);
    expect(list?.items.nodes.map(({ id }) => id)).toEqual(ids);
    await phone.pull();
    expect(phone.shelf).toEqual(await shelfOnServer(reader));
    expect(slugsOf(list)).toHaveLength(6);
    // What comes next stands at the end, as before.
    await reader.remove(articles[0]?.id ?? '', listId);
    const added = await reader.add(articles[0]?.id ?? '', { listId });
    expect(added.position).toBe(5);
  }, 60_000);
});
