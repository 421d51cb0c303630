import { encodeCursor } from '../../src/graphql/cursor';
import { startTestGateway, type TestGateway } from '../support/gateway';

interface Page {
  edges: { cursor: string; node: { slug: string } }[];
  nodes: { slug: string }[];
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
}

type Args = Record<string, unknown>;

const PAGE = `
  query Page($first: Int, $after: String, $last: Int, $before: String, $orderBy: ArticleOrder) {
    articles(first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy) {
      edges { cursor node { slug } } nodes { slug }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }`;

const SLUGS = ['a', 'b', 'c', 'd', 'e', 'f'];
const UID = '0190b5a6-7c3e-7000-8000-000000000000';

describe('a connection', () => {
  let gateway: TestGateway;
  let cursors: Map<string, string>;

  beforeAll(async () => {
    gateway = await startTestGateway();
    const { newspaper } = gateway;
    await newspaper.articles(SLUGS.map((slug) => ({ slug, authors: [`${slug}-author`] })));
    const { edges } = await page({});
    cursors = new Map(edges.map(({ cursor, node }) => [node.slug, cursor]));
  });

  afterAll(() => gateway.close());

  async function page(args: Args): Promise<Page> {
    return (await gateway.data<{ articles: Page }>(PAGE, args)).articles;
  }

  const cursorOf = (slug: string) => cursors.get(slug) ?? '';

  // Straight from the specification's algorithms: hasNextPage is known paging forward and, paging backward, where
  // `before` stands; hasPreviousPage the other way round.
  it.each([
    [{}, 'abcdef', false, false],
    [{ first: 6 }, 'abcdef', false, false],
    [{ first: 5 }, 'abcde', true, false],
    [{ first: 100 }, 'abcdef', false, false],
    [{ first: 2 }, 'ab', true, false],
    [{ first: 0 }, '', true, false],
    [{ last: 6 }, 'abcdef', false, false],
    [{ last: 2 }, 'ef', false, true],
    [{ last: 0 }, '', false, true],
    [{ last: 100 }, 'abcdef', false, false],
    [{ first: 2, after: 'b' }, 'cd', true, true],
    [{ first: 4, after: 'b' }, 'cdef', false, true],
    [{ first: 1, after: 'f' }, '', false, true],
    [{ last: 2, before: 'e' }, 'cd', true, true],
    [{ last: 4, before: 'e' }, 'abcd', true, false],
    [{ last: 1, before: 'a' }, '', true, false],
    [{ first: 2, after: 'a', before: 'e' }, 'bc', true, true],
    [{ first: 3, after: 'a', before: 'e' }, 'bcd', false, true],
    [{ last: 2, after: 'a', before: 'e' }, 'cd', true, true],
    [{ last: 3, after: 'a', before: 'e' }, 'bcd', true, false],
    [{ first: 9, after: 'e', before: 'b' }, '', false, true],
    [{ last: 9, after: 'e', before: 'b' }, '', true, false],
    [{ first: 3, before: 'c' }, 'ab', false, false],
    [{ last: 3, after: 'd' }, 'ef', false, false],
    [{ after: 'd' }, 'ef', false, true],
  ])('asked for %j shows %s, next %s, previous %s', async (asked, slugs, next, previous) => {
    const { after, before, ...sizes } = asked as Record<string, string>;
    const { edges, nodes, pageInfo } = await page({
      ...sizes,
      ...(after && { after: cursorOf(after) }),
      ...(before && { before: cursorOf(before) }),
    });
    expect(edges.map(({ node }) => node.slug).join('')).toBe(slugs);
    expect(nodes).toEqual(edges.map(({ node }) => node));
    expect(pageInfo).toEqual({
      hasNextPage: next,
      hasPreviousPage: previous,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    });
  });

  it('takes null for an argument that is left out', async () => {
    const { nodes } = await page({
      first: null,
      after: null,
      last: 2,
      before: null,
      orderBy: null,
    });
    expect(nodes.map(({ slug }) => slug)).toEqual(['e', 'f']);
  });

  const good = encodeCursor('article:NEWEST', { value: 1e12, uid: UID });

  it.each<[string, Args, string]>([
    ['first and last', { first: 1, last: 1 }, 'last'],
    ['first and last of nothing', { first: 0, last: 0 }, 'last'],
    ['a negative first', { first: -1 }, 'first'],
    ['a negative last', { last: -1 }, 'last'],
    ['a first over 100', { first: 101 }, 'first'],
    ['a last over 100', { last: 101 }, 'last'],
    ['an empty cursor', { after: '' }, 'after'],
    ['garbage for a cursor', { before: 'garbage' }, 'before'],
    ['a cursor cut short', { after: good.slice(0, -3) }, 'after'],
    ['a cursor with something added', { after: `${good}AAAA` }, 'after'],
    ['a cursor with a line added', { after: `${good}\n` }, 'after'],
    ['a cursor with a letter changed', { after: `A${good.slice(1)}` }, 'after'],
    ['a cursor of another order', { after: good, orderBy: 'OLDEST' }, 'after'],
    ['a cursor of another value', { before: good, orderBy: 'MOST_VIEWED' }, 'before'],
    ['a cursor of people', { after: encodeCursor('person', { value: 'ada', uid: UID }) }, 'after'],
    [
      'a cursor with a time that is none',
      { after: encodeCursor('article:NEWEST', { value: 'x', uid: UID }) },
      'after',
    ],
    [
      'a cursor with an id that is none',
      { after: encodeCursor('article:NEWEST', { value: 1, uid: 'x' }) },
      'after',
    ],
    [
      'a name for another API',
      { after: Buffer.from('arrayconnection:1').toString('base64') },
      'after',
    ],
  ])('refuses %s and names the argument', async (_, args, field) => {
    const { data, errors } = await gateway.request(PAGE, args);
    expect(data).toBeNull();
    expect(errors).toHaveLength(1);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field });
  });

  it('takes a cursor of another list in the same order: it is a place in time', async () => {
    const { section } = await gateway.data<{ section: { articles: Page } }>(
      'query Q($after: String) { section(slug: "town") { articles(after: $after) { nodes { slug } } } }',
      { after: cursorOf('d') },
    );
    expect(section.articles.nodes.map(({ slug }) => slug)).toEqual(['e', 'f']);
  });

  it('goes on from an article that is no longer there', async () => {
    const { newspaper } = gateway;
    const { uid } = await newspaper.article({ slug: 'gone', publishedAt: new Date(0) });
    await newspaper.article({ slug: 'oldest', publishedAt: new Date(-1) });
    const { edges } = await page({ first: 1, after: cursorOf('f') });
    expect(edges[0]?.node.slug).toBe('gone');
    await newspaper.manager.query('DELETE FROM article WHERE id = $1', [uid]);
    const next = await page({ first: 1, after: edges[0]?.cursor });
    expect(next.nodes.map(({ slug }) => slug)).toEqual(['oldest']);
    await newspaper.manager.query("DELETE FROM article WHERE slug = 'oldest'");
  });

  it('of people pages by name in both directions', async () => {
    const people = `query Q($first: Int, $after: String, $last: Int, $before: String) {
      people(first: $first, after: $after, last: $last, before: $before) {
        edges { cursor node { slug } } nodes { slug }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;
    const ask = async (args: Args) => (await gateway.data<{ people: Page }>(people, args)).people;
    const first = await ask({ first: 4 });
    const second = await ask({ first: 4, after: first.pageInfo.endCursor });
    const back = await ask({ last: 3, before: second.pageInfo.startCursor });
    const names = (shown: Page) => shown.nodes.map(({ slug }) => slug.slice(0, 1)).join('');
    expect([first, second, back].map(names)).toEqual(['abcd', 'ef', 'bcd']);
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    expect(second.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    expect(back.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
  });
});
