import { SearchOrder } from '../../src/search/search.enums';
import { searchFacets } from '../../src/search/facet.queries';
import { type SearchTarget } from '../../src/search/search.target';
import { searchCount, searchPage } from '../../src/search/search.queries';
import { type ListFilter } from '../../src/articles/article-list.sql';
import { PipelinedReader } from '../../src/sql/reader';
import { startTestGateway, type TestGateway } from '../support/gateway';

const DAY_MS = 86_400_000;
const ARTICLES = 60;

/** Words that stand in so many of so many articles that a search goes back from the newest instead of asking its index. */
const DENSE = { density: 1, total: 1e9 };
const RARE = { density: 0, total: 1e9 };

describe('a search of words that very many articles have', () => {
  let gateway: TestGateway;
  let reader: PipelinedReader;
  let editionId: string;
  const ids: Record<'town' | 'sport' | 'flood' | 'council' | 'ada', string> = {
    ...{ town: '', sport: '', flood: '', council: '', ada: '' },
  };

  beforeAll(async () => {
    gateway = await startTestGateway();
    const { newspaper, databaseUrl } = gateway;
    await newspaper.articles(
      Array.from({ length: ARTICLES }, (_, place) => ({
        slug: `story-${place}`,
        headline: place % 7 === 0 ? 'Harbour bridge' : 'News',
        text: place % 5 === 0 ? 'Nothing.' : 'The harbour and its bridge.',
        publishedAt: new Date(Date.UTC(2024, 0, 1) + Math.floor(place / 2) * DAY_MS),
        status: place % 11 === 3 ? ('UNPUBLISHED' as const) : ('PUBLISHED' as const),
        section: place % 3 === 0 ? 'sport' : 'town',
        tags: [...(place % 2 === 0 ? ['flood'] : []), ...(place % 4 === 0 ? ['council'] : [])],
        credits: place % 6 === 0 ? roles('ada') : [],
        format: place % 9 === 0 ? ('OPINION' as const) : ('NEWS' as const),
      })),
    );
    const rows = await newspaper.manager.query<{ id: string; slug: string; edition: string }[]>(
      `SELECT id, slug, edition_id AS edition FROM section UNION ALL SELECT id, slug, edition_id FROM tag
       UNION ALL SELECT id, slug, NULL FROM person`,
    );
    for (const { id, slug } of rows) if (slug in ids) ids[slug as keyof typeof ids] = id;
    editionId = rows.find(({ slug }) => slug === 'town')?.edition ?? '';
    const options = { url: databaseUrl, connections: 1, statementTimeoutMs: 10_000 };
    reader = new PipelinedReader({ ...options, onError: () => undefined });
  });

  afterAll(async () => {
    await reader.close();
    await gateway.close();
  });

  function roles(person: string) {
    return (['AUTHOR', 'EDITOR'] as const).map((role) => ({ role, person }));
  }

  function target(filter: ListFilter, spread: typeof DENSE): SearchTarget {
    const clauses = ["'harbour'", "'bridg'"].map((query) => ({ query, weight: 1, articles: 40 }));
    return {
      ...{ editionId, language: 'en', timeZone: 'UTC', match: "'harbour' & 'bridg'", clauses },
      ...{ isRelaxed: false, asOf: Date.UTC(2025, 0, 1), filter, ...spread },
    };
  }

  async function slugsInPages(whole: SearchTarget, order: SearchOrder): Promise<string[]> {
    const slugs: string[] = [];
    let after = null;
    for (;;) {
      const page = { size: 4, backward: false, after, before: null };
      const rows = await searchPage(reader, { target: whole, order, page });
      slugs.push(...rows.slice(0, 4).map(({ node }) => node.article.slug));
      const last = rows[3];
      if (rows.length < 5 || !last) return slugs;
      const { article, score } = last.node;
      const publishedAt = article.publishedAt.getTime();
      const settled = { asOf: whole.asOf, isRelaxed: false, weights: [1, 1] };
      after = { uid: article.uid, score, publishedAt, ...settled };
    }
  }

  it.each<[string, () => ListFilter]>([
    ['nothing', () => ({})],
    ['a section', () => ({ sectionIds: [ids.sport] })],
    ['two sections', () => ({ sectionIds: [ids.sport, ids.town] })],
    ['a tag', () => ({ tagIds: [ids.flood] })],
    ['two tags that many articles both have', () => ({ tagIds: [ids.flood, ids.council] })],
    ['a person with two roles', () => ({ personIds: [ids.ada] })],
    ['a tag in a section', () => ({ tagIds: [ids.flood], sectionIds: [ids.town] })],
    ['a tag and a person', () => ({ tagIds: [ids.council], personIds: [ids.ada] })],
    ['a format', () => ({ formats: ['OPINION'] })],
    ['a range of days', () => ({ publishedFrom: '2024-01-10', publishedTo: '2024-01-20' })],
  ])('finds the same with a filter of %s as by the index of words', async (_, filterOf) => {
    const dense = target(filterOf(), DENSE);
    const rare = target(filterOf(), RARE);

    const count = await searchCount(reader, rare);

    expect(count).toBeGreaterThan(0);
    expect(await searchCount(reader, dense)).toBe(count);
    expect(await searchFacets(reader, dense)).toEqual(await searchFacets(reader, rare));
    for (const order of Object.values(SearchOrder)) {
      const slugs = await slugsInPages(rare, order);
      expect(slugs).toHaveLength(count);
      expect(await slugsInPages(dense, order)).toEqual(slugs);
    }
  });
});
