import { startTestGateway, type TestGateway } from '../support/gateway';

const FRONT = `
  query Front($path: String!) {
    site { name navigation { name } channels { name } }
    page(path: $path) {
      title
      seo { title jsonLd openGraph { property content } }
      modules {
        key title
        ... on ArticleListModule {
          items { placement article { headline path standfirst authors { name } image { url alt } section { name } } }
        }
      }
    }
  }`;

describe('the number of SQL statements a composed page costs', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startTestGateway({ ROW_CACHE_MB: '0' }, 'demo');
  });

  afterAll(() => gateway.close());

  it('is at most 8 for a front page of 12 modules', async () => {
    const { data, errors, statements } = await gateway.request<{ page: { modules: unknown[] } }>(
      FRONT,
      { path: '/' },
    );
    expect(errors).toBeUndefined();
    expect(data.page.modules.length).toBeGreaterThanOrEqual(12);
    expect(statements).toBeLessThanOrEqual(8);
  });

  it.each(['/town', '/news', '/de', '/archive', '/about'])('is at most 8 for %s', async (path) => {
    const { errors, statements } = await gateway.request(FRONT, { path });
    expect(errors).toBeUndefined();
    expect(statements).toBeLessThanOrEqual(8);
  });

  it('is at most 2 for a path that is not there', async () => {
    const { statements } = await gateway.request(FRONT, { path: '/harbour/nothing-of-this-name' });
    expect(statements).toBeLessThanOrEqual(2);
  });
});
