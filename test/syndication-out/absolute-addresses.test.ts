import { startTestGateway, type TestGateway } from '../support/gateway';
import { fetchPath } from './support';

const NEWS = 'https://news.example';
const GERMAN = 'https://nachrichten.example';

describe('addresses that go out', () => {
  let gateway: TestGateway;
  let id: string;

  beforeAll(async () => {
    gateway = await startTestGateway({ PUBLIC_URL: `${NEWS}/` });
    const { newspaper } = gateway;
    await newspaper.edition('de');
    const sql = "UPDATE edition SET base_url = $1 WHERE language = 'de'";
    await newspaper.manager.query(sql, [GERMAN]);
    await newspaper.onFrameChange();
    const imageId = await newspaper.image('bridge');
    const original = await newspaper.article({ slug: 'bridge', imageId, authors: ['ann'] });
    const translation = await newspaper.article({
      edition: 'de',
      section: 'ort',
      slug: 'brücke',
      originalId: original.uid,
      imageId,
      tags: ['straße'],
      authors: ['ann'],
      text: '<a href="/de/ort/alt">alt</a>',
    });
    ({ id } = translation);
  });
  afterAll(() => gateway.close());

  const month = () => new Date().toISOString().slice(0, 7);
  const PATHS = [
    '/feeds/de/rss.xml',
    '/feeds/de/atom.xml',
    '/feeds/de/feed.json',
    '/feeds/authors/ann/rss.xml',
    '/sitemap.xml',
    '/sitemaps/de/pages.xml',
    '/sitemaps/de/news.xml',
    '/robots.txt',
  ];
  const paths = () => [...PATHS, `/sitemaps/de/${month()}.xml`, `/ninjs/${id}.json`];

  it('are absolute, in ASCII, and of the site or the edition: never of the machine that answers', async () => {
    for (const path of paths()) {
      const { status, body } = await fetchPath(gateway, path);
      expect([path, status]).toEqual([path, 200]);
      expect(body).not.toContain(new URL(gateway.url).host);
      expect(body).not.toMatch(/(?:href|src|url|poster)="\//);
      for (const [address] of body.matchAll(/https:\/\/(?:news|nachrichten)\.example[^\s"<\\]*/g)) {
        expect(new URL(address).href.replace(/\/$/, '')).toBe(address.replace(/\/$/, ''));
      }
    }
  });

  it("lead to an edition's own address for its pages, and to the site's for feeds and sitemaps", async () => {
    const { body: rss } = await fetchPath(gateway, '/feeds/de/rss.xml');
    expect(rss).toContain(`<link>${GERMAN}/de</link>`);
    expect(rss).toContain(`<link>${GERMAN}/de/ort/br%C3%BCcke</link>`);
    expect(rss).toContain(`href="${GERMAN}/de/ort/alt"`);
    expect(rss).toContain(`<atom:link href="${NEWS}/feeds/de/rss.xml"`);
    const { body: sitemap } = await fetchPath(gateway, `/sitemaps/de/${month()}.xml`);
    expect(sitemap).toContain(`hreflang="x-default" href="${NEWS}/town/bridge"`);
    const { body: pages } = await fetchPath(gateway, '/sitemaps/de/pages.xml');
    expect(pages).toContain(`<loc>${GERMAN}/de/tags/stra%C3%9Fe</loc>`);
    expect((await fetchPath(gateway, '/robots.txt')).body).toContain(`${NEWS}/sitemap.xml`);
  });

  it('reach a feed by a slug in any script', async () => {
    const { status, body } = await fetchPath(gateway, '/feeds/de/tags/stra%C3%9Fe/atom.xml');
    expect(status).toBe(200);
    expect(body).toContain(`href="${NEWS}/feeds/de/tags/stra%C3%9Fe/atom.xml"`);
  });
});
