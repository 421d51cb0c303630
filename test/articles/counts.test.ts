import { startTestGateway, type TestGateway } from '../support/gateway';

const MANY = 10_001;

interface Counts {
  articles: Record<string, number>;
}

describe('totalCount', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startTestGateway({ ROW_CACHE_MB: '0' });
    const { newspaper } = gateway;
    await newspaper.edition('de');
    await newspaper.article({ slug: 'first', tags: ['flood'], authors: ['ada'] });
    await newspaper.article({ slug: 'erster', edition: 'de' });
    await newspaper.manager.query(
      `INSERT INTO article (id, edition_id, section_id, slug, headline, status, published_at, updated_at)
       SELECT gen_random_uuid(), a.edition_id, a.section_id, 'made-' || n, 'Made', 'PUBLISHED', now(), now()
       FROM article a, generate_series(2, $1::int) AS n WHERE a.slug = 'first'`,
      [MANY],
    );
    await newspaper.manager.query('ANALYZE article');
  });

  afterAll(() => gateway.close());

  it('stops at 10,000 unless all are to be counted', async () => {
    const { articles } = await gateway.data<Counts>(`{ articles(first: 0) {
      plain: totalCount nothing: totalCount(precision: null) capped: totalCount(precision: CAPPED)
      exact: totalCount(precision: EXACT) } }`);
    expect(articles).toEqual({ plain: 10_000, nothing: 10_000, capped: 10_000, exact: MANY });
  });

  it('counts to the end what is shorter', async () => {
    const data = await gateway.data<{ tag: unknown; person: unknown }>(`{
      tag(slug: "flood") { articles(first: 0) { totalCount } }
      person(slug: "ada") { articles(first: 0) { totalCount } } }`);
    expect(data).toEqual({
      tag: { articles: { totalCount: 1 } },
      person: { articles: { totalCount: 1 } },
    });
  });

  it('has an estimate near the truth, for one list and for several at once', async () => {
    const data = await gateway.data<{
      articles: { totalCount: number };
      sections: { articles: { totalCount: number } }[];
      german: { totalCount: number };
    }>(`{
      articles(first: 0) { totalCount(precision: ESTIMATE) }
      german: articles(edition: "de", first: 0) { totalCount(precision: ESTIMATE) }
      sections { articles(first: 0) { totalCount(precision: ESTIMATE) } } }`);
    const counts = [data.articles, ...data.sections.map(({ articles }) => articles)];
    for (const { totalCount } of counts) {
      expect(totalCount).toBeGreaterThan(MANY / 2);
      expect(totalCount).toBeLessThan(MANY * 2);
    }
    expect(data.german.totalCount).toBeLessThan(100);
  });

  it('costs a statement where it is selected and none where it is not', async () => {
    const without = await gateway.request('{ articles { nodes { slug } } }');
    const withCount = await gateway.request('{ articles { totalCount nodes { slug } } }');
    const skipped = await gateway.request(
      '{ articles { totalCount @include(if: false) nodes { slug } } }',
    );
    expect([without, withCount, skipped].map(({ statements }) => statements)).toEqual([1, 2, 1]);
  });

  it('costs one statement for the lists of any number of sections', async () => {
    for (const slug of ['one', 'two', 'three']) await gateway.newspaper.section({ slug });
    const { data, statements } = await gateway.request<{
      sections: { slug: string; articles: { totalCount: number } }[];
    }>('{ sections { slug articles(first: 0) { totalCount(precision: EXACT) } } }');
    expect(statements).toBe(2);
    const counts = data.sections.map(({ slug, articles }) => [slug, articles.totalCount]);
    expect(Object.fromEntries(counts)).toEqual({ town: MANY, one: 0, two: 0, three: 0 });
  });
});
