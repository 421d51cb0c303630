import { startTestGateway, type TestGateway } from '../support/gateway';
import { fetchJson, fetchPath } from './support';

interface JsonFeed {
  version: string;
  title: string;
  home_page_url: string;
  feed_url: string;
  language?: string;
  items: Record<string, unknown>[];
}

describe('JSON Feed 1.1', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startTestGateway({ ROW_CACHE_MB: '0' });
    const { newspaper } = gateway;
    await newspaper.edition('de');
    await newspaper.section({ slug: 'town', name: 'Town' });
    await newspaper.section({ slug: 'north', name: 'North', parentSlug: 'town' });
    await newspaper.person({ slug: 'ann', name: 'Ann Bell' });
  });
  afterAll(() => gateway.close());

  const titles = async (path: string) =>
    (await fetchJson<JsonFeed>(gateway, path)).items.map((item) => item.title);

  it('has every required field, absolute addresses and dates by RFC 3339', async () => {
    const { newspaper } = gateway;
    const { id, slug } = await newspaper.article({
      headline: 'Tide tables',
      standfirst: 'High and low.',
      authors: ['ann'],
      tags: ['sea'],
      imageId: await newspaper.image('tide'),
      publishedAt: new Date('2026-03-04T05:06:07Z'),
      updatedAt: new Date('2026-03-05T00:00:00Z'),
    });
    const { headers } = await fetchPath(gateway, '/feeds/en/feed.json');
    expect(headers.get('content-type')).toBe('application/feed+json; charset=utf-8');
    expect(await fetchJson<JsonFeed>(gateway, '/feeds/en/feed.json')).toEqual({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'Broadsheet',
      home_page_url: `${gateway.url}/`,
      feed_url: `${gateway.url}/feeds/en/feed.json`,
      language: 'en',
      authors: [{ name: 'Broadsheet' }],
      items: [
        {
          id,
          url: `${gateway.url}/town/${slug}`,
          title: 'Tide tables',
          content_html: expect.stringMatching(/^<p>/) as string,
          summary: 'High and low.',
          image: expect.stringMatching(/^http.*\.jpg$/) as string,
          date_published: '2026-03-04T05:06:07.000Z',
          date_modified: '2026-03-05T00:00:00.000Z',
          authors: [{ name: 'Ann Bell', url: `${gateway.url}/authors/ann` }],
          tags: ['Town', 'sea'],
          language: 'en',
        },
      ],
    });
  });

  it('gives a section with its subsections, a tag, an author in all editions, and an edition alone', async () => {
    const { newspaper } = gateway;
    await newspaper.article({ headline: 'Up north', section: 'north', tags: ['sea'] });
    await newspaper.article({ headline: 'Elsewhere', section: 'far', authors: ['ann'] });
    await newspaper.article({ headline: 'Ebbe', edition: 'de', section: 'ort', authors: ['ann'] });
    expect(await titles('/feeds/en/sections/town/feed.json')).toEqual(['Up north', 'Tide tables']);
    expect(await titles('/feeds/en/sections/north/feed.json')).toEqual(['Up north']);
    expect(await titles('/feeds/en/tags/sea/feed.json')).toEqual(['Up north', 'Tide tables']);
    expect(await titles('/feeds/de/feed.json')).toEqual(['Ebbe']);
    const author = await fetchJson<JsonFeed>(gateway, '/feeds/authors/ann/feed.json');
    expect(author.language).toBeUndefined();
    expect(author.items.map((item) => [item.title, item.language])).toEqual([
      ['Elsewhere', 'en'],
      ['Ebbe', 'de'],
      ['Tide tables', 'en'],
    ]);
  });

  it('keeps the id and changes the address when the slug changes', async () => {
    const first = async () =>
      (await fetchJson<JsonFeed>(gateway, '/feeds/de/feed.json')).items[0] ?? {};
    const before = await first();
    await gateway.newspaper.manager.query(
      "UPDATE article SET slug = 'neu' WHERE headline = 'Ebbe'",
    );
    const after = await first();
    expect(after.id).toBe(before.id);
    expect(after.url).toBe(`${gateway.url}/de/ort/neu`);
  });

  it('shows the newest 50 by as many statements as it shows one', async () => {
    const { newspaper } = gateway;
    const imageId = await newspaper.image('small');
    const inside = await newspaper.image('inside');
    const common = { edition: 'de', imageId, tags: ['meer'], authors: ['ann'] };
    const blocks = (target: string) => [
      { kind: 'paragraph' as const, html: 'Text.' },
      { kind: 'image' as const, imageId: inside },
      { kind: 'articleLink' as const, articleId: target },
    ];
    const { uid: target } = await newspaper.article({ edition: 'en' });
    await newspaper.article({ ...common, section: 'eins', blocks: blocks(target) });
    await newspaper.articles(
      Array.from({ length: 60 }, () => ({ ...common, section: 'viele', blocks: blocks(target) })),
    );
    for (const file of ['rss.xml', 'atom.xml', 'feed.json']) {
      const few = await fetchPath(gateway, `/feeds/de/sections/eins/${file}`);
      const many = await fetchPath(gateway, `/feeds/de/sections/viele/${file}`);
      expect([few.statements, many.statements]).toEqual([6, 6]);
    }
    expect(await titles('/feeds/de/sections/viele/feed.json')).toHaveLength(50);
    expect((await fetchPath(gateway, '/feeds/de/tags/meer/rss.xml')).statements).toBe(7);
    expect((await fetchPath(gateway, '/feeds/authors/ann/rss.xml')).statements).toBe(7);
  });

  it('is listed by Site.feeds, Section.feeds, Tag.feeds and Person.feeds, each at an address that answers', async () => {
    const fields = 'feeds { title url mediaType }';
    const data = await gateway.data<Record<string, { feeds: Record<string, string>[] }>>(
      `{ site(edition: "de") { ${fields} } section(slug: "town") { ${fields} }
         tag(slug: "sea") { ${fields} } person(slug: "ann") { ${fields} } }`,
    );
    const feeds = Object.values(data).flatMap((owner) => owner.feeds);
    expect(feeds).toHaveLength(12);
    expect(data.section?.feeds[0]).toEqual({
      title: 'Broadsheet: Town',
      url: `${gateway.url}/feeds/en/sections/town/rss.xml`,
      mediaType: 'application/rss+xml',
    });
    for (const { url = '', mediaType } of feeds) {
      const response = await fetch(url);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe(`${mediaType ?? ''}; charset=utf-8`);
      await response.text();
    }
  });
});
