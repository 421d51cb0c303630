import { setTimeout } from 'node:timers/promises';
import * as fc from 'fast-check';
import { newUid } from '../../src/sql/uuid';
import { startTestGateway, type TestGateway } from '../support/gateway';

interface Page {
  edges: { cursor: string; node: { slug: string } }[];
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
}

interface Item {
  uid: string;
  slug: string;
  publishedAt: number;
  updatedAt: number;
  views: number;
}

const ORDERS = ['NEWEST', 'OLDEST', 'UPDATED', 'MOST_VIEWED'] as const;
type Order = (typeof ORDERS)[number];

const PAGING = 'first: $first, after: $after, last: $last, before: $before';
const FIELDS =
  '{ edges { cursor node { slug } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }';
const VARIABLES = '$first: Int, $after: String, $last: Int, $before: String';

/** The lists that show every article here, each along its own index. */
const LISTS: Record<string, { query: string; orders: readonly Order[] }> = {
  edition: {
    query: `query Q(${VARIABLES}, $order: ArticleOrder) { list: articles(${PAGING}, orderBy: $order) ${FIELDS} }`,
    orders: ORDERS,
  },
  'section with subsections': {
    query: `query Q(${VARIABLES}, $order: ArticleOrder) {
      in: section(slug: "town") { list: articles(${PAGING}, orderBy: $order) ${FIELDS} } }`,
    orders: ORDERS,
  },
  'two tags of each article': {
    query: `query Q(${VARIABLES}, $order: ArticleOrder) {
      list: articles(${PAGING}, orderBy: $order, filter: { tags: ["flood", "harbour"] }) ${FIELDS} }`,
    orders: ORDERS,
  },
  'a person with two roles': {
    query: `query Q(${VARIABLES}) { in: person(slug: "ada") { list: articles(${PAGING}) ${FIELDS} } }`,
    orders: ['NEWEST'],
  },
};

const VALUE: Record<Order, (item: Item) => number> = {
  NEWEST: (item) => -item.publishedAt,
  OLDEST: (item) => item.publishedAt,
  UPDATED: (item) => -item.updatedAt,
  MOST_VIEWED: (item) => -item.views,
};

function inOrder(items: Item[], order: Order): string[] {
  const value = VALUE[order];
  const ties = order === 'OLDEST' ? 1 : -1;
  return [...items]
    .sort((a, b) => value(a) - value(b) || (a.uid < b.uid ? -ties : ties))
    .map(({ slug }) => slug);
}

// Few different values, so that many articles share one.
const sizes = fc.array(
  fc.record({ published: fc.nat(3), updated: fc.nat(3), views: fc.nat(3), isHidden: fc.boolean() }),
  { maxLength: 14 },
);

describe('walking through a list page by page', () => {
  let gateway: TestGateway;
  let made = 0;

  beforeAll(async () => {
    gateway = await startTestGateway();
    await gateway.newspaper.section({ slug: 'town' });
    await gateway.newspaper.section({ slug: 'north', parentSlug: 'town' });
    await gateway.newspaper.section({ slug: 'harbour-side', parentSlug: 'north' });
  });

  afterAll(() => gateway.close());

  async function add(
    planned: { published: number; updated: number; views: number; isHidden: boolean }[],
  ) {
    const { newspaper } = gateway;
    const items = planned.map(({ published, updated, views, isHidden }) => {
      made += 1;
      return {
        uid: newUid(),
        slug: `story-${made}`,
        publishedAt: 1.7e12 + published * 1000,
        updatedAt: 1.7e12 + updated * 1000,
        views,
        isHidden,
      };
    });
    await newspaper.articles(
      items.map(({ uid, slug, publishedAt, updatedAt, isHidden }, place) => ({
        uid,
        slug,
        section: ['town', 'north', 'harbour-side'][place % 3] ?? 'town',
        publishedAt: new Date(publishedAt),
        updatedAt: new Date(updatedAt),
        status: isHidden ? 'UNPUBLISHED' : 'PUBLISHED',
        tags: ['flood', 'harbour'],
        credits: [
          { role: 'AUTHOR', person: 'ada' },
          { role: 'EDITOR', person: 'ada' },
        ],
      })),
    );
    for (const { uid, views } of items) await newspaper.views(uid, views);
    return items.filter(({ isHidden }) => !isHidden);
  }

  async function page(query: string, variables: Record<string, unknown>): Promise<Page | null> {
    const data = await gateway.data<{ list?: Page; in?: { list: Page } | null }>(query, variables);
    return data.list ?? data.in?.list ?? null;
  }

  /** All slugs, in the list's own order, as a client gathers them; `between` runs after each page. */
  async function walk(
    {
      query,
      order,
      size,
      backward,
    }: { query: string; order: Order; size: number; backward: boolean },
    between: (seen: string[]) => Promise<void> = () => Promise.resolve(),
  ): Promise<string[]> {
    const seen: string[] = [];
    let cursor: string | null = null;
    for (;;) {
      const paging = backward ? { last: size, before: cursor } : { first: size, after: cursor };
      const shown: Page | null = await page(query, { ...paging, order });
      if (!shown) return seen;
      const slugs = shown.edges.map(({ node }) => node.slug);
      if (backward) seen.unshift(...slugs);
      else seen.push(...slugs);
      const { hasNextPage, hasPreviousPage, startCursor, endCursor } = shown.pageInfo;
      expect(slugs.length).toBeLessThanOrEqual(size);
      if (!(backward ? hasPreviousPage : hasNextPage)) return seen;
      // A page that says there is more is full, or the walk would never end.
      expect(slugs).toHaveLength(size);
      cursor = backward ? startCursor : endCursor;
      await between(seen);
    }
  }

  const empty = () => gateway.newspaper.clear();

  it.each(Object.entries(LISTS))(
    'of the %s shows each article once, in order',
    async (_, { query, orders }) => {
      await fc.assert(
        fc.asyncProperty(sizes, fc.integer({ min: 1, max: 16 }), async (planned, size) => {
          await empty();
          const items = await add(planned);
          for (const order of orders) {
            const expected = inOrder(items, order);
            expect(await walk({ query, order, size, backward: false })).toEqual(expected);
            expect(await walk({ query, order, size, backward: true })).toEqual(expected);
          }
        }),
        { numRuns: 12 },
      );
    },
    120_000,
  );

  it('is not disturbed by articles that arrive and articles that go', async () => {
    const { query } = LISTS.edition ?? { query: '' };
    await fc.assert(
      fc.asyncProperty(
        sizes,
        fc.integer({ min: 1, max: 4 }),
        fc.boolean(),
        async (planned, size, backward) => {
          await empty();
          const items = await add(planned);
          const expected = inOrder(items, 'NEWEST');
          const seen = await walk({ query, order: 'NEWEST', size, backward }, async (before) => {
            // Newer ones at the head, and one that has been shown already is withdrawn.
            if (!backward) await add([{ published: 9, updated: 9, views: 9, isHidden: false }]);
            const last = backward ? before[0] : before.at(-1);
            await gateway.newspaper.manager.query(
              "UPDATE article SET status = 'UNPUBLISHED' WHERE slug = $1",
              [last],
            );
          });
          expect(seen).toEqual(expected);
        },
      ),
      { numRuns: 15 },
    );
  }, 120_000);

  it('shows articles of the same time in one order, whichever way the database finds them', async () => {
    const { manager } = gateway.newspaper;
    await empty();
    const same = { published: 1, updated: 1, views: 1, isHidden: false };
    const items = await add(Array.from({ length: 14 }, () => same));
    // Written anew in another order, and read without an index.
    await manager.query(
      'UPDATE article SET kicker = slug WHERE id IN (SELECT id FROM article ORDER BY md5(slug))',
    );
    await manager.query(`DO $$ BEGIN
      EXECUTE format('ALTER DATABASE %I SET enable_indexscan = off', current_database());
      EXECUTE format('ALTER DATABASE %I SET enable_bitmapscan = off', current_database());
      END $$`);
    await manager.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = 'broadsheet reader'`,
    );
    await setTimeout(100);
    for (const { query, orders } of Object.values(LISTS)) {
      for (const order of orders) {
        const expected = inOrder(items, order);
        expect(await walk({ query, order, size: 3, backward: false })).toEqual(expected);
        expect(await walk({ query, order, size: 3, backward: true })).toEqual(expected);
      }
    }
  });
});
