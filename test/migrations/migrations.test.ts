import { type DataSource } from 'typeorm';
import { createDataSource } from '../../ormconfig';
import { migrations } from '../../migrations/migrations';
import { freshDatabase } from '../support/database';

describe('the migrations', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let dataSource: DataSource;

  beforeAll(async () => {
    database = await freshDatabase();
    dataSource = await createDataSource(database.url, 2).initialize();
  });

  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  async function publicNames(): Promise<string[]> {
    const rows = await dataSource.query<{ name: string }[]>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace
       UNION ALL SELECT proname FROM pg_proc p WHERE pronamespace = 'public'::regnamespace
         AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
       ORDER BY 1`,
    );
    return rows.map((row) => row.name);
  }

  it('leave nothing that the entities would change', async () => {
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('stand in the order of their timestamps', () => {
    const names = migrations.map((Migration) => Number(/\d{13}$/.exec(new Migration().name)?.[0]));
    expect(names).toEqual([...names].sort((a, b) => a - b));
  });

  it('can all be taken back and run again', async () => {
    const before = await publicNames();
    for (const _migration of migrations) await dataSource.undoLastMigration();
    expect(await publicNames()).toEqual(expect.not.arrayContaining(['article', 'public_article']));
    await dataSource.runMigrations();
    expect(await publicNames()).toEqual(before);
  });
});
