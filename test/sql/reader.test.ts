import { PipelinedReader } from '../../src/sql/reader';
import { RequestReader } from '../../src/sql/request-reader';
import { adHocStatement, namedStatement } from '../../src/sql/statement';
import { freshDatabase } from '../support/database';

describe('the reader', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let reader: PipelinedReader;

  beforeAll(async () => {
    database = await freshDatabase();
    reader = new PipelinedReader({
      url: database.url,
      connections: 1,
      statementTimeoutMs: 1_000,
      onError: () => undefined,
    });
  });

  afterAll(async () => {
    await reader.close();
    await database.drop();
  });

  it('cannot write', async () => {
    const write = adHocStatement("UPDATE site SET name = 'x'");
    await expect(reader.rows(write, [])).rejects.toThrow('read-only');
  });

  it('goes on after a statement that fails, with those sent right behind it', async () => {
    const one = namedStatement('SELECT $1::int AS "one"');
    const results = await Promise.allSettled([
      reader.rows(one, [1]),
      reader.rows(adHocStatement('SELECT nonsense'), []),
      reader.rows(one, ['no number']),
      reader.rows(one, [2]),
    ]);
    const shown = results.map((result) =>
      result.status === 'fulfilled' ? result.value : 'failed',
    );
    expect(shown).toEqual([[{ one: 1 }], 'failed', 'failed', [{ one: 2 }]]);
  });

  it('takes a text with a NUL for one that equals nothing', async () => {
    const request = new RequestReader(reader);
    const statement = namedStatement('SELECT $1::text = ANY($2::text[]) AS "same"');
    expect(await request.rows(statement, ['a\0b', ['a', 'b', 'ab', 'a\0']])).toEqual([
      { same: false },
    ]);
    expect(request.statements).toBe(1);
  });
});
