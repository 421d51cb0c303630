import { startTestGateway, type TestGateway } from '../support/gateway';

const WHOLE_PAGE = `
  query ArticlePage($path: String!) {
    site {
      name date
      navigation { name path }
      editions { language endonym url }
      channels { kind name url }
      pages { title path }
      rights { notice usageTerms attributionRequired attributionHtml }
    }
    page(path: $path) {
      status kind title
      breadcrumbs { title path }
      seo {
        title description canonicalUrl robots jsonLd
        image { url(width: 1200) }
        alternates { language url }
        openGraph { property content }
      }
      modules {
        key title
        ... on ArticleModule { article { ...Full } }
        ... on ArticleListModule {
          source morePath
          items { placement article { ...Teaser } }
        }
      }
    }
  }
  fragment Full on Article {
    headline seoTitle kicker standfirst publishedAt updatedAt readingMinutes
    section { name path }
    body { __typename id ... on ParagraphBlock { html } ... on ListBlock { items } }
    bodyHtml
    image { url srcset(widths: [480, 960]) alt caption credit creditUrl licence { name url } }
    authors { name path }
    editors { name }
    tags { name }
    corrections { text publishedAt }
    rights { notice usageTerms attributionRequired attributionUrl attributionText }
    translations { language article { headline url } isStale }
  }
  fragment Teaser on Article {
    headline shortTitle standfirst path hasVideo
    section { name path }
    authors { name }
    image { url(width: 480) alt }
  }`;

interface Teaser {
  headline: string;
  standfirst: string | null;
  hasVideo: boolean;
  path: string;
  section: { name: string };
  authors: { name: string }[];
}

interface Module {
  key: string;
  title: string | null;
  items?: { placement: string; article: Teaser }[];
  article?: Record<string, unknown>;
}

interface Answer {
  site: Record<string, unknown[]> & { name: string; date: string };
  page: {
    status: number;
    title: string;
    seo: {
      title: string;
      canonicalUrl: string;
      alternates: { language: string }[];
      openGraph: { property: string; content: string }[];
      jsonLd: { '@graph': ({ '@type': string } & Record<string, unknown>)[] };
    };
    breadcrumbs: unknown[];
    modules: Module[];
  };
}

const PATH = '/harbour/council-votes-to-rebuild-the-north-wall';

describe('the whole page of a news article, from one operation', () => {
  let gateway: TestGateway;
  let answer: Answer;
  let statements: number;

  const moduleOf = (key: string): Module => {
    const found = answer.page.modules.find((module) => module.key === key);
    if (!found) throw new Error(`The page has no module ${key}.`);
    return found;
  };
  const itemsOf = (key: string): Teaser[] =>
    (moduleOf(key).items ?? []).map((item) => item.article);

  beforeAll(async () => {
    gateway = await startTestGateway({}, 'demo');
    const response = await gateway.request<Answer>(WHOLE_PAGE, { path: PATH });
    if (response.errors) throw new Error(JSON.stringify(response.errors));
    answer = response.data;
    statements = response.statements;
  });

  afterAll(() => gateway.close());

  it('costs at most 12 statements', () => {
    expect(statements).toBeLessThanOrEqual(12);
  });

  it('has the masthead: the date, the sections, the other editions', () => {
    expect(answer.site.date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(answer.site.navigation?.length).toBeGreaterThanOrEqual(5);
    expect(answer.site.editions).toHaveLength(6);
  });

  it('has an SEO title apart from the headline, the canonical address and the languages', () => {
    const { seo, title } = answer.page;
    expect(seo.title).toContain(answer.site.name);
    expect(seo.canonicalUrl).toBe(`${gateway.url}${PATH}`);
    expect(seo.alternates.map(({ language }) => language)).toEqual(
      expect.arrayContaining(['en', 'de', 'x-default']),
    );
    expect(moduleOf('subject').article?.headline).toBe(title);
  });

  it('has the article: section, body with paragraphs, picture with caption, credit and licence', () => {
    const { article } = moduleOf('subject');
    expect(article).toMatchObject({
      section: { name: 'Harbour', path: '/harbour' },
      image: {
        alt: expect.stringMatching(/\w/) as string,
        caption: expect.stringMatching(/\w/) as string,
        credit: expect.stringMatching(/\w/) as string,
        licence: { name: 'CC BY 4.0', url: expect.stringMatching(/^https/) as string },
      },
      bodyHtml: expect.stringContaining('<p') as string,
      rights: { attributionRequired: true, attributionUrl: `${gateway.url}${PATH}` },
    });
    expect(article?.authors).not.toHaveLength(0);
    expect(article?.editors).not.toHaveLength(0);
    expect(article?.tags).not.toHaveLength(0);
    expect((article?.body as { __typename: string }[])[0]?.__typename).toBe('ParagraphBlock');
  });

  it('has Now reading with sections and standfirsts, Popular, and Latest', () => {
    for (const key of ['now-reading', 'popular', 'latest', 'related']) {
      expect(itemsOf(key).length).toBeGreaterThanOrEqual(4);
      expect(moduleOf(key).title).toMatch(/\w/);
    }
    expect(itemsOf('now-reading').every(({ section }) => section.name !== '')).toBe(true);
    expect(itemsOf('popular')[0]?.standfirst).toMatch(/\w/);
  });

  it("has opinion items with their columnists' names", () => {
    const items = itemsOf('opinion');
    expect(items.length).toBeGreaterThan(0);
    expect(items.every(({ authors }) => authors.length > 0)).toBe(true);
  });

  it('repeats no article, nor its own', () => {
    const paths = answer.page.modules.flatMap(({ items }) =>
      (items ?? []).map(({ article }) => article.path),
    );
    expect(new Set(paths).size).toBe(paths.length);
    expect(paths).not.toContain(PATH);
  });

  it('has the channels, the static pages and the reprint policy', () => {
    const kinds = (answer.site.channels as unknown as { kind: string }[]).map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(['TELEGRAM', 'FACEBOOK', 'RSS']));
    const titles = (answer.site.pages as unknown as { path: string }[]).map(({ path }) => path);
    expect(titles).toEqual(expect.arrayContaining(['/about', '/advertising']));
    expect(answer.site.rights).toMatchObject({ attributionRequired: true });
  });

  it('says to machines what it says to people', () => {
    const graph = answer.page.seo.jsonLd['@graph'];
    const article = graph.find((part) => part['@type'] === 'NewsArticle');
    expect(article).toMatchObject({
      headline: answer.page.title,
      url: `${gateway.url}${PATH}`,
      inLanguage: 'en',
      publisher: { '@id': `${gateway.url}/#organization` },
    });
    expect(graph.map((part) => part['@type'])).toEqual(
      expect.arrayContaining(['BreadcrumbList', 'NewsMediaOrganization', 'WebSite']),
    );
    const properties = answer.page.seo.openGraph.map(({ property }) => property);
    expect(properties).toEqual(
      expect.arrayContaining(['og:title', 'og:image', 'article:published_time', 'twitter:card']),
    );
  });
});
