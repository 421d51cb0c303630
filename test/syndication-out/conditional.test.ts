import { startTestGateway, type TestGateway } from '../support/gateway';
import { fetchPath } from './support';

const MONTH = '/sitemaps/en/2026-03.xml';

describe('conditional requests', () => {
  let gateway: TestGateway;
  let id: string;
  let uid: string;

  beforeAll(async () => {
    gateway = await startTestGateway();
    await gateway.newspaper.edition('de');
    const article = await gateway.newspaper.article({
      slug: 'first',
      tags: ['sea'],
      authors: ['ann'],
      publishedAt: new Date('2026-03-04T05:06:07Z'),
    });
    ({ id, uid } = article);
  });
  afterAll(() => gateway.close());

  const paths = () => [
    '/feeds/en/rss.xml',
    '/feeds/en/atom.xml',
    '/feeds/en/feed.json',
    '/feeds/en/tags/sea/rss.xml',
    '/feeds/authors/ann/rss.xml',
    `/ninjs/${id}.json`,
    '/sitemap.xml',
    MONTH,
    '/sitemaps/en/pages.xml',
    '/sitemaps/en/news.xml',
    '/sitemaps/en/news-index.xml',
    '/robots.txt',
    '/redirects.json',
  ];
  const timeless = (path: string) => /robots|redirects|news/.test(path);

  const get = (path: string, headers: Record<string, string> = {}) =>
    fetchPath(gateway, path, { headers });

  it('answer 304 without a body to If-None-Match, alone, in a list, weak or *', async () => {
    for (const path of paths()) {
      const { status, headers } = await get(path);
      const etag = headers.get('etag') ?? '';
      expect([path, status]).toEqual([path, 200]);
      expect(etag).toMatch(/^(?:W\/)?"[\w-]+"$/);
      expect(headers.get('cache-control')).toBe('public, max-age=60, s-maxage=30');
      expect(headers.get('surrogate-key')).toBe('any-change');
      for (const tag of [etag, `"other", ${etag}`, `W/${etag.replace('W/', '')}`, '*']) {
        const again = await get(path, { 'if-none-match': tag });
        expect([path, again.status, again.body]).toEqual([path, 304, '']);
        expect(again.headers.get('etag')).toBe(etag);
        expect(again.headers.get('cache-control')).toBe('public, max-age=60, s-maxage=30');
      }
      expect((await get(path, { 'if-none-match': '"other"' })).status).toBe(200);
    }
  });

  it('answer 304 to If-Modified-Since with the time that was told, but If-None-Match decides', async () => {
    for (const path of paths().filter((one) => !timeless(one))) {
      const { headers } = await get(path);
      const modified = headers.get('last-modified') ?? '';
      expect([path, modified]).toEqual([path, 'Wed, 04 Mar 2026 05:06:07 GMT']);
      expect((await get(path, { 'if-modified-since': modified })).status).toBe(304);
      const other = { 'if-modified-since': modified, 'if-none-match': '"other"' };
      expect((await get(path, other)).status).toBe(200);
      for (const since of ['Tue, 03 Mar 2026 05:06:07 GMT', 'yesterday', '']) {
        expect((await get(path, { 'if-modified-since': since })).status).toBe(200);
      }
    }
  });

  it('answer HEAD with the headers of GET', async () => {
    for (const path of paths()) {
      const [head, whole] = await Promise.all([
        fetchPath(gateway, path, { method: 'HEAD' }),
        get(path),
      ]);
      expect([path, head.status, head.body]).toEqual([path, 200, '']);
      for (const name of ['etag', 'last-modified', 'content-type', 'cache-control']) {
        expect(head.headers.get(name)).toBe(whole.headers.get(name));
      }
    }
  });

  const tags = async (list: string[]) =>
    Promise.all(list.map(async (path) => (await get(path)).headers.get('etag')));

  const isEachChanged = async (list: string[], change: () => Promise<unknown>) => {
    const before = await tags(list);
    await change();
    const after = await tags(list);
    return list.filter((_, place) => before[place] === after[place]);
  };
  const run = (sql: string, values: unknown[] = []) => gateway.newspaper.manager.query(sql, values);

  it('answer anew when a headline changes and nobody said when', async () => {
    const list = ['/feeds/en/rss.xml', `/ninjs/${id}.json`];
    const sql = "UPDATE article SET headline = 'Other', version = version + 1 WHERE id = $1";
    expect(await isEachChanged([...list, MONTH], () => run(sql, [uid]))).toEqual([]);
  });

  it('answer anew when a slug changes, and when a section is renamed', async () => {
    const list = ['/feeds/en/rss.xml', MONTH];
    const slug = "UPDATE article SET slug = 'second' WHERE id = $1";
    expect(await isEachChanged(list, () => run(slug, [uid]))).toEqual([]);
    const rename = async () => {
      await run("UPDATE section SET slug = 'city' WHERE slug = 'town'");
      await gateway.newspaper.onFrameChange();
    };
    expect(await isEachChanged([...list, '/sitemaps/en/pages.xml'], rename)).toEqual([]);
  });

  it('answer anew when a translation comes and goes', async () => {
    const publishedAt = new Date('2026-01-01T00:00:00Z');
    const translate = () =>
      gateway.newspaper.article({ edition: 'de', slug: 'erste', originalId: uid, publishedAt });
    expect(await isEachChanged([MONTH], translate)).toEqual([]);
    const hide = () => run("UPDATE article SET status = 'DRAFT' WHERE slug = 'erste'");
    expect(await isEachChanged([MONTH], hide)).toEqual([]);
  });

  it('answer anew to whoever asks by time, when the newest article is withdrawn', async () => {
    const publishedAt = new Date('2026-03-20T00:00:00Z');
    const { uid: newest } = await gateway.newspaper.article({ slug: 'newest', publishedAt });
    const list = ['/feeds/en/rss.xml', MONTH];
    const times = await Promise.all(
      list.map(async (path) => (await get(path)).headers.get('last-modified') ?? ''),
    );
    await run("UPDATE article SET status = 'UNPUBLISHED' WHERE id = $1", [newest]);
    for (const [place, path] of list.entries()) {
      const again = await get(path, { 'if-modified-since': times[place] ?? '' });
      expect(again.status).toBe(200);
      expect(again.body).not.toContain('/newest');
    }
  });

  it('say nothing of their cost in production', async () => {
    expect((await get('/feeds/en/rss.xml')).headers.get('server-timing')).toContain('sql');
    const production = await startTestGateway({ NODE_ENV: 'production' });
    const { headers, status } = await fetchPath(production, '/feeds/en/rss.xml');
    expect([status, headers.get('server-timing')]).toEqual([200, null]);
    await production.close();
  });
});
