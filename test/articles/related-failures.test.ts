import { relatedProgress, relateWaiting } from '../../src/articles/related.commands';
import { startTestGateway, type TestGateway } from '../support/gateway';
import { expectSoon } from '../support/patience';

/** More than are worked on at once. */
const SIZE = 250;

describe('computing related articles', () => {
  let gateway: TestGateway;

  beforeEach(async () => {
    gateway = await startTestGateway();
  });

  afterEach(() => gateway.close());

  const manager = () => gateway.newspaper.manager;

  /** From now on nothing can be saved into a table from its hundred and fiftieth statement's row on. */
  async function breakTable(table: string): Promise<void> {
    await manager().query(`
      CREATE SEQUENCE broken_rows;
      CREATE FUNCTION break_row() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF nextval('broken_rows') > 150 THEN RAISE EXCEPTION 'the disk is full'; END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER broken BEFORE INSERT ON ${table} FOR EACH ROW EXECUTE FUNCTION break_row()`);
  }

  async function mendTable(table: string): Promise<void> {
    await manager().query(
      `DROP TRIGGER broken ON ${table}; DROP FUNCTION break_row; DROP SEQUENCE broken_rows`,
    );
  }

  async function locks(): Promise<number> {
    const [row] = await manager().query<{ locks: number }[]>(
      `SELECT count(*)::int AS locks FROM pg_locks l JOIN pg_database d ON d.oid = l.database
       WHERE l.locktype = 'advisory' AND l.objid = 7203148 AND d.datname = current_database()`,
    );
    return row?.locks ?? 0;
  }

  async function count(table: string): Promise<number> {
    const [row] = await manager().query<{ articles: number }[]>(
      `SELECT count(DISTINCT article_id)::int AS articles FROM ${table}`,
    );
    return row?.articles ?? 0;
  }

  it.each([
    ['reading', 'related_document'],
    ['weighing', 'related_posting'],
    ['placing', 'related_article'],
  ])('loses no article and keeps no lock when a statement of %s fails', async (_stage, table) => {
    await gateway.newspaper.articles(
      Array.from({ length: SIZE }, (_, place) => ({
        text: `Ferry ${place} of harbour ${place % 9}`,
      })),
    );
    await breakTable(table);
    await expect(relateWaiting(manager())).rejects.toThrow('the disk is full');
    expect(await count('related_queue')).toBe(SIZE);
    expect(await count('related_article')).toBe(0);
    await expectSoon(locks, 0);
    await mendTable(table);
    await relateWaiting(manager());
    expect(await relatedProgress(manager())).toMatchObject({ since: null });
    expect([await count('related_document'), await count('related_article')]).toEqual([SIZE, SIZE]);
  });
});
