import { request } from 'node:http';
import { startTestGateway, type TestGateway } from '../support/gateway';
import { fetchPath } from './support';

/** Asks for a path exactly as it is written, which `fetch` would put right first. */
function ask(base: string, path: string): Promise<{ status: number; body: string }> {
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, body });
      });
    })
      .on('error', reject)
      .end();
  });
}

const UUID = '0191d8a0-0000-7000-8000-000000000000';

const UNKNOWN = [
  '/feeds/xx/rss.xml',
  '/feeds/EN/rss.xml',
  '/feeds/en/rss',
  '/feeds/en/constructor',
  '/feeds/__proto__/rss.xml',
  '/feeds/en/sections/none/rss.xml',
  '/feeds/xx/sections/town/rss.xml',
  '/feeds/en/tags/none/atom.xml',
  '/feeds/xx/tags/none/atom.xml',
  '/feeds/authors/none/feed.json',
  '/feeds/en/sections/town/rss.xml/',
  `/ninjs/art_${UUID}.json`,
  `/ninjs/sec_${UUID}.json`,
  `/ninjs/art_${UUID}`,
  '/ninjs/none.json',
  '/sitemaps/xx/pages.xml',
  '/sitemaps/en/2026-13.xml',
  '/sitemaps/en/2026-00.xml',
  '/sitemaps/en/0000-01.xml',
  '/sitemaps/en/2026-11-1.xml',
  '/sitemaps/en/2026-11-99999.xml',
  '/sitemaps/en/news-index-2.xml',
];

const ODD = [
  ...['%2F', '%2e%2e%2f', '%00', 'a%00b', '%5C', '%0d%0aset-cookie:x', '%C3%A9', '%F0%9F%98%80'],
  ...['%', '%E0%A4', '%ff%fe', '%zz', '%u0041', "'%20OR%201=1--", '$1', '\\', '<b>', '"'],
  'x'.repeat(8_000),
  '%41'.repeat(2_000),
];

const NAMED = ODD.map((part) => [
  part.length > 40 ? `${part.slice(0, 9)}… (${part.length})` : part,
  part,
]);

describe('addresses at which nothing is', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startTestGateway();
    await gateway.newspaper.article();
  });
  afterAll(() => gateway.close());

  it.each(UNKNOWN)('%s is 404', async (path) => {
    expect((await fetchPath(gateway, path)).status).toBe(404);
  });

  it('are refused in a sentence of plain text', async () => {
    const { headers, body } = await fetchPath(gateway, '/feeds/xx/rss.xml');
    expect(headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(body).toBe('There is no such feed.\n');
  });

  it.each(NAMED)('%s is 400 or 404 in any place of a path', async (_name, part) => {
    const paths = [
      `/feeds/${part}/rss.xml`,
      `/feeds/en/${part}`,
      `/feeds/en/sections/${part}/rss.xml`,
      `/feeds/en/tags/${part}/rss.xml`,
      `/feeds/authors/${part}/rss.xml`,
      `/ninjs/${part}`,
      `/ninjs/art_${part}.json`,
      `/sitemaps/${part}/pages.xml`,
      `/sitemaps/en/${part}`,
    ];
    for (const path of paths) {
      const { status } = await ask(gateway.url, path);
      expect([path, [400, 404, 414].includes(status)]).toEqual([path, true]);
    }
  });

  it.each(NAMED)('since=%s is a token of ours or 400', async (_name, part) => {
    const { status } = await ask(gateway.url, `/redirects.json?since=${part}`);
    expect([200, 400]).toContain(status);
    expect((await ask(gateway.url, `/redirects.json?since=${part}&since=x`)).status).toBe(400);
  });

  it('take no other method', async () => {
    for (const path of ['/feeds/en/rss.xml', '/sitemap.xml', '/robots.txt', '/redirects.json']) {
      const { status } = await fetchPath(gateway, path, { method: 'POST' });
      expect(status).toBe(404);
    }
  });
});
