import { SearchOrder } from '../../src/search/search.enums';
import { searchFacets } from '../../src/search/facet.queries';
import { type SearchTarget } from '../../src/search/search.target';
import { searchCount, searchPage } from '../../src/search/search.queries';
import { PipelinedReader } from '../../src/sql/reader';
import { startTestGateway, type TestGateway } from '../support/gateway';

const DAY_MS = 86_400_000;

/** Of words that a good many articles have, the newest matches are looked for in the newest eras. */
const MEDIUM = { density: 0.1, total: 1_000_000 };
const RARE = { density: 0, total: 1_000_000 };

describe('the eras of an index of words', () => {
  let gateway: TestGateway;
  let reader: PipelinedReader;
  let editionId: string;

  beforeAll(async () => {
    gateway = await startTestGateway();
    const { newspaper, databaseUrl } = gateway;
    await newspaper.edition('de');
    const story = (slug: string, days: number) => ({
      slug,
      headline: 'Harbour bridge',
      text: 'The harbour and its bridge.',
      publishedAt: new Date(Date.now() - days * DAY_MS),
    });
    const recent = [0, 1, 2, 3, 4].map((place) => story(`new-${place}`, place + 1));
    const old = [0, 1, 2, 3, 4, 5].map((place) => story(`old-${place}`, 400 + place * 90));
    await newspaper.articles([...recent, ...old]);
    await newspaper.article({ ...story('withdrawn', 2), status: 'UNPUBLISHED' });
    await newspaper.article({ ...story('german', 2), edition: 'de' });
    const [edition] = await newspaper.manager.query<[{ id: string }]>(
      'SELECT id FROM edition WHERE is_default',
    );
    editionId = edition.id;
    const options = { url: databaseUrl, connections: 1, statementTimeoutMs: 10_000 };
    reader = new PipelinedReader({ ...options, onError: () => undefined });
  });

  afterAll(async () => {
    await reader.close();
    await gateway.close();
  });

  /** The archive as if so many articles had been published in the month so many days ago, and none else. */
  async function archiveOf(days: number, count: number) {
    const { manager } = gateway.newspaper;
    await manager.query('DELETE FROM archive_count');
    await manager.query(
      `INSERT INTO archive_count (edition_id, unit, period, count, changed_at)
       VALUES ($1, 'MONTH', date_trunc('month', now() - $2 * interval '1 day'), $3, now())`,
      [editionId, days, count],
    );
  }

  function target(spread: typeof MEDIUM): SearchTarget {
    const clauses = ["'harbour'", "'bridg'"].map((query) => ({ query, weight: 1, articles: 40 }));
    return {
      ...{ editionId, language: 'en', timeZone: 'UTC', match: "'harbour' & 'bridg'", clauses },
      ...{ isRelaxed: false, asOf: Date.now(), filter: {}, ...spread },
    };
  }

  async function slugs(whole: SearchTarget, order: SearchOrder): Promise<string[]> {
    const page = { size: 50, backward: false, after: null, before: null };
    const rows = await searchPage(reader, { target: whole, order, page });
    return rows.map(({ node }) => node.article.slug);
  }

  it.each([
    ['are in the newest', 30, 1e9],
    ['reach back some months', 500, 1e9],
    ['reach back many years', 4_000, 1e9],
    ['are more than there are', 30_000, 1e9],
    ['are not known, since nothing is counted', 30, 0],
  ])('make no difference to what is found where enough articles %s', async (_, days, count) => {
    await archiveOf(days, count);
    const [medium, rare] = [target(MEDIUM), target(RARE)];

    expect(await searchCount(reader, medium)).toBe(11);
    expect(await searchCount(reader, rare)).toBe(11);
    expect(await searchFacets(reader, medium)).toEqual(await searchFacets(reader, rare));
    for (const order of Object.values(SearchOrder)) {
      const found = await slugs(rare, order);
      expect(found).toHaveLength(11);
      expect(await slugs(medium, order)).toEqual(found);
    }
  });

  it('end the search where the newest are enough', async () => {
    await archiveOf(30, 1e9);
    expect(await searchCount(reader, target(MEDIUM), 3)).toBe(3);
  });

  it('do not hide an old headline behind many new mentions', async () => {
    const { newspaper } = gateway;
    const mention = (place: number) => ({
      slug: `mention-${place}`,
      headline: 'News',
      text: 'A ferry and its captain.',
      publishedAt: new Date(Date.now() - place * 60_000),
    });
    await newspaper.articles(Array.from({ length: 210 }, (_, place) => mention(place + 1)));
    const publishedAt = new Date(Date.now() - 400 * DAY_MS);
    await newspaper.article({ slug: 'old', headline: 'Ferry captain', publishedAt });
    await archiveOf(30, 1e9);
    const clauses = ["'ferri'", "'captain'"].map((query) => ({ query, weight: 1, articles: 40 }));
    const whole = { ...target(MEDIUM), match: "'ferri' & 'captain'", clauses };

    expect((await slugs(whole, SearchOrder.RELEVANCE))[0]).toBe('old');
  });

  it('are those of the newest articles, as far back as so many were published', async () => {
    const eras = async (wanted: number) => {
      const [row] = await reader.rows<{ eras: string[] }>(
        { name: null, text: `SELECT search_newest($1, $2, '') AS eras` },
        [editionId, wanted],
      );
      return row?.eras.length ?? 0;
    };
    await archiveOf(30, 100);
    expect(await eras(50)).toBeGreaterThanOrEqual(1);
    expect(await eras(50)).toBeLessThanOrEqual(4);
    expect(await eras(101)).toBe(1);
    await archiveOf(2_000, 100);
    expect(await eras(50)).toBeGreaterThanOrEqual(4);
    expect(await eras(50)).toBeLessThanOrEqual(6);
  });
});
