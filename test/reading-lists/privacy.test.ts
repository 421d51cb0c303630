import { Role } from '../../src/identity/viewer';
import { toGlobalId } from '../../src/graphql/global-id';
import { startTestGateway, type TestGateway } from '../support/gateway';
import { type SavedTestArticle } from '../support/newspaper';
import { Device, LIST, type List } from './support';

const NOWHERE = '0190b5a6-7c3e-7000-8000-000000000000';

let gateway: TestGateway;
let article: SavedTestArticle;
let owner: Device;
let stranger: Device;
let editor: Device;
let nobody: Device;

beforeAll(async () => {
  gateway = await startTestGateway();
  article = await gateway.newspaper.article({ slug: 'story' });
  owner = await Device.of(gateway, 'the owner of lists');
  stranger = await Device.of(gateway, 'somebody else');
  editor = await Device.of(gateway, 'an editor', Role.EDITOR);
  nobody = Device.anonymous(gateway);
});

afterAll(() => gateway.close());

const SHARE = `mutation M($id: ID!, $rotate: Boolean) { shareReadingList(id: $id, rotate: $rotate) { ${LIST} } }`;
const UPDATE = `mutation M($id: ID!, $input: UpdateReadingListInput!) { updateReadingList(id: $id, input: $input) { ${LIST} } }`;
const BY_TOKEN = `query Q($token: String) { readingList(shareToken: $token) { ${LIST} } }`;

/** Every way to a list or an item, with the ids to try it with. */
const WAYS: [string, string][] = [
  ['node', 'query Q($list: ID!) { node(id: $list) { id __typename } }'],
  ['nodes', 'query Q($list: ID!, $item: ID!) { nodes(ids: [$list, $item]) { id } }'],
  ['node of an item', 'query Q($item: ID!) { node(id: $item) { id } }'],
  ['readingList', 'query Q($list: ID!) { readingList(id: $list) { id title } }'],
  [
    'updateReadingList',
    'mutation M($list: ID!) { updateReadingList(id: $list, input: { title: "x" }) { id } }',
  ],
  ['deleteReadingList', 'mutation M($list: ID!) { deleteReadingList(id: $list) }'],
  [
    'addToReadingList',
    'mutation M($list: ID!, $article: ID!) { addToReadingList(listId: $list, articleId: $article) { id } }',
  ],
  [
    'removeFromReadingList',
    'mutation M($list: ID!, $article: ID!) { removeFromReadingList(listId: $list, articleId: $article) }',
  ],
  [
    'moveReadingListItem',
    'mutation M($item: ID!) { moveReadingListItem(itemId: $item, position: 0) { id } }',
  ],
  ['markRead', 'mutation M($item: ID!) { markRead(itemIds: [$item]) { id } }'],
  ['markUnread', 'mutation M($item: ID!) { markUnread(itemIds: [$item]) { id } }'],
  ['shareReadingList', 'mutation M($list: ID!) { shareReadingList(id: $list) { id } }'],
];

describe('a private list', () => {
  const ids = { list: '', item: '' };

  beforeAll(async () => {
    ids.list = (await owner.create('Secret')).id;
    ids.item = (await owner.add(article.id, { listId: ids.list, note: 'a secret' })).id;
  });

  const variablesFor = (query: string, list: string, item: string) =>
    Object.fromEntries(
      Object.entries({ list, item, article: article.id }).filter(([name]) =>
        query.includes(`$${name}:`),
      ),
    );

  it.each(WAYS)('is to anyone else what does not exist, by %s', async (_name, query) => {
    for (const device of [stranger, nobody, editor]) {
      const there = await device.ask(query, variablesFor(query, ids.list, ids.item));
      const none = toGlobalId('ReadingList', NOWHERE);
      const noItem = toGlobalId('ReadingListItem', NOWHERE);
      const missing = await device.ask(query, variablesFor(query, none, noItem));
      expect({ ...there }).toEqual({ ...missing });
      expect(JSON.stringify(there)).not.toMatch(/secret/i);
    }
    expect(await owner.list(ids.list)).toMatchObject({ title: 'Secret', itemCount: 1 });
  });

  it('is refused to an anonymous writer before anything is looked up', async () => {
    const mutations = WAYS.filter(([, query]) => query.startsWith('mutation'));
    for (const [, query] of mutations) {
      const { errors } = await nobody.ask(query, variablesFor(query, ids.list, ids.item));
      expect(errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    }
  });

  it("is not in anybody else's viewer", async () => {
    expect((await stranger.lists()).map((list) => list.title)).not.toContain('Secret');
    expect((await nobody.data<{ viewer: null }>('{ viewer { id } }')).viewer).toBeNull();
  });
});

describe('an unlisted list', () => {
  it('opens with its token only, without notes, and closes when that is revoked', async () => {
    const { id } = await owner.create('Shared');
    const item = await owner.add(article.id, { listId: id, note: 'a secret' });
    await owner.data('mutation M($ids: [ID!]!) { markRead(itemIds: $ids) { id } }', {
      ids: [item.id],
    });
    const { shareReadingList: shared } = await owner.data<{ shareReadingList: List }>(SHARE, {
      id,
    });
    expect(shared.visibility).toBe('UNLISTED');
    expect(shared.shareToken?.length).toBeGreaterThanOrEqual(32);
    for (const device of [stranger, nobody]) {
      expect(await device.list(id)).toBeNull();
      const { readingList } = await device.data<{ readingList: List }>(BY_TOKEN, {
        token: shared.shareToken,
      });
      expect(readingList).toMatchObject({ title: 'Shared', shareToken: null });
      expect(readingList.items.nodes[0]).toMatchObject({ note: null, readAt: null });
    }
    const again = await owner.data<{ shareReadingList: List }>(SHARE, { id });
    expect(again.shareReadingList.shareToken).toBe(shared.shareToken);
    const rotated = await owner.data<{ shareReadingList: List }>(SHARE, { id, rotate: true });
    const open = async (token: string | null) =>
      (await nobody.data<{ readingList: List | null }>(BY_TOKEN, { token })).readingList;
    expect(await open(shared.shareToken)).toBeNull();
    expect(await open(rotated.shareReadingList.shareToken)).not.toBeNull();
    await owner.data(UPDATE, { id, input: { visibility: 'PRIVATE' } });
    expect(await open(rotated.shareReadingList.shareToken)).toBeNull();
    expect(await open('')).toBeNull();
  });
});

describe('public and curated lists', () => {
  const listed = async (device: Device) => {
    const { readingLists } = await device.data<{
      readingLists: { totalCount: number; nodes: List[] };
    }>(`{ readingLists(first: 100) { totalCount nodes { title } } }`);
    expect(readingLists.totalCount).toBe(readingLists.nodes.length);
    return readingLists.nodes.map((list) => list.title);
  };

  it('stand in readingLists, open by slug, and say nothing of their owner', async () => {
    const { id } = await owner.create('For all');
    await owner.add(article.id, { listId: id, note: 'a secret' });
    const { updateReadingList: list } = await owner.data<{ updateReadingList: List }>(UPDATE, {
      id,
      input: { visibility: 'PUBLIC' },
    });
    expect(await listed(nobody)).toContain('For all');
    const { readingList } = await nobody.data<{ readingList: List }>(
      `query Q($slug: String) { readingList(slug: $slug) { ${LIST} } }`,
      { slug: list.slug },
    );
    expect(readingList).toMatchObject({ id, items: { nodes: [{ note: null }] } });
    await owner.data(UPDATE, { id, input: { visibility: 'PRIVATE' } });
    expect(await listed(nobody)).not.toContain('For all');
    expect(await nobody.list(id)).toBeNull();
  });

  it('are paged in both directions', async () => {
    for (const title of ['One', 'Two', 'Three'])
      await owner.create(title, { visibility: 'PUBLIC' });
    const page = async (args: string) =>
      (
        await nobody.data<{
          readingLists: { nodes: List[]; pageInfo: { endCursor: string } };
        }>(`{ readingLists(${args}) { nodes { title } pageInfo { endCursor } } }`)
      ).readingLists;
    const first = await page('first: 2');
    expect(first.nodes.map((list) => list.title)).toEqual(['Three', 'Two']);
    const second = await page(`first: 1, after: "${first.pageInfo.endCursor}"`);
    expect(second.nodes.map((list) => list.title)).toEqual(['One']);
    const back = await page(`last: 1, before: "${first.pageInfo.endCursor}"`);
    expect(back.nodes.map((list) => list.title)).toEqual(['Three']);
  });

  it('of the newsroom are every editor’s to change and nobody else’s', async () => {
    const make = `mutation M($input: CreateReadingListInput!) { createCuratedList(input: $input) { ${LIST} } }`;
    const refused = await stranger.ask(make, { input: { title: 'Mine' } });
    expect(refused.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    const { createCuratedList: list } = await editor.data<{ createCuratedList: List }>(make, {
      input: { title: 'The harbour files' },
    });
    expect(list).toMatchObject({ kind: 'CURATED', visibility: 'PUBLIC' });
    const other = await Device.of(gateway, 'another editor', Role.EDITOR);
    const item = await other.add(article.id, { listId: list.id, note: 'Start here' });
    expect(await nobody.list(list.id)).toMatchObject({
      items: { nodes: [{ id: item.id, note: 'Start here' }] },
    });
    const theft = await stranger.ask(UPDATE, { id: list.id, input: { title: 'Stolen' } });
    expect(theft.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    await other.data(UPDATE, { id: list.id, input: { visibility: 'PRIVATE' } });
    expect(await nobody.list(list.id)).toBeNull();
    expect(await editor.list(list.id)).toMatchObject({ title: 'The harbour files' });
    expect((await editor.lists()).map(({ title }) => title)).not.toContain('The harbour files');
  });
});
