import { readItems, type ReadOptions } from '../../src/syndication/formats/read-items';
import { type ImportOptions, type ImportReport } from '../../src/syndication/import/import.types';
import { importSource } from '../../src/syndication/import/source.import';
import { type TestGateway } from '../support/gateway';

/** Imports a file's text as the command does, and lets the gateway know of new sections and pages. */
export async function importText(
  gateway: TestGateway,
  text: string | Buffer,
  options: ImportOptions & { read?: ReadOptions; fallbackName?: string } = {},
): Promise<ImportReport> {
  const { read, fallbackName = 'file.xml', ...importOptions } = options;
  const { report } = await importSource({
    manager: gateway.dataSource.manager,
    reading: await readItems(Buffer.from(text), read),
    fallbackName,
    options: importOptions,
  });
  await gateway.newspaper.onFrameChange();
  return report;
}

/** What came of an import, as "created/updated/unchanged/failed". */
export function counts({ created, updated, unchanged, failed }: ImportReport): string {
  return [created, updated, unchanged, failed].join('/');
}

export interface SeenArticle {
  id: string;
  slug: string;
  path: string;
  headline: string;
  seoTitle: string;
  standfirst: string | null;
  format: string;
  publishedAt: string;
  updatedAt: string;
  hasVideo: boolean;
  edition: { language: string };
  section: { name: string; slug: string; path: string; parent: { slug: string } | null };
  credits: { role: string; person: { name: string; slug: string } }[];
  tags: { name: string; slug: string }[];
  image: { alt: string; caption: string | null; width: number | null } | null;
  source: { name: string; url: string | null; externalId: string | null } | null;
  rights: { usageTerms: string | null };
  body: ({ __typename: string; id: string } & Record<string, unknown>)[];
  bodyHtml: string;
  bodyText: string;
}

const ARTICLE = `
  id slug path headline seoTitle standfirst format publishedAt updatedAt hasVideo
  edition { language }
  section { name slug path parent { slug } }
  credits { role person { name slug } }
  tags { name slug }
  image { alt caption width }
  source { name url externalId }
  rights { usageTerms }
  body {
    __typename id
    ... on ParagraphBlock { html }
    ... on HeadingBlock { level heading: text }
    ... on ImageBlock { caption image { alt } }
    ... on ListBlock { items }
    ... on EmbedBlock { provider url embed: html }
    ... on VideoBlock { url title }
  }
  bodyHtml bodyText`;

/** Every article that the public sees of an edition, the newest first. */
export async function publicArticles(gateway: TestGateway, edition = 'en'): Promise<SeenArticle[]> {
  const { articles } = await gateway.data<{ articles: { nodes: SeenArticle[] } }>(
    `query ($edition: LanguageTag) { articles(first: 60, edition: $edition) { nodes { ${ARTICLE} } } }`,
    { edition },
  );
  return articles.nodes;
}

/** Empties the newspaper but for its editions, so that a file's tests can share a gateway. */
export async function clear({ newspaper, dataSource }: TestGateway): Promise<void> {
  await newspaper.clear();
  for (const table of ['image', 'static_page', 'redirect', 'section', 'content_source']) {
    await dataSource.query(`DELETE FROM ${table}`);
  }
  await newspaper.onFrameChange();
}

/** The one public article. */
export async function theArticle(gateway: TestGateway, edition = 'en'): Promise<SeenArticle> {
  const articles = await publicArticles(gateway, edition);
  const [article] = articles;
  if (!article || articles.length !== 1) {
    throw new Error(`One article was expected, not ${articles.length}.`);
  }
  return article;
}

/** The headlines that the public sees of an edition, in alphabetical order. */
export async function headlines(gateway: TestGateway, edition = 'en'): Promise<string[]> {
  return (await publicArticles(gateway, edition)).map(({ headline }) => headline).sort();
}

/** A table's rows with what PostgreSQL knows of their versions. */
export async function rows<Row extends object>(
  gateway: TestGateway,
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  return gateway.dataSource.query<Row[]>(sql, values);
}

/** The addresses that the pictures came from; what the public gets are renditions of them. */
export async function pictures(gateway: TestGateway): Promise<string[]> {
  const sql = 'SELECT original_url AS url FROM image ORDER BY 1';
  return (await rows<{ url: string }>(gateway, sql)).map(({ url }) => url);
}

/** How many rows each table has, and which transaction wrote them. */
export async function everyRow(gateway: TestGateway): Promise<Record<string, string[]>> {
  const tables = await rows<{ name: string }>(
    gateway,
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`,
  );
  const found: Record<string, string[]> = {};
  for (const { name } of tables) {
    // The gateway itself ranks and relates articles by the clock, and makes room for views.
    if (/^(popular|related|view_|now_reading|trend)/.test(name)) continue;
    const versions = await rows<{ row: string }>(
      gateway,
      `SELECT ctid::text || ' ' || xmin::text AS row FROM "${name}" ORDER BY 1`,
    );
    found[name] = versions.map(({ row }) => row);
  }
  return found;
}

/** An RSS feed of these items, each given as its XML. */
export function rss(items: string[], channel = ''): string {
  const content = items.map((item) => `<item>${item}</item>`).join('\n');
  return `<?xml version="1.0"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>The Ferry Post</title><link>https://ferry.example/</link>${channel}${content}</channel></rss>`;
}

/** JSON lines of these articles. */
export function jsonLines(articles: object[]): string {
  return articles.map((article) => JSON.stringify(article)).join('\n');
}
