import { Role } from '../../src/identity/viewer';
import { startTestGateway, type TestGateway } from '../support/gateway';

type Node = { id: string; __typename: string } | null;

const NODE = 'query Q($id: ID!) { node(id: $id) { id __typename } }';
const NODES = 'query Q($ids: [ID!]!) { nodes(ids: $ids) { id __typename } }';

const UNKNOWN = '0190b5a6-7c3e-7000-8000-000000000000';

const NOT_OURS: [string, unknown][] = [
  ['nothing', ''],
  ['a word', 'garbage'],
  ['an unknown article', `art_${UNKNOWN}`],
  ['an unknown section', `sec_${UNKNOWN}`],
  ['an unknown picture', `img_${UNKNOWN}`],
  ['a prefix that is none of ours', `xyz_${UNKNOWN}`],
  ['a prefix in the wrong case', `ART_${UNKNOWN}`],
  ['a bare UUID', UNKNOWN],
  ['a UUID cut short', `art_${UNKNOWN.slice(0, -1)}`],
  ['a UUID with a line after it', `art_${UNKNOWN}\n`],
  ['a UUID with a NUL', `art_${UNKNOWN.slice(0, -1)}\0`],
  ['braces', `art_{${UNKNOWN}}`],
  ['10 kB', 'a'.repeat(10_240)],
  ['an emoji', '🗞️'],
  ['a NUL', '\0'],
  ['half a character', '\ud83d'],
  ['a number', 42],
  ['a negative number', -1],
  ['SQL', "art_' OR '1'='1"],
  ['the name of a property', 'constructor'],
  ['the id of another API', Buffer.from('Article:1').toString('base64')],
];

const WRONG: [string, unknown][] = [
  ['a fraction', 1.5],
  ['true', true],
  ['an object', { id: 'x' }],
  ['a list', ['a', 'b']],
];

describe('global ids', () => {
  let gateway: TestGateway;
  let ids: Record<string, string>;
  let token: string;

  beforeAll(async () => {
    gateway = await startTestGateway();
    const { newspaper } = gateway;
    const imageId = await newspaper.image('bridge');
    await newspaper.page('about');
    const article = await newspaper.article({ tags: ['flood'], authors: ['ada'], imageId });
    await newspaper.correction(article.uid, 'The year was wrong.');
    const { article: found, site } = await gateway.data<{
      article: Record<'section' | 'image', { id: string }> &
        Record<'tags' | 'authors' | 'corrections', { id: string }[]> & { id: string };
      site: { edition: { id: string }; pages: { id: string }[] };
    }>(
      `query Q($id: ID!) {
        article(id: $id) { id section { id } image { id } tags { id } authors { id } corrections { id } }
        site { edition { id } pages { id } }
      }`,
      { id: article.id },
    );
    token = await gateway.token(Role.EDITOR);
    const { createCuratedList: list } = await gateway.data<{ createCuratedList: { id: string } }>(
      'mutation M { createCuratedList(input: { title: "Harbour" }) { id } }',
      {},
      { token },
    );
    const { addToReadingList: item } = await gateway.data<{ addToReadingList: { id: string } }>(
      'mutation M($listId: ID, $articleId: ID!) { addToReadingList(listId: $listId, articleId: $articleId) { id } }',
      { listId: list.id, articleId: article.id },
      { token },
    );
    const { reportSpelling: report } = await gateway.data<{ reportSpelling: { id: string } }>(
      `mutation M($id: ID!) { reportSpelling(input: { articleId: $id, selectedText: "text" }) { id } }`,
      { id: article.id },
    );
    ids = {
      Article: found.id,
      Correction: found.corrections[0]?.id ?? '',
      Edition: site.edition.id,
      Image: found.image.id,
      Person: found.authors[0]?.id ?? '',
      ReadingList: list.id,
      ReadingListItem: item.id,
      Section: found.section.id,
      SpellingReport: report.id,
      StaticPage: site.pages[0]?.id ?? '',
      Tag: found.tags[0]?.id ?? '',
    };
  });

  afterAll(() => gateway.close());

  it.each([
    'Article',
    'Correction',
    'Edition',
    'Image',
    'Person',
    'ReadingList',
    'ReadingListItem',
    'Section',
    'StaticPage',
    'Tag',
  ])('lead back to the %s that showed them', async (type) => {
    const id = ids[type];
    const { node } = await gateway.data<{ node: Node }>(NODE, { id });
    expect(node).toEqual({ id, __typename: type });
  });

  it('lead to a SpellingReport for editors alone', async () => {
    const id = ids.SpellingReport;
    expect(await gateway.data(NODE, { id })).toEqual({ node: null });
    const { node } = await gateway.data<{ node: Node }>(NODE, { id }, { token });
    expect(node).toEqual({ id, __typename: 'SpellingReport' });
  });

  it('cover every type that implements Node', async () => {
    const { __type } = await gateway.data<{ __type: { possibleTypes: { name: string }[] } }>(
      '{ __type(name: "Node") { possibleTypes { name } } }',
    );
    expect(__type.possibleTypes.map(({ name }) => name).sort()).toEqual(Object.keys(ids).sort());
  });

  it('lead to the fields of their type through a fragment', async () => {
    const { node } = await gateway.data<{ node: unknown }>(
      'query Q($id: ID!) { node(id: $id) { ... on Tag { slug articles { totalCount } } } }',
      { id: ids.Tag },
    );
    expect(node).toEqual({ slug: 'flood', articles: { totalCount: 1 } });
  });

  it('are answered several at once in the order asked for, with null between for what is not there', async () => {
    const asked = [ids.Tag, 'garbage', ids.Article, `art_${UNKNOWN}`, ids.Tag, ids.Edition];
    const { nodes } = await gateway.data<{ nodes: Node[] }>(NODES, { ids: asked });
    expect(nodes.map((node) => node?.id ?? null)).toEqual([
      ids.Tag,
      null,
      ids.Article,
      null,
      ids.Tag,
      ids.Edition,
    ]);
  });

  it('of one type never lead to a row of another', async () => {
    const uid = ids.Article?.slice(4) ?? '';
    for (const prefix of ['cor', 'edn', 'img', 'per', 'sec', 'pag', 'tag']) {
      const { node } = await gateway.data<{ node: Node }>(NODE, { id: `${prefix}_${uid}` });
      expect({ prefix, node }).toEqual({ prefix, node: null });
    }
  });

  it.each(NOT_OURS)('that are not ours give null: %s', async (_, id) => {
    const { node, nodes } = await gateway.data<{ node: Node; nodes: Node[] }>(
      'query Q($id: ID!) { node(id: $id) { id } nodes(ids: [$id]) { id } }',
      { id },
    );
    expect(node).toBeNull();
    expect(nodes).toEqual([null]);
  });

  it.each(WRONG)('that cannot be one are bad input: %s', async (_, id) => {
    const { errors } = await gateway.request(NODE, { id });
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
  });

  it.each(NOT_OURS.filter(([, id]) => !String(id).startsWith(`art_${UNKNOWN}`)))(
    'of an article have to be an article’s: %s',
    async (_, id) => {
      const { data, errors } = await gateway.request<{ article: unknown }>(
        'query Q($id: ID!) { article(id: $id) { id } }',
        { id },
      );
      expect(data.article).toBeNull();
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'id' });
    },
  );

  it('of another type are refused where an article is asked for', async () => {
    const { errors } = await gateway.request('query Q($id: ID!) { article(id: $id) { id } }', {
      id: ids.Tag,
    });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'id' });
  });

  it('and slugs are not taken together, nor neither of them', async () => {
    for (const query of ['{ article { id } }', '{ article(id: "a", slug: "b") { id } }']) {
      const { errors } = await gateway.request(query);
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'id' });
    }
  });
});
