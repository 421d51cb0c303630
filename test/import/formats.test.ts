import { startTestGateway, type TestGateway } from '../support/gateway';
import { clear, counts, importText, jsonLines, pictures, rss, theArticle } from './support';

const RSS = rss(
  [
    `<title>Ferry &amp;amp; fish</title><guid>post-1</guid><link>https://ferry.example/one</link>
     <pubDate>Tue, 02 Jan 2024 03:04:05 GMT</pubDate><dc:creator>Ann Bell</dc:creator>
     <category>Harbour</category><category>Fishing</category>
     <description>The short of it.</description>
     <content:encoded><![CDATA[<p>First <b>words</b>.</p><h2>More</h2><p>Last words.</p>
       <img src="/pictures/quay.jpg" alt="The quay">]]></content:encoded>
     <media:content url="https://ferry.example/boat.jpg" medium="image" width="800">
       <media:description>The boat</media:description></media:content>`,
  ],
  '<language>en-gb</language>',
);

const ATOM = `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>The Ferry Post</title>
  <link href="https://ferry.example/"/><id>urn:feed</id>
  <entry><id>urn:1</id><title type="html">Ferry &lt;em&gt;late&lt;/em&gt;</title>
    <link href="https://ferry.example/one"/><author><name>Ann Bell</name></author>
    <contributor><name>Cy Dee</name></contributor><category term="fishing" label="Fishing"/>
    <published>2024-01-02T04:04:05+01:00</published><updated>2024-01-03T00:00:00Z</updated>
    <summary>The short of it.</summary>
    <content type="html">&lt;p&gt;First words.&lt;/p&gt;</content></entry></feed>`;

const JSON_FEED = JSON.stringify({
  version: 'https://jsonfeed.org/version/1.1',
  title: 'The Ferry Post',
  home_page_url: 'https://ferry.example/',
  items: [
    {
      id: 'one',
      url: 'https://ferry.example/one',
      title: 'Ferry late',
      summary: 'The short of it.',
      content_html: '<p>First words.</p>',
      image: 'https://ferry.example/boat.jpg',
      date_published: '2024-01-02T03:04:05Z',
      authors: [{ name: 'Ann Bell' }],
      tags: ['Fishing'],
    },
  ],
});

const NINJS = JSON.stringify({
  uri: 'https://agency.example/items/1',
  standard: { name: 'ninjs', version: '3.0' },
  type: 'text',
  pubStatus: 'usable',
  language: 'en',
  firstCreated: '2024-01-02T03:04:05Z',
  versionCreated: '2024-01-03T00:00:00Z',
  headlines: [{ role: 'main', value: 'Ferry late' }],
  descriptions: [{ role: 'summary', value: 'The short of it.' }],
  bodies: [{ contentType: 'text/html', value: '<p>First words.</p>' }],
  by: 'Ann Bell',
  usageTerms: 'Not for television.',
  places: [{ name: 'Tidewell' }],
  people: [{ name: 'Mags Oye' }],
  associations: [
    {
      name: 'main',
      type: 'picture',
      uri: 'https://agency.example/pictures/1',
      headlines: [{ value: 'The boat' }],
      renditions: [
        { name: 'small', href: 'https://agency.example/s.jpg', width: 200, height: 100 },
        { name: 'large', href: 'https://agency.example/l.jpg', width: 1600, height: 900 },
      ],
    },
  ],
});

const JSON_LINES = jsonLines([
  {
    id: 'one',
    lang: 'en',
    title: 'Ferry late',
    standfirst: 'Waves < 2 m & rising.',
    body: 'First words.\n\nLast words.',
    date: '2024-01-02T03:04:05Z',
    section: 'Harbour life',
    tags: ['Fishing'],
    authors: ['Ann Bell', 'Cy Dee'],
  },
]);

describe('an imported article', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startTestGateway();
  });

  afterEach(() => clear(gateway));
  afterAll(() => gateway.close());

  it('of an RSS feed is public with its text, people, tags, pictures, source and dates', async () => {
    await gateway.newspaper.section({ slug: 'harbour', name: 'Harbour' });
    expect(counts(await importText(gateway, RSS))).toBe('1/0/0/0');
    const article = await theArticle(gateway);
    expect(article).toMatchObject({
      slug: 'ferry-fish',
      path: '/harbour/ferry-fish',
      headline: 'Ferry & fish',
      standfirst: 'The short of it.',
      publishedAt: '2024-01-02T03:04:05.000Z',
      updatedAt: '2024-01-02T03:04:05.000Z',
      edition: { language: 'en' },
      section: { name: 'Harbour', parent: null },
      credits: [{ role: 'AUTHOR', person: { name: 'Ann Bell', slug: 'ann-bell' } }],
      image: { width: 800 },
      source: { name: 'The Ferry Post' },
      bodyText: expect.stringContaining('Last words.') as string,
    });
    expect(article.tags.map(({ name }) => name)).toContain('Fishing');
    expect(article.body).toMatchObject([
      { __typename: 'ParagraphBlock', html: 'First <strong>words</strong>.' },
      { __typename: 'HeadingBlock', level: 2, heading: 'More' },
      { __typename: 'ParagraphBlock', html: 'Last words.' },
      { __typename: 'ImageBlock', image: { alt: 'The quay' } },
    ]);
    expect(await pictures(gateway)).toEqual([
      'https://ferry.example/boat.jpg',
      'https://ferry.example/pictures/quay.jpg',
    ]);
  });

  it('of an Atom feed has both of its dates, and credits by role', async () => {
    expect(counts(await importText(gateway, ATOM))).toBe('1/0/0/0');
    expect(await theArticle(gateway)).toMatchObject({
      headline: 'Ferry late',
      standfirst: 'The short of it.',
      publishedAt: '2024-01-02T03:04:05.000Z',
      updatedAt: '2024-01-03T00:00:00.000Z',
      section: { slug: 'general', name: 'General' },
      credits: [
        { role: 'AUTHOR', person: { name: 'Ann Bell' } },
        { role: 'CONTRIBUTOR', person: { name: 'Cy Dee' } },
      ],
      tags: [{ name: 'Fishing', slug: 'fishing' }],
      bodyHtml: expect.stringContaining('First words.') as string,
    });
  });

  it('of a JSON Feed is public', async () => {
    expect(counts(await importText(gateway, JSON_FEED))).toBe('1/0/0/0');
    expect(await theArticle(gateway)).toMatchObject({
      headline: 'Ferry late',
      standfirst: 'The short of it.',
      publishedAt: '2024-01-02T03:04:05.000Z',
      credits: [{ role: 'AUTHOR', person: { name: 'Ann Bell' } }],
      tags: [{ name: 'Fishing' }],
      source: { name: 'The Ferry Post' },
      bodyText: 'First words.',
    });
  });

  it('of an agency has its usage terms, its subjects by kind and the widest picture', async () => {
    expect(counts(await importText(gateway, NINJS))).toBe('1/0/0/0');
    const article = await theArticle(gateway);
    expect(article).toMatchObject({
      headline: 'Ferry late',
      standfirst: 'The short of it.',
      publishedAt: '2024-01-02T03:04:05.000Z',
      updatedAt: '2024-01-03T00:00:00.000Z',
      image: { width: 1600 },
      source: { name: 'agency.example' },
      rights: { usageTerms: 'Not for television.' },
      bodyText: 'First words.',
    });
    expect(await pictures(gateway)).toEqual(['https://agency.example/l.jpg']);
    expect(article.tags.map(({ slug }) => slug).sort()).toEqual(['mags-oye', 'tidewell']);
    const kinds = await gateway.data(
      '{ place: tag(slug: "tidewell") { kind } person: tag(slug: "mags-oye") { kind } }',
    );
    expect(kinds).toEqual({ place: { kind: 'PLACE' }, person: { kind: 'PERSON' } });
  });

  it('of JSON lines keeps plain text as it is written', async () => {
    const report = await importText(gateway, JSON_LINES, { fallbackName: 'articles.jsonl' });
    expect(counts(report)).toBe('1/0/0/0');
    expect(await theArticle(gateway)).toMatchObject({
      headline: 'Ferry late',
      standfirst: 'Waves < 2 m & rising.',
      section: { slug: 'harbour-life', name: 'Harbour life' },
      credits: [
        { role: 'AUTHOR', person: { name: 'Ann Bell' } },
        { role: 'AUTHOR', person: { name: 'Cy Dee' } },
      ],
      tags: [{ name: 'Fishing' }],
      source: { name: 'articles.jsonl', url: null },
      bodyHtml: expect.stringMatching(/^<p[^>]*>First words.<\/p>\n<p/) as string,
    });
  });

  it('is found where its section, its author and its tag are listed', async () => {
    await importText(gateway, JSON_LINES);
    const list = '{ nodes { headline } }';
    const seen = await gateway.data(`{
      section(slug: "harbour-life") { articles ${list} }
      person(slug: "cy-dee") { articles ${list} }
      tag(slug: "fishing") { articles ${list} }
      article(slug: "ferry-late") { path }
    }`);
    const articles = { nodes: [{ headline: 'Ferry late' }] };
    expect(seen).toEqual({
      section: { articles },
      person: { articles },
      tag: { articles },
      article: { path: '/harbour-life/ferry-late' },
    });
  });
});
