import * as fc from 'fast-check';
import { startTestGateway, type TestGateway } from '../support/gateway';
import { search } from './support';

const WORDS = ['harbour', 'bridge', 'ferry', 'storm'];
const ORDERS = ['RELEVANCE', 'NEWEST', 'OLDEST'];
const SECTIONS = ['town', 'north', 'sport'];
const FORMATS = ['NEWS', 'OPINION', 'VIDEO'] as const;

const articles = fc.array(
  fc.record({
    headline: fc.subarray(WORDS),
    body: fc.subarray(WORDS),
    day: fc.nat(800),
    section: fc.constantFrom(...SECTIONS),
    tags: fc.subarray(['flood', 'council']),
    people: fc.subarray(['ada', 'ben']),
    format: fc.constantFrom(...FORMATS),
    isHidden: fc.boolean(),
  }),
  { minLength: 1, maxLength: 16 },
);

const queries = fc.constantFrom(
  'harbour',
  'harbour bridge',
  'storm OR ferry',
  'harbour -storm',
  'harbour bridge ferry',
);

describe('what a search finds', () => {
  let gateway: TestGateway;
  let made = 0;

  beforeAll(async () => {
    gateway = await startTestGateway();
    await gateway.newspaper.section({ slug: 'town' });
    await gateway.newspaper.section({ slug: 'north', parentSlug: 'town' });
    await gateway.newspaper.section({ slug: 'sport' });
  });

  afterAll(() => gateway.close());

  async function publish(planned: typeof articles extends fc.Arbitrary<infer A> ? A : never) {
    await gateway.newspaper.clear();
    await gateway.newspaper.articles(
      planned.map(({ headline, body, day, section, tags, people, format, isHidden }) => {
        made += 1;
        return {
          slug: `story-${made}`,
          headline: headline.join(' ') || 'None',
          text: body.join(' ') || 'Nothing.',
          publishedAt: new Date(Date.UTC(2024, 0, 1 + day)),
          status: isHidden ? ('UNPUBLISHED' as const) : ('PUBLISHED' as const),
          credits: people.flatMap((person) => [
            { role: 'AUTHOR' as const, person },
            { role: 'EDITOR' as const, person },
          ]),
          ...{ section, tags, format },
        };
      }),
    );
  }

  async function walk(query: string, orderBy: string, size: number, backward: boolean) {
    const seen: string[] = [];
    let cursor: string | null = null;
    for (;;) {
      const paging = backward ? { last: size, before: cursor } : { first: size, after: cursor };
      const page = await search(gateway, query, { orderBy, ...paging });
      const slugs = page.nodes.map(({ slug }) => slug);
      if (backward) seen.unshift(...slugs);
      else seen.push(...slugs);
      const { hasNextPage, hasPreviousPage, startCursor, endCursor } = page.pageInfo;
      if (!(backward ? hasPreviousPage : hasNextPage)) return seen;
      expect(slugs).toHaveLength(size);
      cursor = backward ? startCursor : endCursor;
    }
  }

  it('is the same page by page as at once, from either end, in every order', async () => {
    await fc.assert(
      fc.asyncProperty(
        articles,
        queries,
        fc.integer({ min: 1, max: 5 }),
        async (planned, query, size) => {
          await publish(planned);
          for (const orderBy of ORDERS) {
            const { nodes, totalCount } = await search(gateway, query, { orderBy });
            const whole = nodes.map(({ slug }) => slug);
            expect(totalCount).toBe(whole.length);
            expect(await walk(query, orderBy, size, false)).toEqual(whole);
            expect(await walk(query, orderBy, size, true)).toEqual(whole);
          }
        },
      ),
      { numRuns: 12 },
    );
  }, 180_000);

  it('is what a public article with the words is, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(articles, async (planned) => {
        await publish(planned);
        const { totalCount } = await search(gateway, 'harbour');
        const has = planned.filter(
          ({ headline, body, isHidden }) =>
            !isHidden && (headline.includes('harbour') || body.includes('harbour')),
        );
        expect(totalCount).toBe(has.length);
      }),
      { numRuns: 20 },
    );
  }, 120_000);

  it('is counted by every facet as a filter for it finds', async () => {
    await fc.assert(
      fc.asyncProperty(articles, queries, async (planned, query) => {
        await publish(planned);
        const { facets, totalCount } = await search(gateway, query);
        // Few matches make a search take more; the filter would make them fewer still.
        fc.pre(
          totalCount === 0 || !query.includes(' ') || query.includes('OR') || query.includes('-'),
        );
        const filters = [
          ...facets.sections.map((facet) => [facet, { sections: [facet.value] }] as const),
          ...facets.people.map((facet) => [facet, { people: [facet.value] }] as const),
          ...facets.tags.map((facet) => [facet, { tags: [facet.value] }] as const),
          ...facets.formats.map((facet) => [facet, { formats: [facet.value] }] as const),
          ...facets.years.map((facet) => {
            const [from, to] = [Number(facet.value), Number(facet.value) + 1];
            return [
              facet,
              { publishedFrom: `${from}-01-01T00:00:00Z`, publishedTo: `${to}-01-01T00:00:00Z` },
            ] as const;
          }),
        ];
        for (const [facet, filter] of filters) {
          expect({ facet, count: (await search(gateway, query, { filter })).totalCount }).toEqual({
            facet,
            count: facet.count,
          });
        }
        expect(facets.formats.reduce((sum, { count }) => sum + count, 0)).toBe(totalCount);
        expect(facets.years.reduce((sum, { count }) => sum + count, 0)).toBe(totalCount);
      }),
      { numRuns: 12 },
    );
  }, 180_000);

  it('keeps its order under a cursor though new articles arrive', async () => {
    const text = 'A storm.';
    await gateway.newspaper.clear();
    await gateway.newspaper.articles(Array.from('abcdefgh').map((slug) => ({ slug, text })));
    const whole = (await search(gateway, 'storm')).nodes.map(({ slug }) => slug);
    const first = await search(gateway, 'storm', { first: 3 });
    await gateway.newspaper.article({ slug: 'new', headline: 'Storm', publishedAt: new Date() });
    const rest = await search(gateway, 'storm', { after: first.pageInfo.endCursor });
    expect([...first.nodes, ...rest.nodes].map(({ slug }) => slug)).toEqual(whole);
  });

  it('can be paged through beyond what is ranked', async () => {
    await gateway.newspaper.clear();
    const planned = Array.from({ length: 530 }, (_, place) => ({
      slug: `many-${place}`,
      text: 'Storm.',
    }));
    await gateway.newspaper.articles(planned);
    const forward = await walk('storm', 'RELEVANCE', 100, false);
    expect(new Set(forward).size).toBe(530);
    expect(await walk('storm', 'RELEVANCE', 100, true)).toEqual(forward);
  }, 60_000);

  it.each(['after', 'before'])(
    'names %s where a cursor is of another kind of search',
    async (field) => {
      await gateway.newspaper.clear();
      await gateway.newspaper.articles([{ text: 'Storm and rain.' }, { text: 'Storm and rain.' }]);
      const cursor = (await search(gateway, 'storm rain')).pageInfo.endCursor;
      const { errors } = await gateway.request(
        `query Q($cursor: String) { search(query: "storm", ${field}: $cursor) { totalCount } }`,
        { cursor },
      );
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field });
    },
  );
});
