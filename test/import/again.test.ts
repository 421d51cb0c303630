import { startTestGateway, type TestGateway } from '../support/gateway';
import {
  clear,
  counts,
  everyRow,
  headlines,
  importText,
  jsonLines,
  publicArticles,
  rows,
  rss,
  theArticle,
} from './support';

const BASE = {
  id: 'one',
  lang: 'en',
  title: 'Ferry late',
  body: '<p>Opening.</p><p>Middle part of the story.</p><p>End.</p>',
  date: '2024-01-02T03:04:05Z',
  section: 'Harbour',
  tags: ['Fishing'],
  authors: ['Ann Bell'],
};

const DATED = { date: '2024-01-02T03:04:05Z' };

function many(count: number, prefix = 'n'): object[] {
  return Array.from({ length: count }, (_, place) => ({
    ...BASE,
    ...{ id: `${prefix}-${place}`, title: `Story ${prefix} ${place}`, tags: [`tag ${place % 7}`] },
  }));
}

describe('importing again', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startTestGateway();
  });

  afterEach(() => clear(gateway));
  afterAll(() => gateway.close());

  const importLines = (articles: object[], options: Parameters<typeof importText>[2] = {}) =>
    importText(gateway, jsonLines(articles), { sourceName: 'Lines', ...options });

  it('changes no row of any table', async () => {
    await importLines(many(130));
    const before = await everyRow(gateway);
    expect(before.article).toHaveLength(130);
    expect(counts(await importLines(many(130)))).toBe('0/0/130/0');
    expect(await everyRow(gateway)).toEqual(before);
  });

  it('in another order changes nothing either', async () => {
    await importLines(many(5));
    expect(counts(await importLines(many(5).toReversed()))).toBe('0/0/5/0');
  });

  it('updates what has changed and nothing else', async () => {
    await importLines([BASE, { ...BASE, id: 'two', title: 'Other' }]);
    const [, other] = (await publicArticles(gateway)).toSorted((a, b) =>
      a.headline.localeCompare(b.headline),
    );
    const changed = { ...BASE, title: 'Ferry very late', updated: '2024-01-05T00:00:00Z' };
    const report = await importLines([changed, { ...BASE, id: 'two', title: 'Other' }]);
    expect(counts(report)).toBe('0/1/1/0');
    const after = await publicArticles(gateway);
    expect(after.find(({ id }) => id === other?.id)).toEqual(other);
    const versions = await rows<{ version: number }>(
      gateway,
      'SELECT version FROM article ORDER BY headline',
    );
    expect(versions.map(({ version }) => version)).toEqual([2, 1]);
  });

  it('keeps the id, the address and the publication date of a changed article', async () => {
    await importLines([BASE]);
    const before = await theArticle(gateway);
    await importLines([{ ...BASE, title: 'Ferry very late', updated: '2024-01-05T00:00:00Z' }]);
    const after = await theArticle(gateway);
    expect(after).toMatchObject({
      ...{ id: before.id, path: before.path, publishedAt: before.publishedAt },
      ...{ headline: 'Ferry very late', updatedAt: '2024-01-05T00:00:00.000Z' },
    });
  });

  it('keeps the ids of the paragraphs that are still the same', async () => {
    await importLines([BASE]);
    const before = (await theArticle(gateway)).body.map(({ id }) => id);
    const body = '<p>New.</p><p>Opening.</p><p>Something else entirely.</p><p>End.</p>';
    await importLines([{ ...BASE, body }]);
    const after = (await theArticle(gateway)).body.map(({ id }) => id);
    expect(after).toHaveLength(4);
    expect([after[1], after[3]]).toEqual([before[0], before[2]]);
    expect(before).not.toContain(after[0]);
  });

  it('keeps what editors have said an article is a translation of', async () => {
    await importLines([BASE]);
    const { manager } = gateway.newspaper;
    await gateway.newspaper.edition('de');
    const { uid } = await gateway.newspaper.article({ edition: 'de', slug: 'original' });
    const where = "external_id = 'one'";
    await manager.query(`UPDATE article SET original_id = $1 WHERE ${where}`, [uid]);
    await importLines([{ ...BASE, title: 'Ferry later still' }]);
    const found = await manager.query<object[]>(
      `SELECT headline, original_id FROM article WHERE ${where}`,
    );
    expect(found).toEqual([{ headline: 'Ferry later still', original_id: uid }]);
  });

  it('links what the source calls one story in two languages, and leaves what editors unlink', async () => {
    await gateway.newspaper.edition('de');
    const german = { ...BASE, id: 'zwei', lang: 'de', title: 'Fähre verspätet', story: 's1' };
    const both = [german, { ...BASE, story: 's1' }, { ...BASE, id: 'alone', story: 's2' }];
    await importLines(both);
    const links = () =>
      gateway.dataSource.query<object[]>(
        `SELECT a.external_id AS of, o.external_id AS original
         FROM article a JOIN article o ON o.id = a.original_id`,
      );
    expect(await links()).toEqual([{ of: 'zwei', original: 'one' }]);
    const before = await everyRow(gateway);
    await importLines(both);
    expect(await everyRow(gateway)).toEqual(before);
    await gateway.dataSource.query('UPDATE article SET original_id = NULL');
    await importLines(both);
    expect(await links()).toEqual([]);
  });

  it('says that a changed text without a date of change was changed just now', async () => {
    await importLines([BASE]);
    const start = Date.now();
    await importLines([{ ...BASE, body: 'Rewritten.' }]);
    const { updatedAt, publishedAt } = await theArticle(gateway);
    expect(new Date(updatedAt).getTime()).toBeGreaterThanOrEqual(start);
    expect(publishedAt).toBe('2024-01-02T03:04:05.000Z');
  });

  it('takes away tags, people and pictures that the item has no more', async () => {
    const image = '<img src="https://p.example/a.jpg" alt="A">';
    await importLines([{ ...BASE, body: `<p>Text</p>${image}` }]);
    await importLines([{ ...BASE, body: '<p>Text</p>', tags: ['Ferries'], authors: ['Cy Dee'] }]);
    expect(await theArticle(gateway)).toMatchObject({
      tags: [{ name: 'Ferries' }],
      credits: [{ person: { name: 'Cy Dee' } }],
    });
    const gone = await gateway.data(
      '{ tag(slug: "fishing") { id } person(slug: "ann-bell") { id } }',
    );
    expect(gone).toEqual({ tag: null, person: null });
  });

  it('leads from the old address to the article when it moves to another section', async () => {
    await importLines([BASE]);
    await importLines([{ ...BASE, section: 'Town' }]);
    expect((await theArticle(gateway)).path).toBe('/town/ferry-late');
    expect(await rows(gateway, 'SELECT from_path FROM redirect')).toEqual([
      { from_path: '/harbour/ferry-late' },
    ]);
    await importLines([BASE]);
    expect((await theArticle(gateway)).path).toBe('/harbour/ferry-late');
    expect(await rows(gateway, 'SELECT from_path FROM redirect')).toEqual([
      { from_path: '/town/ferry-late' },
    ]);
  });

  it('keeps the date of the first import where an item has none', async () => {
    const undated = rss(['<guid>1</guid><title>Undated</title>']);
    const start = Date.now();
    await importText(gateway, undated);
    const { publishedAt } = await theArticle(gateway);
    expect(new Date(publishedAt).getTime()).toBeGreaterThanOrEqual(start);
    await importText(gateway, rss(['<guid>1</guid><title>Undated still</title>']));
    expect(await theArticle(gateway)).toMatchObject({ headline: 'Undated still', publishedAt });
  });

  it('keeps articles of the same id from two sources apart', async () => {
    await importLines([BASE], { sourceName: 'North' });
    await importLines([{ ...BASE, body: 'Another.' }], { sourceName: 'South' });
    const articles = await publicArticles(gateway);
    expect(articles.map(({ source }) => source?.name).sort()).toEqual(['North', 'South']);
    expect(new Set(articles.map(({ slug }) => slug)).size).toBe(2);
    expect(counts(await importLines([BASE], { sourceName: 'North' }))).toBe('0/0/1/0');
  });

  it('takes the later of two items of one id in a file for its next version', async () => {
    const report = await importLines([BASE, ...many(3), { ...BASE, title: 'Ferry cancelled' }]);
    expect(counts(report)).toBe('4/1/0/0');
    const headlinesNow = await headlines(gateway);
    expect(headlinesNow).toContain('Ferry cancelled');
    expect(headlinesNow).not.toContain('Ferry late');
  });

  it('gives items of the same title addresses of their own, the same ones each time', async () => {
    const same = ['a', 'b', 'c'].map((id) => ({ ...BASE, id }));
    await importLines(same);
    const slugs = (await publicArticles(gateway)).map(({ slug }) => slug).sort();
    expect(new Set(slugs).size).toBe(3);
    await importLines(same.map((one) => ({ ...one, body: 'Changed.' })));
    expect((await publicArticles(gateway)).map(({ slug }) => slug).sort()).toEqual(slugs);
    expect(await rows(gateway, 'SELECT FROM redirect')).toHaveLength(0);
  });

  it('twice at the same time ends with each item once', async () => {
    const reports = await Promise.all([1, 2, 3].map(() => importLines(many(150))));
    expect(reports.map(({ failed }) => failed)).toEqual([0, 0, 0]);
    const created = reports.reduce((sum, report) => sum + report.created, 0);
    expect(created).toBe(150);
    expect(await rows(gateway, 'SELECT FROM article')).toHaveLength(150);
  });

  it('of two sources at the same time brings both in whole, also where they share all names', async () => {
    const sources = ['North', 'South', 'East'];
    const reports = await Promise.all(
      sources.map((sourceName, place) => {
        const articles = many(60).map((one, at) => ({ ...one, section: `Section ${at % 9}` }));
        return importLines(place % 2 === 0 ? articles : articles.toReversed(), { sourceName });
      }),
    );
    expect(reports.map(counts)).toEqual(['60/0/0/0', '60/0/0/0', '60/0/0/0']);
    const [row] = await rows<{ slugs: number }>(
      gateway,
      'SELECT count(DISTINCT slug)::int AS slugs FROM article',
    );
    expect(row?.slugs).toBe(180);
  });

  it('reads a feed of any length in batches, telling how far it is', async () => {
    const items = Array.from({ length: 250 }, (_, place) => {
      return `<guid>${place}</guid><title>Item ${place}</title><pubDate>Tue, 02 Jan 2024 03:04:05 GMT</pubDate>`;
    });
    expect(counts(await importText(gateway, rss(items)))).toBe('250/0/0/0');
    const [{ transactions } = { transactions: 0 }] = await rows<{ transactions: number }>(
      gateway,
      'SELECT count(DISTINCT xmin::text)::int AS transactions FROM article',
    );
    expect(transactions).toBe(3);
  });
});

describe('a dry run', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startTestGateway();
  });

  afterAll(() => gateway.close());

  it('reports what an import would do and leaves every table as it was', async () => {
    await importText(gateway, jsonLines([BASE]), { sourceName: 'Lines' });
    const before = await everyRow(gateway);
    const articles = [
      { ...BASE, title: 'New title' },
      ...many(220),
      { id: 'bad', title: 7, date: 'x' },
    ];
    const report = await importText(gateway, jsonLines(articles), {
      ...{ sourceName: 'Lines', dryRun: true },
    });
    expect(counts(report)).toBe('220/1/0/1');
    expect(await everyRow(gateway)).toEqual(before);
  });

  it('leaves no source, section or person behind, and foretells the same as the import does', async () => {
    const before = await everyRow(gateway);
    // The second comes in a batch of its own.
    const articles = [...many(101, 'dry'), { ...BASE, ...DATED, id: 'dry-0', title: 'Again' }];
    const options = { sourceName: 'A source of its own', section: 'elsewhere' };
    const foretold = await importText(gateway, jsonLines(articles), { ...options, dryRun: true });
    expect(await everyRow(gateway)).toEqual(before);
    const done = await importText(gateway, jsonLines(articles), options);
    expect(foretold).toEqual(done);
    expect(counts(done)).toBe('101/1/0/0');
  });
});
