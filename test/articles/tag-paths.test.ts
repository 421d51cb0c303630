import { startTestGateway, type TestGateway } from '../support/gateway';

const PATHS = `query Q($edition: LanguageTag) { tag(slug: "flood", edition: $edition) { path } }`;

describe('the path of a tag', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startTestGateway();
    await gateway.newspaper.edition('de');
    await gateway.newspaper.articles([{ tags: ['flood'] }, { tags: ['flood'], edition: 'de' }]);
  });

  afterAll(() => gateway.close());

  it.each([
    ['en', '/tags/flood'],
    ['de', '/de/tags/flood'],
  ])('in the edition %s is %s, and its page answers there', async (edition, path) => {
    const { tag } = await gateway.data<{ tag: { path: string } }>(PATHS, { edition });
    expect(tag.path).toBe(path);
    const { page } = await gateway.data<{ page: { kind: string } }>(
      'query Q($path: String!) { page(path: $path) { kind } }',
      { path },
    );
    expect(page.kind).toBe('TAG');
  });
});
