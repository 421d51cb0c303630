import { startTestGateway, type TestGateway } from '../support/gateway';

const SEARCH = `query S($query: String!, $edition: LanguageTag, $filter: ArticleFilter, $orderBy: SearchOrder) {
  search(query: $query, edition: $edition, filter: $filter, orderBy: $orderBy, first: 100) {
    totalCount nodes { slug } edges { score headlineHtml snippetHtml } didYouMean
    facets { sections { value count } tags { value count } } } }`;

interface Answer {
  search: {
    totalCount: number;
    nodes: { slug: string }[];
    edges: { score: number; headlineHtml: string; snippetHtml: string }[];
    didYouMean: string | null;
  };
}

describe('search', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startTestGateway();
    const { newspaper } = gateway;
    for (const language of ['pt', 'ru', 'de', 'fr', 'es']) await newspaper.edition(language);
  });

  afterEach(() => gateway.newspaper.clear());
  afterAll(() => gateway.close());

  async function found(query: string, more: Record<string, unknown> = {}): Promise<string[]> {
    const { search } = await gateway.data<Answer>(SEARCH, { query, ...more });
    expect(search.totalCount).toBe(search.nodes.length);
    return search.nodes.map(({ slug }) => slug);
  }

  it.each([
    ['pt', 'As eleições de domingo', 'eleicao'],
    ['pt', 'Os animais fáceis', 'animal fácil'],
    ['ru', 'Новая ёлка на площади', 'елки'],
    ['ru', 'Все еще новая елка', 'ёлка'],
    ['de', 'Die Häuser der Müllers', 'Haus'],
    ['de', 'Neues von Müller', 'Mueller'],
    ['de', 'Neues von Mueller', 'muller'],
    ['fr', 'Elle a été trouvée à Paris', 'trouve'],
    ['fr', 'Les journaux généraux', 'journal general'],
    ['es', 'Los jóvenes del país', 'joven paises'],
    ['en', 'Elections in the café', 'election cafe'],
  ])('in %s finds "%s" by "%s"', async (edition, headline, query) => {
    await gateway.newspaper.article({ edition, slug: 'hit', headline });
    await gateway.newspaper.article({ edition, slug: 'other', headline: 'Xyzzy' });
    expect(await found(query, { edition })).toEqual(['hit']);
  });
});
