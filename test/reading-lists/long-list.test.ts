import { startTestGateway, type TestGateway } from '../support/gateway';
import { Device } from './support';

const LENGTH = 5_000;

interface Items {
  nodes: { id: string; position: number }[];
  pageInfo: { endCursor: string; hasNextPage: boolean };
}

interface Page {
  readingList: { items: Items };
}

describe('a list of 5,000 articles', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startTestGateway();
  });

  afterAll(() => gateway.close());

  it('is paged from end to end, each item once and in its place, and takes no more', async () => {
    const reader = await Device.of(gateway, 'collector');
    const { id } = await reader.create('Long');
    const { manager } = gateway.newspaper;
    await manager.query(
      `WITH made AS (
         INSERT INTO reading_list_item (id, list_id, reader_id, article_id, rank, added_at, changed_at, version)
         SELECT gen_random_uuid(), l.id, l.reader_id, gen_random_uuid(), 'c' || lpad(n::text, 4, '0') || 'V', now(), now(), l.version
         FROM reading_list l CROSS JOIN generate_series(1, $2::int) n WHERE l.id = $1)
       UPDATE reading_list SET item_count = $2 WHERE id = $1`,
      [id.replace(/^rdl_/, ''), LENGTH],
    );
    const query = `query Q($id: ID, $after: String) { readingList(id: $id) {
      items(first: 100, after: $after) { nodes { id position } pageInfo { endCursor hasNextPage } } } }`;
    const seen: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const page: Page = await reader.data<Page>(query, { id, after });
      const { nodes, pageInfo }: Items = page.readingList.items;
      expect(nodes.map(({ position }) => position)).toEqual(nodes.map((_, at) => seen.length + at));
      seen.push(...nodes.map((node) => node.id));
      ({ endCursor: after, hasNextPage: more } = pageInfo);
    }
    expect(new Set(seen).size).toBe(LENGTH);
    const [article] = await gateway.newspaper.articles([{}]);
    const { errors } = await reader.ask(
      'mutation M($id: ID!, $listId: ID) { addToReadingList(articleId: $id, listId: $listId) { id } }',
      { id: article?.id, listId: id },
    );
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  }, 60_000);
});
