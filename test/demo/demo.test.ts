import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { createDataSource } from '../../ormconfig';
import { readConfig } from '../../src/config';
import { readDemo } from '../../src/demo/demo.content';
import { isEmptyDatabase, loadDemo } from '../../src/demo/demo.loader';
import { type Gateway, startGateway } from '../../src/gateway';
import { toGlobalId } from '../../src/graphql/global-id';
import { ensureDefaultSite } from '../../src/site/site.commands';
import { withSetupLock } from '../../src/sql/database';
import { freshDatabase } from '../support/database';

const LANGUAGES = ['en', 'ru', 'de', 'fr', 'pt', 'es'];

interface Listed {
  articles: {
    totalCount: number;
    nodes: { headline: string; format: string; section: { slug: string }; path: string }[];
  };
}

/** A database that is loaded with the demo where it is empty, as a start does it. */
async function loadWhereEmpty(url: string): Promise<boolean> {
  return withSetupLock(url, async () => {
    const dataSource = await createDataSource(url, 2).initialize();
    try {
      const isEmpty = await isEmptyDatabase(dataSource.manager);
      if (isEmpty) await loadDemo(dataSource.manager);
      await ensureDefaultSite(dataSource.manager);
      return isEmpty;
    } finally {
      await dataSource.destroy();
    }
  });
}

describe('the demo newspaper', () => {
  const content = readDemo();
  let gateway: Gateway;
  let url: string;
  let drop: () => Promise<void>;
  let loads: boolean[];

  beforeAll(async () => {
    ({ url, drop } = await freshDatabase());
    loads = await Promise.all([loadWhereEmpty(url), loadWhereEmpty(url)]);
    gateway = await startGateway({
      config: readConfig({ NODE_ENV: 'test', PORT: '0', LOG_LEVEL: 'silent' }),
      databaseUrl: url,
      logger: pino({ level: 'silent' }),
    });
  });

  afterAll(async () => {
    await gateway.close();
    await drop();
  });

  async function ask<Data>(query: string, variables: object = {}): Promise<Data> {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as { data: Data; errors?: unknown };
    expect(errors).toBeUndefined();
    return data;
  }

  const listed = async (edition: string) =>
    (
      await ask<Listed>(
        `query ($edition: LanguageTag) {
          articles(first: 100, edition: $edition) { totalCount nodes { headline format path section { slug } } }
        }`,
        { edition },
      )
    ).articles;

  it('is loaded once where two processes start at once, and not into a filled database', async () => {
    expect(loads.toSorted()).toEqual([false, true]);
    const [row] = await gateway.dataSource.query<{ count: number }[]>(
      'SELECT count(*)::int AS count FROM article',
    );
    expect(row?.count).toBe(content.articles.length);
    expect(await loadWhereEmpty(url)).toBe(false);
  });

  it('is not loaded where there is a site without a single article either', async () => {
    const database = await freshDatabase();
    const dataSource = await createDataSource(database.url, 1).initialize();
    expect(await isEmptyDatabase(dataSource.manager)).toBe(true);
    await ensureDefaultSite(dataSource.manager);
    await dataSource.destroy();
    expect(await loadWhereEmpty(database.url)).toBe(false);
    await database.drop();
  });

  it('has six editions with public articles, English by default', async () => {
    const { site } = await ask<{ site: { edition: object; editions: { language: string }[] } }>(
      '{ site { edition { language isDefault } editions { language } } }',
    );
    expect(site.editions.map(({ language }) => language)).toEqual(LANGUAGES);
    expect(site.edition).toEqual({ language: 'en', isDefault: true });
    for (const language of LANGUAGES) {
      expect((await listed(language)).totalCount).toBeGreaterThanOrEqual(10);
    }
  });

  it('has at least 60 English articles, of every format and in 9 sections or more', async () => {
    const { totalCount, nodes } = await listed('en');
    expect(totalCount).toBeGreaterThanOrEqual(60);
    expect([...new Set(nodes.map(({ format }) => format))].sort()).toEqual(
      'ANALYSIS BRIEF FEATURE GALLERY INTERVIEW LIVE NEWS OPINION VIDEO'.split(' '),
    );
    const { sections } = await ask<{ sections: { parent: object | null }[] }>(
      '{ sections { parent { slug } } }',
    );
    expect(new Set(nodes.map(({ section }) => section.slug)).size).toBeGreaterThanOrEqual(9);
    expect(sections.length).toBeGreaterThanOrEqual(9);
    expect(sections.filter(({ parent }) => parent !== null).length).toBeGreaterThan(0);
  });

  it('hides its draft, the one in review, the scheduled and the embargoed one from every list', async () => {
    const hidden = content.articles.filter(
      ({ status, embargoMinutesAhead }) => status !== 'PUBLISHED' || embargoMinutesAhead,
    );
    expect(hidden.map(({ status }) => status).sort()).toEqual(
      'DRAFT IN_REVIEW PUBLISHED SCHEDULED'.split(' '),
    );
    const texts = JSON.stringify(
      await ask(`{
        articles(first: 100) { nodes { headline slug } }
        latest(first: 50) { headline related(first: 5) { headline } }
        popular(first: 20, window: MONTH) { headline }
        sections { latest(first: 20) { headline } popular(first: 5) { headline } }
      }`),
    );
    const ids = await gateway.dataSource.query<{ id: string; slug: string }[]>(
      'SELECT id, slug FROM article WHERE slug = ANY($1)',
      [hidden.map(({ slug }) => slug)],
    );
    expect(ids).toHaveLength(4);
    const { nodes } = await ask<{ nodes: unknown[] }>(
      'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
      { ids: ids.map(({ id }) => toGlobalId('Article', id)) },
    );
    expect(nodes).toEqual([null, null, null, null]);
    for (const { slug, headline } of hidden) {
      expect(texts).not.toContain(headline);
      const query = 'query ($slug: String) { article(slug: $slug) { id } }';
      expect(await ask(query, { slug })).toEqual({ article: null });
    }
  });

  it('has translations between its editions, exactly one of which is stale', async () => {
    const seen: { isStale: boolean; language: string }[] = [];
    for (const edition of LANGUAGES.filter((language) => language !== 'en')) {
      const { articles } = await ask<{ articles: { nodes: { translations: typeof seen }[] } }>(
        `query ($edition: LanguageTag) {
          articles(first: 20, edition: $edition) { nodes { translations { language isStale } } }
        }`,
        { edition },
      );
      expect(articles.nodes.flatMap(({ translations }) => translations)).toContainEqual(
        expect.objectContaining({ language: 'en' }),
      );
    }
    const [row] = await gateway.dataSource.query<{ stale: number }[]>(
      `SELECT count(*)::int AS stale FROM article t JOIN article o ON o.id = t.original_id
       WHERE t.updated_at < o.updated_at`,
    );
    expect(row?.stale).toBe(1);
    const { articles } = await ask<{ articles: { nodes: { translations: typeof seen }[] } }>(
      '{ articles(first: 100) { nodes { translations { language isStale } } } }',
    );
    seen.push(...articles.nodes.flatMap(({ translations }) => translations));
    expect(seen.filter(({ isStale }) => isStale)).toHaveLength(1);
  });

  it('has corrections, channels, static pages and a reprint policy', async () => {
    const { articles, site } = await ask<{
      articles: { nodes: { corrections: { text: string }[] }[] };
      site: { channels: object[]; pages: { title: string; bodyHtml: string }[] };
    }>(`{
      articles(first: 100) { nodes { corrections { text } } }
      site { channels { url } pages { title bodyHtml } }
    }`);
    expect(articles.nodes.flatMap(({ corrections }) => corrections).length).toBeGreaterThan(0);
    expect(site.channels.length).toBeGreaterThan(2);
    expect(site.pages.map(({ title }) => title).join()).toMatch(/reprint/i);
    for (const page of site.pages) expect(page.bodyHtml.length).toBeGreaterThan(100);
  });

  it('has every picture that it names, with words for those who cannot see it and a licence', () => {
    for (const image of content.images) {
      expect(existsSync(join(__dirname, '../../demo', image.file))).toBe(true);
      expect([image.key, image.alt.length > 10, image.credit !== null]).toEqual([
        image.key,
        true,
        true,
      ]);
      expect(image.licenceName).toBeTruthy();
    }
    const keys = new Set(content.images.map(({ key }) => key));
    const used = content.articles.flatMap(({ image }) => image ?? []);
    expect(used.filter((key) => !keys.has(key))).toEqual([]);
  });

  it('dates everything before now, and corrections after their articles', async () => {
    const [row] = await gateway.dataSource.query<{ future: number; early: number }[]>(
      `SELECT
         (SELECT count(*)::int FROM article WHERE status = 'PUBLISHED' AND published_at > now()) AS future,
         (SELECT count(*)::int FROM correction c JOIN article a ON a.id = c.article_id
          WHERE c.published_at < a.published_at OR c.published_at > now()) AS early`,
    );
    expect(row).toEqual({ future: 0, early: 0 });
  });

  it('credits authors, editors and photographers', async () => {
    const { people } = await ask<{ people: { nodes: { roles: string[]; bio: string | null }[] } }>(
      '{ people(first: 100) { nodes { roles bio jobTitle } } }',
    );
    const roles = new Set(people.nodes.flatMap((person) => person.roles));
    for (const role of ['AUTHOR', 'EDITOR', 'PHOTOGRAPHER']) expect(roles).toContain(role);
  });
});
