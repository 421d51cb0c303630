import { startTestGateway, type TestGateway } from '../support/gateway';

const ARTICLE_PAGE = `
  query ArticlePage($slug: String!) {
    site {
      name date
      navigation { name path children { name path } }
      editions { language endonym url }
      channels { kind name url }
      pages { title path }
      rights { notice usageTerms }
    }
    article(slug: $slug) {
      id headline seoTitle kicker standfirst publishedAt updatedAt hasVideo readingMinutes
      section { name path parent { name path } }
      body { id __typename ... on ParagraphBlock { html } }
      bodyHtml
      image { url alt caption credit licence { name url } }
      credits { role person { name path jobTitle } }
      tags { name slug }
      corrections { text publishedAt }
      rights { notice attributionRequired attributionUrl }
      source { name url }
      translations { language isStale article { headline url } }
      related(first: 5) { headline path image { url alt } section { name } }
    }
    popular(first: 5) { headline standfirst path image { url alt } authors { name } }
    latest(first: 10) { headline path publishedAt section { name } }
    sections { name path }
  }`;

const FRONT_PAGE = `
  query FrontPage($first: Int!) {
    site { name date navigation { name path } }
    sections {
      name path
      latest(first: $first) {
        headline path standfirst
        authors { name path }
        related(first: 3) { headline path }
      }
    }
    popular(first: 5) { headline path authors { name } }
  }`;

const LIST = `
  query List($first: Int!) {
    articles(first: $first) {
      nodes { headline path authors { name } tags { name } }
      pageInfo { hasNextPage endCursor }
    }
  }`;

const SEARCH = `
  query Search($query: String!, $filter: ArticleFilter) {
    search(query: $query, filter: $filter) {
      totalCount didYouMean
      nodes { headline path authors { name } }
      edges { score headlineHtml snippetHtml }
      facets { sections { label count } people { label count } tags { label count } years { label count } }
    }
    suggest(prefix: $query) { text path }
  }`;

describe('the number of SQL statements a page costs', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startTestGateway({ ROW_CACHE_MB: '0' });
    const { newspaper } = gateway;
    const imageId = await newspaper.image('harbour');
    await newspaper.edition('de');
    const articles = Array.from({ length: 80 }, (_, place) => ({
      section: `section-${place % 8}`,
      tags: ['flood', `tag-${place % 5}`],
      authors: [`author-${place % 7}`],
      credits: [{ role: 'EDITOR' as const, person: 'ed' }],
      imageId,
    }));
    await newspaper.articles(articles);
    const original = await newspaper.article({ slug: 'the-page', tags: ['flood'], imageId });
    await newspaper.correction(original.uid, 'The year was wrong.');
    await newspaper.article({ edition: 'de', originalId: original.uid });
    await newspaper.refresh();
  });

  afterAll(() => gateway.close());

  it('is 10 for the article page', async () => {
    const { data, errors, statements } = await gateway.request<{
      article: { related: unknown[]; corrections: unknown[]; translations: unknown[] };
      popular: unknown[];
      latest: unknown[];
    }>(ARTICLE_PAGE, { slug: 'the-page' });
    expect(errors).toBeUndefined();
    expect(data.article.related).toHaveLength(5);
    expect(data.article.corrections).toHaveLength(1);
    expect(data.article.translations).toHaveLength(1);
    expect(data.popular).toHaveLength(5);
    expect(data.latest).toHaveLength(10);
    expect(statements).toBe(10);
  });

  it.each([1, 6, 10])('is 4 for a front page of 8 sections with %i each', async (first) => {
    const { data, errors, statements } = await gateway.request<{
      sections: { latest: { related: unknown[] }[] }[];
    }>(FRONT_PAGE, { first });
    expect(errors).toBeUndefined();
    expect(data.sections.flatMap((section) => section.latest).length).toBeGreaterThanOrEqual(
      first * 8,
    );
    expect(statements).toBe(4);
  });

  it.each([1, 50, 100])('is 3 for a list of %i with authors and tags', async (first) => {
    const { errors, statements } = await gateway.request(LIST, { first });
    expect(errors).toBeUndefined();
    expect(statements).toBe(3);
  });

  // Terms; enough matches?; page, count, facets; suggestions; authors; texts, stems; enough to spell anew?
  it.each([
    ['author', 9],
    ['flood article text', 9],
    ['nothing-like-it', 7],
    ['the page', 10],
  ])('for a whole search page with suggestions, %s, is %i', async (query, budget) => {
    const { errors, statements } = await gateway.request(SEARCH, { query });
    expect(errors).toBeUndefined();
    expect(statements).toBe(budget);
  });

  it('is the same each time', async () => {
    const counts = new Set<number>();
    for (let round = 0; round < 10; round += 1) {
      counts.add((await gateway.request(ARTICLE_PAGE, { slug: 'the-page' })).statements);
    }
    expect(counts.size).toBe(1);
  });
});
