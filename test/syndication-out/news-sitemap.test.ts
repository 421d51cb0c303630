import { startTestGateway, type TestGateway } from '../support/gateway';
import { all, fetchPath, fetchXml, manyArticles, one, type XmlElement } from './support';

const HOUR = 60 * 60 * 1000;
const ago = (hours: number) => new Date(Date.now() - hours * HOUR);

describe("Google News's sitemap", () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startTestGateway();
    await gateway.newspaper.edition('zh-TW');
    await gateway.newspaper.edition('pt-BR');
  });
  afterAll(() => gateway.close());

  const pathsOf = (set: XmlElement, name: string) =>
    all(set, name).map((child) => new URL(one(child, 'loc').text).pathname);

  it('is there without news, and stands in the index only with some', async () => {
    const set = await fetchXml(gateway, '/sitemaps/en/news.xml');
    expect(set).toMatchObject({ name: 'urlset', children: [] });
    const index = await fetchXml(gateway, '/sitemap.xml');
    expect(pathsOf(index, 'sitemap').filter((path) => path.includes('news'))).toEqual([]);
  });

  it('has the articles of the last two days only, with publication, language, date and title', async () => {
    const { newspaper } = gateway;
    const publishedAt = ago(47);
    await newspaper.article({ slug: 'old', publishedAt: ago(49), updatedAt: new Date() });
    await newspaper.article({ slug: 'fresh', headline: 'Fresh fish', publishedAt });
    const set = await fetchXml(gateway, '/sitemaps/en/news.xml');
    expect(pathsOf(set, 'url')).toEqual(['/town/fresh']);
    const news = one(one(set, 'url'), 'news:news');
    expect(news.uri).toBe('http://www.google.com/schemas/sitemap-news/0.9');
    expect(news.children.map(({ name, text }) => [name, text])).toEqual([
      ['news:publication', ''],
      ['news:publication_date', publishedAt.toISOString()],
      ['news:title', 'Fresh fish'],
    ]);
    const publication = one(news, 'news:publication');
    expect(publication.children.map(({ name, text }) => [name, text])).toEqual([
      ['news:name', 'Broadsheet'],
      ['news:language', 'en'],
    ]);
  });

  it.each([
    ['zh-TW', 'zh-tw'],
    ['pt-BR', 'pt'],
  ])('calls %s as Google does: %s', async (edition, language) => {
    await gateway.newspaper.article({ edition, section: 'news-of-today' });
    const set = await fetchXml(gateway, `/sitemaps/${edition}/news.xml`);
    const news = one(one(set, 'url'), 'news:news');
    expect(one(one(news, 'news:publication'), 'news:language').text).toBe(language);
  });

  it('has at most 1,000 addresses, and an index of its parts where there are more', async () => {
    await manyArticles(gateway, 1_000, ago(1));
    const first = await fetchXml(gateway, '/sitemaps/en/news.xml');
    const second = await fetchXml(gateway, '/sitemaps/en/news-2.xml');
    expect(all(first, 'url')).toHaveLength(1_000);
    expect(pathsOf(second, 'url')).toEqual(['/town/fresh']);
    const parts = ['/sitemaps/en/news.xml', '/sitemaps/en/news-2.xml'];
    const newsIndex = await fetchXml(gateway, '/sitemaps/en/news-index.xml');
    expect(newsIndex.name).toBe('sitemapindex');
    expect(pathsOf(newsIndex, 'sitemap')).toEqual(parts);
    const index = await fetchXml(gateway, '/sitemap.xml');
    expect(pathsOf(index, 'sitemap').slice(0, 2)).toEqual(parts);
    expect((await fetchPath(gateway, '/sitemaps/en/news-3.xml')).status).toBe(404);
    expect((await fetchPath(gateway, '/sitemaps/en/news.xml')).statements).toBe(1);
  });
});
