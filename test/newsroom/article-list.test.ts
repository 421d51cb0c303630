import { Role } from '../../src/identity/viewer';
import { startTestGateway, type TestGateway } from '../support/gateway';

const LIST = `query ($filter: NewsroomArticleFilter, $after: String) { newsroom {
  articles(filter: $filter, first: 2, after: $after) { totalCount nodes { id } pageInfo { hasNextPage endCursor } } } }`;

interface Page {
  totalCount: number;
  nodes: { id: string }[];
  pageInfo: { hasNextPage: boolean; endCursor: string };
}

describe('the newsroom’s list of articles', () => {
  let gateway: TestGateway;
  let token: string;

  beforeAll(async () => {
    gateway = await startTestGateway();
    token = await gateway.token(Role.EDITOR);
  });

  afterAll(() => gateway.close());

  const list = async (filter: object | null, after: string | null = null): Promise<Page> => {
    const variables = { filter, after };
    const data = await gateway.data<{ newsroom: { articles: Page } }>(LIST, variables, { token });
    return data.newsroom.articles;
  };

  it('has what is asked for, in any status', async () => {
    const draft = { status: 'DRAFT', publishedAt: null } as const;
    const { newspaper } = gateway;
    const zebras = await newspaper.article({
      ...{ ...draft, headline: '100% of Zebras', section: 'sea' },
    });
    await newspaper.articles([{ ...draft, section: 'sea' }, { headline: '0% of Zebras' }]);
    const signed = await newspaper.article({ authors: ['jane'] });
    const filter = { text: '0% of zeb', status: ['DRAFT'], section: 'sea', edition: 'en' };
    expect((await list(filter)).nodes).toEqual([{ id: zebras.id }]);
    expect((await list({ person: 'jane' })).nodes).toEqual([{ id: signed.id }]);
  });

  it('is read page by page, each article once', async () => {
    await gateway.newspaper.articles([{}, { status: 'UNPUBLISHED' }, {}]);
    const seen: string[] = [];
    let total = 0;
    for (let after: string | null = null, more = true; more;) {
      const page: Page = await list(null, after);
      seen.push(...page.nodes.map(({ id }) => id));
      ({ endCursor: after, hasNextPage: more } = page.pageInfo);
      total = page.totalCount;
    }
    expect(total).toBeGreaterThan(4);
    expect(seen).toHaveLength(total);
    expect(new Set(seen).size).toBe(total);
  });
});
