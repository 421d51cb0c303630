import { startTestGateway, type TestGateway } from '../support/gateway';
import {
  clear,
  counts,
  headlines,
  importText,
  jsonLines,
  publicArticles,
  rss,
  theArticle,
} from './support';
import { post, wxr } from './wordpress.fixture';

const DATE = '2024-01-02T03:04:05Z';

function lines(articles: object[]): string {
  return jsonLines(articles.map((article) => ({ lang: 'en', date: DATE, ...article })));
}

/** Letters without a pattern, which no database can press together. */
function noise(length: number): string {
  let seed = 7;
  return Array.from({ length }, () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return String.fromCharCode(0x4e00 + (seed % 20_000));
  }).join('');
}

describe('a bad item', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startTestGateway();
  });

  afterEach(() => clear(gateway));
  afterAll(() => gateway.close());

  it('that cannot be read is reported with its place, and the others are imported', async () => {
    const text = [
      lines([{ id: 1, title: 'One' }]),
      '{"id": 2, "title": "Two"',
      lines([{ id: 3, title: 'Three' }]),
      lines([{ id: 4, title: 'Four', date: 'the other day' }]),
      lines([{ id: 5 }]),
    ].join('\n');
    const report = await importText(gateway, text);
    expect(counts(report)).toBe('2/0/0/3');
    expect(report.failures.map(({ place }) => place)).toEqual(['line 2', 'line 4', 'line 5']);
    expect(report.failures[1]?.error).toBe('"date" is no date: "the other day".');
    expect(await headlines(gateway)).toEqual(['One', 'Three']);
  });

  it('that the database refuses is reported with its place, and the others are imported', async () => {
    const articles: object[] = Array.from({ length: 130 }, (_, id) => ({
      id,
      title: `Item ${id}`,
    }));
    // Longer than an index takes.
    articles[41] = { id: noise(1_000), title: 'Refused' };
    const report = await importText(gateway, lines(articles));
    expect(counts(report)).toBe('129/0/0/1');
    expect(report.failures).toEqual([
      { place: 'line 42', error: expect.stringContaining('index') as string },
    ]);
    expect(counts(await importText(gateway, lines(articles)))).toBe('0/0/129/1');
  });

  it('that the database refuses leaves nothing of itself behind in a dry run either', async () => {
    const articles = [
      { id: noise(1_000), title: 'Refused' },
      { id: 2, title: 'Taken' },
    ];
    const report = await importText(gateway, lines(articles), { dryRun: true });
    expect(counts(report)).toBe('1/0/0/1');
    expect(await headlines(gateway)).toEqual([]);
  });

  it('is counted also where more fail than are told', async () => {
    const text = Array.from({ length: 130 }, () => '{"id": 1}').join('\n');
    const report = await importText(gateway, `${lines([{ id: 2, title: 'Good' }])}\n${text}`);
    expect(report.failed).toBe(130);
    expect(report.failures).toHaveLength(100);
    expect(await headlines(gateway)).toEqual(['Good']);
  });

  it('is none for a letter that no database takes: NUL, half of a surrogate pair', async () => {
    const odd = 'A\u0000B\ud800C\udc00D\uffffE😀';
    const article = { id: odd, title: odd, standfirst: odd, body: `<p>${odd}</p>`, section: odd };
    const named = { ...article, tags: [odd], authors: [odd] };
    const report = await importText(gateway, lines([named]), { sourceName: odd });
    expect(report).toMatchObject({ failures: [], created: 1, source: 'ABCDE😀' });
    expect(await theArticle(gateway)).toMatchObject({
      ...{ headline: 'ABCDE😀', standfirst: 'ABCDE😀', bodyText: 'ABCDE😀' },
      section: { name: 'ABCDE😀' },
      tags: [{ name: 'ABCDE😀' }],
      credits: [{ person: { name: 'ABCDE😀' } }],
      source: { name: 'ABCDE😀' },
    });
    expect(counts(await importText(gateway, lines([named]), { sourceName: odd }))).toBe('0/0/1/0');
  });

  it('is none for names and titles of any length: they are cut', async () => {
    const long = `${'word '.repeat(600_000)}end`;
    const names = { section: long, tags: [long], authors: [long.slice(0, 1_900)] };
    const article = { id: 1, title: long, standfirst: long, body: 'Text.', ...names };
    const report = await importText(gateway, lines([article]), { sourceName: noise(5_000) });
    expect(report).toMatchObject({ failures: [], created: 1 });
    const { headline, standfirst, section, tags, credits, source, slug } =
      await theArticle(gateway);
    const texts = [headline, standfirst, section.name, tags[0]?.name, credits[0]?.person.name];
    for (const text of [...texts, source?.name]) {
      expect(text).toMatch(/…$/);
      expect(text?.length).toBeLessThanOrEqual(501);
    }
    expect(slug.length).toBeLessThanOrEqual(80);
  });

  it('is none for a picture of a size that no picture has', async () => {
    const sizes = [
      ['99999999999', '10'],
      ['1e300', '0.2'],
      ['many', 'auto'],
      ['640.4', '480'],
      ['-5', '2147483648'],
    ];
    const items = sizes.map(
      ([width = '', height = ''], at) =>
        `<guid>${at}</guid><title>Item ${at}</title><pubDate>2024-01-0${at + 1}</pubDate>
         <media:content medium="image" url="https://p.example/${at}.jpg" width="${width}" height="${height}"/>
         <content:encoded><![CDATA[<p>Text</p><img src="/in-${at}.jpg" width="${width}" height="${height}">]]></content:encoded>`,
    );
    const report = await importText(gateway, rss(items));
    expect(report).toMatchObject({ failures: [], created: 5 });
    const widths = (await publicArticles(gateway)).map(({ image }) => image?.width);
    expect(widths).toEqual([null, 640, null, null, null]);
  });

  it('is none for an old address longer than any that was kept', async () => {
    const link = `https://blog.example/${encodeURIComponent(noise(2_000))}/`;
    const report = await importText(
      gateway,
      wxr([post({ id: 1, title: 'One', slug: 'one', link })]),
    );
    expect(report).toMatchObject({ failures: [], created: 1 });
  });

  it('has the first words of its text for a title where it has none, and its link for an id', async () => {
    const item =
      '<link>https://ferry.example/1</link><description>&lt;p&gt;The first words.&lt;/p&gt;</description>';
    expect(counts(await importText(gateway, rss([item])))).toBe('1/0/0/0');
    expect(counts(await importText(gateway, rss([`${item}<title>Named</title>`])))).toBe('0/1/0/0');
    expect((await theArticle(gateway)).headline).toBe('Named');
    expect((await theArticle(gateway)).slug).toBe('the-first-words');
  });

  it('without id and link is known by its text, and another one when that is edited', async () => {
    const item = (text: string) => rss([`<title>Notice</title><description>${text}</description>`]);
    await importText(gateway, item('One'));
    expect(counts(await importText(gateway, item('One')))).toBe('0/0/1/0');
    expect(counts(await importText(gateway, item('Two')))).toBe('1/0/0/0');
  });
});
