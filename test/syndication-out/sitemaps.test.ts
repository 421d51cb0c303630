import { startTestGateway, type TestGateway } from '../support/gateway';
import {
  all,
  fetchPath,
  fetchXml,
  manyArticles,
  one,
  parseXml,
  texts,
  type XmlElement,
} from './support';

const SITEMAP = 'http://www.sitemaps.org/schemas/sitemap/0.9';
const W3C_DATE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

const locs = (set: XmlElement, name = 'url') =>
  all(set, name).map((child) => one(child, 'loc').text);

describe('sitemaps', () => {
  let gateway: TestGateway;

  const pathsOf = (set: XmlElement, name = 'url') =>
    locs(set, name).map((loc) => {
      expect(loc.startsWith(`${gateway.url}/`)).toBe(true);
      return new URL(loc).pathname;
    });

  beforeAll(async () => {
    gateway = await startTestGateway();
    const { newspaper } = gateway;
    // Midnight comes five hours later there.
    await newspaper.edition('es', 'America/Bogota');
    const imageId = await newspaper.image('bridge');
    const original = await newspaper.article({
      slug: 'bridge',
      imageId,
      authors: ['ann'],
      tags: ['roads'],
      publishedAt: new Date('2026-03-04T05:06:07Z'),
      updatedAt: new Date('2026-03-05T00:00:00Z'),
    });
    await newspaper.article({
      slug: 'puente',
      edition: 'es',
      section: 'ciudad',
      originalId: original.uid,
      authors: ['gabo'],
      publishedAt: new Date('2026-04-01T04:59:59Z'),
    });
    await newspaper.article({ slug: 'alone', publishedAt: new Date('2026-03-31T23:59:59.999Z') });
    await newspaper.article({ slug: 'april', publishedAt: new Date('2026-04-01T00:00:00Z') });
    await newspaper.page('about');
    await newspaper.page('unfinished', { isPublished: false });
  });
  afterAll(() => gateway.close());

  it('are listed by an index in the namespace of the protocol, the newest month first', async () => {
    const index = await fetchXml(gateway, '/sitemap.xml');
    expect(index).toMatchObject({ name: 'sitemapindex', uri: SITEMAP });
    expect(pathsOf(index, 'sitemap')).toEqual([
      '/sitemaps/en/pages.xml',
      '/sitemaps/en/2026-04.xml',
      '/sitemaps/en/2026-03.xml',
      '/sitemaps/es/pages.xml',
      '/sitemaps/es/2026-03.xml',
    ]);
    for (const sitemap of all(index, 'sitemap')) {
      expect(one(sitemap, 'lastmod').text).toMatch(W3C_DATE);
    }
    for (const path of pathsOf(index, 'sitemap')) await fetchXml(gateway, path);
    expect((await fetchPath(gateway, '/sitemap.xml')).statements).toBe(2);
  });

  it("list a month's articles by the edition's own time zone", async () => {
    const march = await fetchXml(gateway, '/sitemaps/en/2026-03.xml');
    expect(march).toMatchObject({ name: 'urlset', uri: SITEMAP });
    expect(pathsOf(march)).toEqual(['/town/bridge', '/town/alone']);
    expect(pathsOf(await fetchXml(gateway, '/sitemaps/en/2026-04.xml'))).toEqual(['/town/april']);
    // There it is still March.
    expect(pathsOf(await fetchXml(gateway, '/sitemaps/es/2026-03.xml'))).toEqual([
      '/es/ciudad/puente',
    ]);
  });

  it('say when an article was changed, its picture, and its translations with x-default', async () => {
    const set = await fetchXml(gateway, '/sitemaps/en/2026-03.xml');
    const [bridge, alone] = all(set, 'url') as [XmlElement, XmlElement];
    expect(bridge.children.map((child) => child.name)).toEqual([
      'loc',
      'lastmod',
      'image:image',
      'xhtml:link',
      'xhtml:link',
      'xhtml:link',
    ]);
    expect(one(bridge, 'lastmod').text).toBe('2026-03-05T00:00:00.000Z');
    expect(texts(one(bridge, 'image:image'), 'image:loc')[0]).toMatch(/^http.*\/images\//);
    expect(all(bridge, 'xhtml:link').map(({ attributes }) => attributes)).toEqual([
      { rel: 'alternate', hreflang: 'en', href: `${gateway.url}/town/bridge` },
      { rel: 'alternate', hreflang: 'x-default', href: `${gateway.url}/town/bridge` },
      { rel: 'alternate', hreflang: 'es', href: `${gateway.url}/es/ciudad/puente` },
    ]);
    expect(all(alone, 'xhtml:link')).toEqual([]);
  });

  it('list the pages that are no articles, with only the tags and authors of the edition', async () => {
    expect(pathsOf(await fetchXml(gateway, '/sitemaps/en/pages.xml'))).toEqual([
      '/',
      '/news',
      '/town',
      '/about',
      '/authors/ann',
      '/tags/roads',
    ]);
    expect(pathsOf(await fetchXml(gateway, '/sitemaps/es/pages.xml'))).toEqual([
      '/es',
      '/es/news',
      '/es/ciudad',
      '/es/authors/gabo',
    ]);
  });

  it('are found through robots.txt, by an absolute address', async () => {
    const { body, headers } = await fetchPath(gateway, '/robots.txt');
    expect(headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(body).toContain('User-agent: *\n');
    expect(body).toContain(`\nSitemap: ${gateway.url}/sitemap.xml\n`);
  });

  it('are not there for months without articles, nor for parts beyond the last', async () => {
    const paths = ['2026-05', '2025-03', '2026-03-2', '0001-01', '9999-12', 'pages-2', 'news-2'];
    for (const name of paths) {
      const { status } = await fetchPath(gateway, `/sitemaps/en/${name}.xml`);
      expect([name, status]).toEqual([name, 404]);
    }
  });

  describe('with 50,001 articles in a month', () => {
    beforeAll(() => manyArticles(gateway, 50_001, new Date('2026-01-31T20:00:00Z')), 60_000);

    it('have 50,000 addresses in the first part and the rest in the second, each once', async () => {
      const index = await fetchXml(gateway, '/sitemap.xml');
      const january = pathsOf(index, 'sitemap').filter((path) => path.includes('2026-01'));
      expect(january).toEqual(['/sitemaps/en/2026-01.xml', '/sitemaps/en/2026-01-2.xml']);
      const [first = '', second = ''] = await Promise.all(
        january.map(async (path) => (await fetchPath(gateway, path)).body),
      );
      expect(Buffer.byteLength(first)).toBeLessThan(50 * 1024 ** 2);
      const listed = [first, second].map((body) => locs(parseXml(body)));
      expect(listed.map((part) => part.length)).toEqual([50_000, 1]);
      expect(new Set(listed.flat()).size).toBe(50_001);
      expect(listed[1]).toEqual([`${gateway.url}/town/many-1`]);
    }, 60_000);

    it('are answered to HEAD without being read', async () => {
      const path = '/sitemaps/en/2026-01.xml';
      const { status, body, headers } = await fetchPath(gateway, path, { method: 'HEAD' });
      expect([status, body]).toEqual([200, '']);
      expect(headers.get('etag')).toMatch(/^W\/"/);
    });
  });
});
