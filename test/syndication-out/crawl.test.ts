import { startTestGateway, type TestGateway } from '../support/gateway';
import { all, fetchPath, fetchXml, one, type XmlElement } from './support';

const PAGE = 'query ($path: String!) { page(path: $path) { status kind path } }';

interface Page {
  status: number;
  kind: string;
  path: string;
}

describe('a crawl of the demo newspaper', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startTestGateway({}, 'demo');
  });
  afterAll(() => gateway.close());

  const pathsOf = (set: XmlElement, name: string) =>
    all(set, name).map((child) => new URL(one(child, 'loc').text).pathname);

  it('finds a page of its own at every path of every sitemap, in every edition', async () => {
    const sitemaps = pathsOf(await fetchXml(gateway, '/sitemap.xml'), 'sitemap');
    const sets = await Promise.all(sitemaps.map((path) => fetchXml(gateway, path)));
    const paths = new Set(sets.flatMap((set) => pathsOf(set, 'url')));
    const kinds = new Map<string, number>();
    for (const path of paths) {
      const { page } = await gateway.data<{ page: Page | null }>(PAGE, { path });
      expect([path, page?.path, page?.status]).toEqual([path, path, 200]);
      kinds.set(page?.kind ?? '', (kinds.get(page?.kind ?? '') ?? 0) + 1);
    }
    expect([...kinds.keys()].sort()).toEqual([
      'ALL_NEWS',
      'ARTICLE',
      'FRONT',
      'PERSON',
      'SECTION',
      'STATIC',
      'TAG',
    ]);
    const { articles } = await gateway.data<{ articles: { totalCount: number } }>(
      '{ articles { totalCount } }',
    );
    expect(kinds.get('ARTICLE')).toBeGreaterThan(articles.totalCount);
    expect(kinds.get('FRONT')).toBe(6);
  }, 60_000);

  it("finds the feeds that the newspaper's channels name", async () => {
    const { site } = await gateway.data<{ site: { channels: { kind: string; url: string }[] } }>(
      '{ site(edition: "ru") { channels { kind url } } }',
    );
    const [feed] = site.channels.filter((channel) => channel.kind === 'RSS');
    const { status, headers } = await fetchPath(gateway, new URL(feed?.url ?? '').pathname);
    expect([status, headers.get('content-type')]).toEqual([
      200,
      'application/rss+xml; charset=utf-8',
    ]);
  });
});
