import { type Logger } from 'typeorm';
import { Device, type List } from '../reading-lists/support';
import { startTestGateway, type TestGateway } from '../support/gateway';
import { type SavedTestArticle } from '../support/newspaper';

const SHELF = `
  query Shelf($first: Int!) {
    viewer {
      id
      savedList { id itemCount }
      readingLists {
        id title itemCount
        items(first: $first) {
          totalCount
          nodes { id position note readAt article { headline isSaved image { url } authors { name } } }
        }
      }
    }
  }`;

/** What goes to the database through the pool for writes. */
class StatementLog {
  readonly statements: string[] = [];

  constructor({ dataSource }: TestGateway) {
    const nothing = () => undefined;
    const logger: Logger = {
      logQuery: (statement: string) => this.statements.push(statement),
      logQueryError: nothing,
      logQuerySlow: nothing,
      logSchemaBuild: nothing,
      logMigration: nothing,
      log: nothing,
    };
    dataSource.logger = logger;
  }

  /** The gateway's jobs write by themselves. */
  get ofLists(): string[] {
    // The gateway's jobs count readers too, whenever they run.
    return this.statements.filter(
      (statement) => /reading_list|reader/.test(statement) && !/view_|article_view/.test(statement),
    );
  }
}

describe('the number of SQL statements reading lists cost', () => {
  let gateway: TestGateway;
  let reader: Device;
  let articles: SavedTestArticle[];
  let log: StatementLog;

  beforeAll(async () => {
    gateway = await startTestGateway({ ROW_CACHE_MB: '0' }, 'bare', 1);
    const imageId = await gateway.newspaper.image('harbour');
    articles = await gateway.newspaper.articles(
      Array.from({ length: 20 }, () => ({ authors: ['ada'], imageId })),
    );
    reader = await Device.of(gateway, 'a reader');
    for (const title of ['One', 'Two', 'Three']) {
      const { id: listId } = await reader.create(title);
      for (const { id } of articles.slice(0, 10)) await reader.add(id, { listId });
    }
    log = new StatementLog(gateway);
  });

  afterAll(() => gateway.close());

  it.each([1, 5, 50])('is 7 for a shelf of lists with %i items each', async (first) => {
    const { errors, statements } = await reader.ask<{ viewer: { readingLists: List[] } }>(SHELF, {
      first,
    });
    expect(errors).toBeUndefined();
    expect(statements).toBe(7);
  });

  it('is 1 for isSaved, however many articles are asked', async () => {
    const bare = await reader.ask('{ articles(first: 20) { nodes { id } } }');
    const asked = await reader.ask('{ articles(first: 20) { nodes { id isSaved } } }');
    expect(asked.statements - bare.statements).toBe(1);
  });

  it.each([
    ['a save', 'addToReadingList(articleId: $id) { id addedAt note }'],
    ['a save with a key', 'addToReadingList(articleId: $id, idempotencyKey: "k") { id }'],
    ['a removal', 'removeFromReadingList(articleId: $id)'],
  ])('is 2 for %s', async (_name, call) => {
    log.statements.length = 0;
    const { errors, statements } = await reader.ask(`mutation M($id: ID!) { ${call} }`, {
      id: articles[0]?.id,
    });
    expect(errors).toBeUndefined();
    expect(log.ofLists).toHaveLength(2);
    expect(statements).toBe(0);
  });
});
