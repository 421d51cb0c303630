import { startTestGateway, type TestGateway } from '../support/gateway';
import { EDITIONS, handedOutPaths } from './demo-paths';

const SEO = `
  query Seo($path: String!) {
    page(path: $path) {
      path kind title
      breadcrumbs { title path }
      seo {
        title description canonicalUrl robots jsonLd
        image { alt }
        alternates { language url }
        openGraph { property content }
      }
      modules { key ... on ArticleModule { article { format hasVideo corrections { text } translations { language } authors { name } } } }
    }
  }`;

type Ld = Record<string, unknown>;

interface SeoPage {
  path: string;
  kind: string;
  title: string;
  breadcrumbs: { title: string; path: string }[];
  seo: {
    title: string;
    description: string;
    canonicalUrl: string;
    robots: string;
    jsonLd: { '@context': string; '@graph': Ld[] };
    image: object | null;
    alternates: { language: string; url: string }[];
    openGraph: { property: string; content: string }[];
  };
  modules: {
    article?: {
      format: string;
      hasVideo: boolean;
      corrections: { text: string }[];
      translations: object[];
      authors: { name: string }[];
    };
  }[];
}

/** What a thing of each type has to have, by schema.org and by what search engines ask for. */
const REQUIRED: Record<string, string[]> = {
  NewsArticle: [
    'headline',
    'datePublished',
    'dateModified',
    'author',
    'publisher',
    'mainEntityOfPage',
  ],
  VideoObject: ['name', 'description', 'uploadDate', 'thumbnailUrl', 'contentUrl'],
  BlogPosting: ['headline', 'articleBody', 'datePublished'],
  BreadcrumbList: ['itemListElement'],
  ListItem: ['position'],
  ProfilePage: ['mainEntity', 'name'],
  CollectionPage: ['mainEntity', 'name', 'url'],
  ItemList: ['itemListElement'],
  WebSite: ['name', 'url', 'publisher'],
  WebPage: ['name', 'url'],
  AboutPage: ['name', 'url'],
  NewsMediaOrganization: ['name', 'url'],
  Organization: ['name'],
  Person: ['name', 'url'],
  ImageObject: ['url'],
  CorrectionComment: ['text', 'datePublished'],
  reference: ['@id'],
};
for (const kind of ['OpinionNewsArticle', 'AnalysisNewsArticle']) {
  REQUIRED[kind] = REQUIRED.NewsArticle ?? [];
}
REQUIRED.LiveBlogPosting = [...(REQUIRED.NewsArticle ?? []), 'coverageStartTime', 'liveBlogUpdate'];

/** Every object in a graph, however deep. */
function things(value: unknown): Ld[] {
  if (value === null || typeof value !== 'object') return [];
  const inner = Object.values(value).flatMap(things);
  return Array.isArray(value) ? inner : [value as Ld, ...inner];
}

const MAIN_TYPES: Record<string, string[]> = {
  FRONT: ['CollectionPage'],
  SECTION: ['CollectionPage'],
  TAG: ['CollectionPage'],
  ARCHIVE: ['CollectionPage'],
  ALL_NEWS: ['CollectionPage'],
  PERSON: ['ProfilePage'],
  STATIC: ['WebPage', 'AboutPage'],
  ARTICLE: ['NewsArticle', 'OpinionNewsArticle', 'AnalysisNewsArticle', 'LiveBlogPosting'],
};

const KINDS = Object.keys(MAIN_TYPES);

describe('what every page of the demo newspaper says to machines', () => {
  let gateway: TestGateway;
  let pages: SeoPage[];

  const of = (kind: string) => pages.filter((page) => page.kind === kind);
  const articles = () =>
    of('ARTICLE').flatMap(({ seo, modules, ...page }) => {
      const article = modules.find((module) => module.article)?.article;
      const [ld = {}] = seo.jsonLd['@graph'];
      return article ? [{ ...page, seo, article, ld }] : [];
    });

  beforeAll(async () => {
    gateway = await startTestGateway({}, 'demo');
    const paths = await Promise.all(EDITIONS.map((edition) => handedOutPaths(gateway, edition)));
    const answers = await Promise.all(
      [...new Set(paths.flat())].map((path) => gateway.data<{ page: SeoPage }>(SEO, { path })),
    );
    pages = answers.map(({ page }) => page);
  }, 60_000);

  afterAll(() => gateway.close());

  it('is said of pages of every kind in every edition', () => {
    for (const edition of EDITIONS) {
      const prefix =
        edition === 'en' ? /^\/(?!(?:ru|de|fr|pt|es)(?:\/|$))/ : new RegExp(`^/${edition}(?:/|$)`);
      const kinds = new Set(pages.filter(({ path }) => prefix.test(path)).map(({ kind }) => kind));
      expect([edition, KINDS.filter((kind) => kind !== 'PERSON' && !kinds.has(kind))]).toEqual([
        edition,
        [],
      ]);
    }
    expect(of('PERSON').length).toBeGreaterThan(10);
  });

  it('has a title with the site’s name, a description that says something, one address and a word for robots', () => {
    for (const { path, title, seo } of pages) {
      expect(seo.title).toMatch(/\S/);
      expect(seo.canonicalUrl).toBe(gateway.url + path);
      expect(seo.robots).toMatch(/^index, follow/);
      expect([path, seo.description.length > 9 && seo.description.length < 400]).toEqual([
        path,
        true,
      ]);
      expect(`${title} ${seo.title} ${seo.description}`).not.toMatch(/undefined|null|\[object/);
    }
    const [front] = of('FRONT');
    expect(pages.filter(({ seo }) => !seo.title.includes(front?.title ?? '?'))).toEqual([]);
  });

  it('describes no front page as another', () => {
    const descriptions = of('FRONT').map(({ seo }) => seo.description);
    expect(new Set(descriptions).size).toBe(EDITIONS.length);
  });

  it('has languages that name one another, the page itself and one for everybody else', () => {
    const byUrl = new Map(pages.map((page) => [page.seo.canonicalUrl, page]));
    let several = 0;
    for (const { seo } of pages) {
      const named = seo.alternates.filter(({ language }) => language !== 'x-default');
      if (seo.alternates.length === 0) continue;
      several += 1;
      expect(named.map(({ url }) => url)).toContain(seo.canonicalUrl);
      expect(new Set(named.map(({ language }) => language)).size).toBe(named.length);
      expect(seo.alternates.filter(({ language }) => language === 'x-default')).toHaveLength(1);
      for (const { url } of named) expect(byUrl.get(url)?.seo.alternates).toEqual(seo.alternates);
    }
    expect(several).toBeGreaterThan(12);
    for (const { seo, article } of articles()) {
      const count = article.translations.length;
      expect(seo.alternates).toHaveLength(count === 0 ? 0 : count + 2);
    }
  });

  it('has Open Graph and Twitter tags for all, and those of articles for articles', () => {
    for (const { kind, seo } of pages) {
      const tags = new Map(seo.openGraph.map(({ property, content }) => [property, content]));
      const needed = [
        'og:title',
        'og:type',
        'og:url',
        'og:description',
        'og:site_name',
        'og:locale',
      ];
      needed.push('twitter:card', 'twitter:title', 'twitter:description');
      if (seo.image) needed.push('og:image', 'og:image:width', 'og:image:height', 'twitter:image');
      if (kind === 'ARTICLE')
        needed.push('article:published_time', 'article:modified_time', 'article:section');
      expect([...tags.keys()]).toEqual(expect.arrayContaining(needed));
      expect(tags.get('og:url')).toBe(seo.canonicalUrl);
      const type = { ARTICLE: 'article', PERSON: 'profile' }[kind] ?? 'website';
      expect(tags.get('og:type')).toBe(type);
      expect(seo.openGraph.filter(({ content }) => content.trim() === '')).toEqual([]);
      const repeated = /^(?:article:(?:author|tag)|og:locale:alternate)$/;
      const single = seo.openGraph.filter(({ property }) => !repeated.test(property));
      expect(new Set(single.map(({ property }) => property)).size).toBe(single.length);
    }
  });

  it('has a graph by schema.org whose things have what they need, and nothing empty', () => {
    for (const { path, kind, seo } of pages) {
      const { jsonLd } = seo;
      expect(jsonLd['@context']).toBe('https://schema.org');
      expect(MAIN_TYPES[kind]).toContain(jsonLd['@graph'][0]?.['@type']);
      for (const thing of things(jsonLd['@graph'])) {
        // What has no type refers to another thing.
        const type = (thing['@type'] ?? 'reference') as string;
        const lacking = REQUIRED[type]?.filter((name) => thing[name] === undefined);
        expect([path, type, lacking]).toEqual([path, type, []]);
        const empty = Object.entries(thing).filter(([, value]) => value === null || value === '');
        expect([path, type, empty]).toEqual([path, type, []]);
      }
    }
  });

  it('refers to what is in the graph or to an address of the site that has a page', () => {
    const urls = new Set(pages.map(({ seo }) => seo.canonicalUrl));
    for (const { path, seo } of pages) {
      const all = things(seo.jsonLd['@graph']);
      const defined = new Set(
        all.flatMap((one) => (one['@type'] === undefined ? [] : [one['@id']])),
      );
      const loose = all
        .filter((one) => one['@type'] === undefined)
        .map((one) => one['@id'])
        .filter((id) => !defined.has(id) && !urls.has(id as string));
      expect([path, loose]).toEqual([path, []]);
      const ids = seo.jsonLd['@graph'].flatMap((one) => one['@id'] ?? []);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  it('lists the way to a page and what stands on it, numbered from one, with absolute addresses', () => {
    const urls = new Set(pages.map(({ seo }) => seo.canonicalUrl));
    for (const { path, kind, breadcrumbs, seo } of pages) {
      const lists = things(seo.jsonLd['@graph']).filter((one) =>
        ['BreadcrumbList', 'ItemList'].includes(one['@type'] as string),
      );
      expect(lists).toHaveLength(['FRONT', 'STATIC', 'PERSON', 'ARTICLE'].includes(kind) ? 1 : 2);
      for (const list of lists) {
        const items = list.itemListElement as {
          position: number;
          name?: string;
          item?: string;
          url?: string;
        }[];
        expect(items.map(({ position }) => position)).toEqual(items.map((_, index) => index + 1));
        const addresses = items.map(({ item, url }) => item ?? url ?? '');
        expect([path, addresses.filter((url) => !urls.has(url))]).toEqual([path, []]);
        expect(new Set(addresses).size).toBe(addresses.length);
        const way = breadcrumbs.map((step) => [step.title, gateway.url + step.path]);
        const isWay = list['@type'] === 'BreadcrumbList';
        const named = isWay ? items.map(({ name, item }) => [name, item]) : way;
        expect(named).toEqual(way);
      }
    }
  });

  it('calls an article what its format is, with its videos, updates and corrections', () => {
    const seen = new Set<string>();
    const types: Record<string, string> = {
      OPINION: 'OpinionNewsArticle',
      ANALYSIS: 'AnalysisNewsArticle',
      LIVE: 'LiveBlogPosting',
    };
    for (const { path, article, ld, title } of articles()) {
      seen.add(article.format);
      expect([path, ld['@type']]).toEqual([path, types[article.format] ?? 'NewsArticle']);
      expect(ld).toMatchObject({
        headline: title,
        isAccessibleForFree: true,
        copyrightNotice: expect.stringMatching(/\w/) as string,
      });
      const videos = (ld.video ?? []) as Ld[];
      expect([path, videos.length > 0]).toEqual([path, article.hasVideo]);
      for (const video of videos) expect(String(video.thumbnailUrl)).toMatch(/^https?:/);
      const updates = (ld.liveBlogUpdate ?? []) as Ld[];
      expect([path, updates.length > 0]).toEqual([path, article.format === 'LIVE']);
      const corrections = ((ld.correction ?? []) as Ld[]).map(({ text }) => text);
      expect(corrections).toEqual(article.corrections.map(({ text }) => text));
      const authors = (ld.author as Ld[]).flatMap(({ name }) => name ?? []);
      expect(authors).toEqual(article.authors.map(({ name }) => name));
    }
    expect([...seen]).toEqual(expect.arrayContaining(['NEWS', 'VIDEO', ...Object.keys(types)]));
    expect(articles().some(({ article }) => article.corrections.length > 0)).toBe(true);
  });
});
