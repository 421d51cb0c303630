import { startTestGateway, type TestGateway } from '../support/gateway';
import { type SavedTestArticle } from '../support/newspaper';
import { Device, type Item, ITEM, LIST, type List, slugsOf } from './support';

let gateway: TestGateway;
let articles: SavedTestArticle[];
let readers = 0;

const newReader = () => Device.of(gateway, `reader ${(readers += 1)}`);
const article = (place: number) => articles[place]?.id ?? '';

beforeAll(async () => {
  gateway = await startTestGateway();
  articles = await gateway.newspaper.articles(
    Array.from({ length: 30 }, (_, place) => ({ slug: `story-${place}` })),
  );
});

afterAll(() => gateway.close());

describe('the saved list', () => {
  it('is there for a reader who has never written anything, and reading writes nothing', async () => {
    const reader = await newReader();
    const saved = await reader.saved();
    expect(saved).toMatchObject({ kind: 'SAVED', itemCount: 0, visibility: 'PRIVATE' });
    expect(await reader.list(saved.id)).toMatchObject({ id: saved.id });
    expect(await reader.lists()).toHaveLength(1);
    const [row] = await gateway.dataSource.query<{ count: string }[]>(
      'SELECT count(*) FROM reader',
    );
    expect(row?.count).toBe('0');
  });

  it('keeps its id when it is first written to', async () => {
    const reader = await newReader();
    const { id } = await reader.saved();
    const item = await reader.add(article(0), { note: ' On the train ' });
    expect(item).toMatchObject({ listId: id, position: 0, note: 'On the train', readAt: null });
    expect(await reader.saved()).toMatchObject({ id, itemCount: 1 });
  });

  it('makes what is added popular by saves: once for each reader and list, not each time', async () => {
    const [first, second] = [await newReader(), await newReader()];
    for (const reader of [first, second]) await reader.add(article(20));
    for (let turn = 0; turn < 4; turn += 1) {
      await first.add(article(21));
      await first.data('mutation M($id: ID!) { removeFromReadingList(articleId: $id) }', {
        id: article(21),
      });
    }
    const rows = await gateway.dataSource.query<{ slug: string; saves: string }[]>(
      `SELECT a.slug, sum(s.saves) AS saves FROM article_save s JOIN article a ON a.id = s.article_id
      WHERE a.slug IN ('story-20', 'story-21') GROUP BY 1 ORDER BY 1`,
    );
    expect(rows).toEqual([
      { slug: 'story-20', saves: '2' },
      { slug: 'story-21', saves: '1' },
    ]);
  });

  it('cannot be deleted', async () => {
    const reader = await newReader();
    const { id } = await reader.saved();
    const { errors } = await reader.ask('mutation M($id: ID!) { deleteReadingList(id: $id) }', {
      id,
    });
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it('tells of each article whether it stands there', async () => {
    const reader = await newReader();
    await reader.add(article(3));
    const { articles: shown } = await reader.data<{
      articles: { nodes: { slug: string; isSaved: boolean }[] };
    }>('{ articles(first: 10) { nodes { slug isSaved } } }');
    expect(shown.nodes.filter((node) => node.isSaved).map((node) => node.slug)).toEqual([
      'story-3',
    ]);
    const anonymous = await gateway.data<{ articles: { nodes: { isSaved: null }[] } }>(
      '{ articles(first: 3) { nodes { isSaved } } }',
    );
    expect(anonymous.articles.nodes).toEqual(Array(3).fill({ isSaved: null }));
  });
});

describe('a list', () => {
  it('holds an article once, at the end, however often it is added', async () => {
    const reader = await newReader();
    const { id } = await reader.create('Later');
    const first = await reader.add(article(1), { listId: id });
    await reader.add(article(2), { listId: id });
    const again = await reader.add(article(1), { listId: id });
    expect(again.id).toBe(first.id);
    expect(slugsOf(await reader.list(id))).toEqual(['story-1', 'story-2']);
    expect(await reader.list(id)).toMatchObject({ itemCount: 2, items: { totalCount: 2 } });
  });

  it('loses what is removed, once, and takes it back at the end', async () => {
    const reader = await newReader();
    const { id } = await reader.create('Later');
    const first = await reader.add(article(1), { listId: id, note: 'a note' });
    await reader.add(article(2), { listId: id });
    expect(await reader.remove(article(1), id)).toBe(first.id);
    expect(await reader.remove(article(9), id)).toBeNull();
    expect(await reader.list(id)).toMatchObject({ itemCount: 1 });
    expect(await reader.add(article(1), { listId: id })).toMatchObject({ position: 1, note: null });
    expect(slugsOf(await reader.list(id))).toEqual(['story-2', 'story-1']);
  });

  it('is renamed and deleted', async () => {
    const reader = await newReader();
    const { id } = await reader.create('  Later ', { description: 'All\nof it' });
    const { updateReadingList } = await reader.data<{ updateReadingList: List }>(
      `mutation M($id: ID!, $input: UpdateReadingListInput!) { updateReadingList(id: $id, input: $input) { ${LIST} } }`,
      { id, input: { title: 'Sooner' } },
    );
    expect(updateReadingList).toMatchObject({ title: 'Sooner', description: 'All\nof it' });
    await reader.add(article(1), { listId: id });
    const remove = 'mutation M($id: ID!) { deleteReadingList(id: $id) }';
    expect(await reader.data(remove, { id })).toEqual({ deleteReadingList: id });
    expect(await reader.list(id)).toBeNull();
    const { errors } = await reader.ask(remove, { id });
    expect(errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect((await reader.lists()).map((list) => list.kind)).toEqual(['SAVED']);
  });

  it.each([
    [0, ['story-4', 'story-0', 'story-1', 'story-2', 'story-3']],
    [1, ['story-0', 'story-4', 'story-1', 'story-2', 'story-3']],
    [3, ['story-0', 'story-1', 'story-2', 'story-4', 'story-3']],
    [4, ['story-0', 'story-1', 'story-2', 'story-3', 'story-4']],
    [99, ['story-0', 'story-1', 'story-2', 'story-3', 'story-4']],
  ])('has its last item moved to %i', async (position, expected) => {
    const reader = await newReader();
    const { id: listId } = await reader.create('Ordered');
    let last = '';
    for (let place = 0; place < 5; place += 1)
      last = (await reader.add(article(place), { listId })).id;
    const { moveReadingListItem } = await reader.data<{ moveReadingListItem: Item }>(
      `mutation M($itemId: ID!, $position: Int!) { moveReadingListItem(itemId: $itemId, position: $position) { ${ITEM} } }`,
      { itemId: last, position },
    );
    expect(moveReadingListItem.position).toBe(Math.min(position, 4));
    const list = await reader.list(listId);
    expect(slugsOf(list)).toEqual(expected);
    expect(list?.items.nodes.map((item) => item.position)).toEqual([0, 1, 2, 3, 4]);
  });

  it('is paged both ways, all of it or what is unread', async () => {
    const reader = await newReader();
    const ids: string[] = [];
    for (let place = 0; place < 5; place += 1) ids.push((await reader.add(article(place))).id);
    await reader.data('mutation M($ids: [ID!]!) { markRead(itemIds: $ids) { readAt } }', {
      ids: [ids[1], ids[3]],
    });
    const page = async (args: string) => {
      const { viewer } = await reader.data<{
        viewer: { savedList: { items: { nodes: Item[]; pageInfo: { endCursor: string } } } };
      }>(
        `{ viewer { savedList { items(${args}) { nodes { ${ITEM} } pageInfo { endCursor } } } } }`,
      );
      const { nodes, pageInfo } = viewer.savedList.items;
      return { slugs: nodes.map((node) => node.article?.slug), end: pageInfo.endCursor };
    };
    const first = await page('first: 2');
    expect(first.slugs).toEqual(['story-0', 'story-1']);
    expect((await page(`first: 2, after: "${first.end}"`)).slugs).toEqual(['story-2', 'story-3']);
    expect((await page('last: 2')).slugs).toEqual(['story-3', 'story-4']);
    expect((await page('unreadOnly: true')).slugs).toEqual(['story-0', 'story-2', 'story-4']);
    await reader.data('mutation M($ids: [ID!]!) { markUnread(itemIds: $ids) { readAt } }', { ids });
    expect((await page('unreadOnly: true')).slugs).toHaveLength(5);
  });

  it('keeps an item without its article while that is hidden, and shows it again', async () => {
    const reader = await newReader();
    const [hidden] = await gateway.newspaper.articles([{ slug: 'comes-and-goes' }]);
    await reader.add(hidden?.id ?? '', { note: 'mine' });
    const setStatus = (status: string) =>
      gateway.dataSource.query('UPDATE article SET status = $2 WHERE id = $1', [
        hidden?.uid,
        status,
      ]);
    await setStatus('UNPUBLISHED');
    const [item] = (await reader.saved()).items.nodes;
    expect(item).toMatchObject({ article: null, note: 'mine' });
    await setStatus('PUBLISHED');
    expect(slugsOf(await reader.saved())).toEqual(['comes-and-goes']);
  });

  it('takes no article that is not public', async () => {
    const reader = await newReader();
    const [draft] = await gateway.newspaper.articles([{ slug: 'draft', status: 'DRAFT' }]);
    const add = `mutation M($id: ID!) { addToReadingList(articleId: $id) { id } }`;
    const { errors } = await reader.ask(add, { id: draft?.id });
    const unknown = await reader.ask(add, { id: 'art_0190b5a6-7c3e-7000-8000-000000000000' });
    expect(errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect(errors).toEqual(unknown.errors);
  });

  it('repeats the first answer to a retry with the same key', async () => {
    const reader = await newReader();
    const { id } = await reader.create('Once', {}, 'create-1');
    expect((await reader.create('Once', {}, 'create-1')).id).toBe(id);
    expect(await reader.lists()).toHaveLength(2);
    const item = await reader.add(article(5), { listId: id, key: 'add-1' });
    await reader.remove(article(5), id);
    expect((await reader.add(article(5), { listId: id, key: 'add-1' })).id).toBe(item.id);
    expect(await reader.list(id)).toMatchObject({ itemCount: 0 });
  });

  it.each([
    ['', 'empty'],
    [' ', 'blank'],
    ['x'.repeat(201), 'too long'],
    ['a\u0000b', 'NUL'],
    ['a\u0007b', 'a control'],
    ['\ud800', 'half a character'],
  ])('refuses a title: %j (%s)', async (title) => {
    const reader = await newReader();
    const { errors } = await reader.ask(
      'mutation M($title: String!) { createReadingList(input: { title: $title }) { id } }',
      { title },
    );
    expect(errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'title' });
  });
});
