import { NOTHING_KEPT, startTestGateway, type TestGateway } from '../support/gateway';

type List = { slug: string }[];

const slugs = (list: List | undefined) => (list ?? []).map(({ slug }) => slug).join(' ');

describe('what an operation reads at once', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startTestGateway(NOTHING_KEPT);
    const { newspaper } = gateway;
    await newspaper.edition('de');
    const imageId = await newspaper.image('bridge');
    const common = {
      tags: ['water', 'town'],
      imageId,
      credits: [{ role: 'EDITOR' as const, person: 'ed' }],
    };
    for (const section of ['town', 'sport', 'arts']) {
      await newspaper.articles(
        [1, 2, 3, 4].map((place) => ({
          ...common,
          section,
          slug: `${section}-${place}`,
          authors: [`${section}-author-${place}`],
          format: place === 4 ? ('VIDEO' as const) : ('NEWS' as const),
        })),
      );
    }
    const original = await newspaper.article({ slug: 'original', section: 'town', ...common });
    await newspaper.articles([
      { slug: 'ort-1', edition: 'de', section: 'ort', originalId: original.uid, authors: ['ed'] },
      { slug: 'ort-2', edition: 'de', section: 'ort', tags: ['water'] },
    ]);
    await newspaper.correction(original.uid, 'One.');
    await newspaper.refresh();
  });

  afterAll(() => gateway.close());

  it('keeps the same field with different arguments apart', async () => {
    const { town, sport } = await gateway.data<
      Record<string, Record<string, List & { nodes: List }>>
    >(`{
      town: section(slug: "town") { ...lists }
      sport: section(slug: "sport") { ...lists }
    }
    fragment lists on Section {
      one: latest(first: 1) { slug }
      three: latest(first: 3) { slug }
      old: articles(orderBy: OLDEST, first: 2) { nodes { slug } }
      new: articles(orderBy: NEWEST, first: 2) { nodes { slug } }
      end: articles(last: 2) { nodes { slug } }
      video: articles(filter: { formats: [VIDEO] }) { nodes { slug } }
      tagged: articles(filter: { tags: ["water"] }, first: 1) { nodes { slug } }
      popularOne: popular(first: 1) { slug }
      popularTwo: popular(first: 2, window: WEEK) { slug }
    }`);
    const shown = (lists: Record<string, List & { nodes?: List }> | undefined) =>
      Object.fromEntries(
        Object.entries(lists ?? {}).map(([name, list]) => [name, slugs(list.nodes ?? list)]),
      );
    expect(shown(sport)).toEqual({
      one: 'sport-1',
      three: 'sport-1 sport-2 sport-3',
      old: 'sport-4 sport-3',
      new: 'sport-1 sport-2',
      end: 'sport-3 sport-4',
      video: 'sport-4',
      tagged: 'sport-1',
      popularOne: 'sport-1',
      popularTwo: 'sport-1 sport-2',
    });
    expect(shown(town)).toEqual({
      one: 'town-1',
      three: 'town-1 town-2 town-3',
      old: 'original town-4',
      new: 'town-1 town-2',
      end: 'town-4 original',
      video: 'town-4',
      tagged: 'town-1',
      popularOne: 'town-1',
      popularTwo: 'town-1 town-2',
    });
  });

  it('keeps counts of different precisions and filters apart', async () => {
    const { articles, other } = await gateway.data<Record<string, Record<string, number>>>(`{
      articles { all: totalCount exact: totalCount(precision: EXACT) }
      other: articles(filter: { formats: [VIDEO] }) { all: totalCount exact: totalCount(precision: EXACT) } }`);
    expect(articles).toEqual({ all: 13, exact: 13 });
    expect(other).toEqual({ all: 3, exact: 3 });
  });

  it('gives each article its own parts, whatever order their rows come in', async () => {
    const { articles } = await gateway.data<{
      articles: { nodes: { slug: string; authors: List; tags: List; corrections: unknown[] }[] };
    }>(
      '{ articles(first: 20) { nodes { slug authors { slug } tags { slug } corrections { text } } } }',
    );
    const expected = ['town', 'sport', 'arts'].flatMap((section) =>
      [1, 2, 3, 4].map((place) => ({
        slug: `${section}-${place}`,
        authors: [{ slug: `${section}-author-${place}` }],
        tags: [{ slug: 'water' }, { slug: 'town' }],
        corrections: [],
      })),
    );
    expect(articles.nodes.slice(0, 12)).toEqual(expected);
    expect(articles.nodes[12]).toMatchObject({ authors: [], corrections: [{ text: 'One.' }] });
  });

  it('is one statement for the same list of all editions', async () => {
    const { data, statements } = await gateway.request<Record<string, { nodes: List }>>(`{
      en: articles(first: 2) { nodes { slug } } de: articles(edition: "de", first: 2) { nodes { slug } } }`);
    expect([slugs(data.en?.nodes), slugs(data.de?.nodes)]).toEqual([
      'town-1 town-2',
      'ort-1 ort-2',
    ]);
    expect(statements).toBe(1);
  });

  it('is one statement for articles and tags by their slugs in all editions', async () => {
    const articles = await gateway.request<Record<string, { slug: string } | null>>(`{
      a: article(slug: "town-1") { slug } b: article(slug: "ort-1", edition: "de") { slug }
      c: article(slug: "ort-1") { slug } d: article(slug: "sport-1") { slug } }`);
    expect(Object.values(articles.data).map((found) => found?.slug ?? null)).toEqual([
      'town-1',
      'ort-1',
      null,
      'sport-1',
    ]);
    expect(articles.statements).toBe(1);
    const tags = await gateway.request<Record<string, { id: string } | null>>(`{
      en: tag(slug: "water") { id } de: tag(slug: "water", edition: "de") { id } none: tag(slug: "town", edition: "de") { id } }`);
    expect(new Set([tags.data.en?.id, tags.data.de?.id, tags.data.none?.id]).size).toBe(3);
    expect(tags.data.none).toBeNull();
    expect(tags.statements).toBe(1);
  });

  it('does not cost more statements for longer lists, however deep they nest', async () => {
    const query = `query Q($first: Int!) {
      sections { latest(first: $first) {
        slug image { url } tags(first: 2) { articles(first: $first) { nodes { slug } } }
        authors { image { url } roles articles(first: $first) { totalCount nodes { slug tags(first: 1) { slug } } } }
        corrections { text } translations { article { slug } } related(first: $first) { slug } } } }`;
    const counts = new Set<number>();
    for (const first of [1, 2, 4]) {
      const { errors, statements } = await gateway.request(query, { first });
      expect(errors).toBeUndefined();
      counts.add(statements);
    }
    expect([...counts]).toEqual([11]);
  });

  it('is no more for any of several operations at once', async () => {
    const query = '{ sections { latest(first: 2) { slug authors { slug } tags { slug } } } }';
    const alone = await gateway.request(query);
    const together = await Promise.all(Array.from({ length: 10 }, () => gateway.request(query)));
    for (const { data, statements } of together) {
      expect(data).toEqual(alone.data);
      expect(statements).toBeLessThanOrEqual(alone.statements);
    }
  });
});
