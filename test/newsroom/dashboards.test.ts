import { Role } from '../../src/identity/viewer';
import { type SavedTestArticle } from '../support/newspaper';
import { startTestGateway, type TestGateway } from '../support/gateway';

const HOUR = 3_600_000;

describe("the newsroom's dashboards", () => {
  let gateway: TestGateway;
  let token: string;
  let pier: SavedTestArticle;
  let boat: SavedTestArticle;
  let draft: SavedTestArticle;
  const day = Math.floor(Date.now() / (24 * HOUR)) * 24 * HOUR - 24 * HOUR;
  const iso = (hours: number) => new Date(day + hours * HOUR).toISOString();

  async function newsroom<Field>(field: string): Promise<Field> {
    const { newsroom } = await gateway.data<{ newsroom: { it: Field } }>(
      `{ newsroom { it: ${field} } }`,
      {},
      { token },
    );
    return newsroom.it;
  }

  async function refusal(field: string): Promise<[unknown, unknown]> {
    const { errors } = await gateway.request(`{ newsroom { ${field} } }`, {}, { token });
    const { code, field: argument } = errors?.[0]?.extensions ?? {};
    return [code, argument];
  }

  beforeAll(async () => {
    gateway = await startTestGateway();
    token = await gateway.token(Role.EDITOR);
    const { newspaper } = gateway;
    await newspaper.edition('de', 'Europe/Berlin');
    await newspaper.section({ slug: 'town' });
    await newspaper.section({ slug: 'harbour', parentSlug: 'town' });
    const publishedAt = new Date(day + HOUR);
    pier = await newspaper.article({ slug: 'pier', authors: ['ada'], publishedAt });
    boat = await newspaper.article({ slug: 'boat', section: 'harbour', publishedAt });
    draft = await newspaper.article({ slug: 'draft', status: 'DRAFT', publishedAt: null });
    await newspaper.article({ slug: 'spiel', section: 'ort', edition: 'de', authors: ['ada'] });
    const views: [SavedTestArticle, number, number][] = [
      [pier, 5, 2],
      [pier, 3, 3],
      [boat, 20, 3],
      [pier, 4, -23],
      [draft, 50, 3],
    ];
    for (const [{ uid }, count, hours] of views) {
      await newspaper.views(uid, count, new Date(day + hours * HOUR));
    }
  });

  afterAll(() => gateway.close());

  const range = `from: "${iso(0)}", to: "${iso(24)}"`;

  it('rank public articles by their views, with the change against the day before', async () => {
    const top = (args: string) =>
      newsroom(`topArticles(${args}) { article { slug } views readers change }`);
    expect(await top(range)).toEqual([
      { article: { slug: 'boat' }, views: 20, readers: 20, change: null },
      { article: { slug: 'pier' }, views: 8, readers: 8, change: 1 },
    ]);
    expect(await top(`${range}, first: 1, section: "town"`)).toHaveLength(1);
    expect(await top(`${range}, section: "harbour"`)).toMatchObject([{ views: 20 }]);
    expect(await top(`${range}, edition: "de"`)).toEqual([]);
  });

  it('show the audience of an edition, a section, a person and an article over time', async () => {
    const total = async (args: string) => {
      const points = await newsroom<{ views: number }[]>(
        `audience(${range}, bucket: HOUR, ${args}) { at views readers }`,
      );
      return points.map(({ views }) => views).filter((views) => views > 0);
    };
    expect(await total('edition: "en"')).toEqual([5, 73]);
    expect(await total('section: "town"')).toEqual([5, 73]);
    expect(await total('section: "harbour"')).toEqual([20]);
    expect(await total('person: "ada"')).toEqual([5, 3]);
    expect(await total('person: "ada", edition: "de"')).toEqual([]);
    expect(await total(`articleId: "${boat.id}"`)).toEqual([20]);
    const hours = await newsroom<object[]>(`audience(${range}, bucket: HOUR) { at }`);
    expect(hours).toHaveLength(24);
    expect(hours[0]).toEqual({ at: iso(0) });
  });

  it('show the audience of each article of a list, by one statement', async () => {
    const query = `{ newsroom { articles { nodes { article { slug } audience(${range}, bucket: DAY) { views } } } } }`;
    const { data, statements } = await gateway.request<{
      newsroom: {
        articles: { nodes: { article: { slug: string }; audience: { views: number }[] }[] };
      };
    }>(query, {}, { token });
    const views = data.newsroom.articles.nodes.map(({ article, audience }) => [
      article.slug,
      audience.reduce((sum, point) => sum + point.views, 0),
    ]);
    expect(Object.fromEntries(views)).toEqual({ pier: 8, boat: 20, draft: 50, spiel: 0 });
    expect(views).toHaveLength(4);
    // The page, what is hidden of its articles, one statement for each of the two time zones.
    expect(statements).toBeLessThanOrEqual(4);
  });

  it('say what was published, by section', async () => {
    const points = await newsroom(
      `output(${range}, bucket: DAY, by: SECTION) { at group articles }`,
    );
    expect(points).toEqual([
      { at: iso(0), group: 'harbour', articles: 1 },
      { at: iso(0), group: 'town', articles: 1 },
    ]);
    const all = `output(${range}, bucket: DAY) { group articles words }`;
    expect(await newsroom(all)).toMatchObject([{ group: null, articles: 2 }]);
  });

  it('count who reads now', async () => {
    expect(await newsroom('liveReaders')).toBe(0);
    const response = await fetch(`${gateway.url}/v1/views`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain', 'user-agent': 'okhttp/4.12.0' },
      body: JSON.stringify([{ articleId: boat.id, visitor: 'somebody' }]),
    });
    expect(response.status).toBeLessThan(300);
    await gateway.newspaper.flushViews();
    expect(await newsroom('liveReaders')).toBe(1);
    expect(await newsroom('liveReaders(section: "harbour")')).toBe(1);
    expect(await newsroom('liveReaders(edition: "de")')).toBe(0);
  });

  it.each([
    ['to', `topArticles(from: "${iso(1)}", to: "${iso(0)}") { views }`],
    ['to', `topArticles(from: "1500-01-01T00:00:00Z", to: "${iso(0)}") { views }`],
    ['from', `topArticles(from: "0000-01-01T00:00:00Z", to: "${iso(0)}") { views }`],
    ['first', `topArticles(${range}, first: 101) { views }`],
    ['section', `topArticles(${range}, section: "nowhere") { views }`],
    ['edition', `topArticles(${range}, edition: "fr") { views }`],
    ['bucket', `audience(from: "2020-01-01T00:00:00Z", to: "${iso(0)}", bucket: MINUTE) { views }`],
    ['person', `audience(${range}, bucket: DAY, person: "nobody") { views }`],
    ['person', `audience(${range}, bucket: DAY, person: "ada", section: "town") { views }`],
    ['articleId', `audience(${range}, bucket: DAY, articleId: "per_1") { views }`],
    ['articleId', `audience(${range}, bucket: DAY, articleId: "x", person: "ada") { views }`],
    ['section', 'liveReaders(section: "nowhere")'],
    ['bucket', `output(from: "2020-01-01T00:00:00Z", to: "${iso(0)}", bucket: HOUR) { words }`],
    [
      'bucket',
      `articles { nodes { audience(from: "2020-01-01T00:00:00Z", to: "${iso(0)}", bucket: MINUTE) { views } } }`,
    ],
  ])('refuse a bad %s by its name: %s', async (argument, field) => {
    expect(await refusal(field)).toEqual(['BAD_USER_INPUT', argument]);
  });
});
