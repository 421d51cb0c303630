import { createLoader } from '../../src/sql/loader';
import { PipelinedReader } from '../../src/sql/reader';
import { RequestReader } from '../../src/sql/request-reader';
import { adHocStatement } from '../../src/sql/statement';
import { freshDatabase } from '../support/database';

const SLEEP = adHocStatement('SELECT pg_sleep($1::float8)');
const ECHO = adHocStatement('SELECT unnest($1::text[]) AS "text"');

describe('the rounds in which loads go out', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let pipelined: PipelinedReader;

  beforeAll(async () => {
    database = await freshDatabase();
    const options = { connections: 2, statementTimeoutMs: 5_000, onError: () => undefined };
    pipelined = new PipelinedReader({ url: database.url, ...options });
  });

  afterAll(async () => {
    await pipelined.close();
    await database.drop();
  });

  /** Loads after statements of such lengths, each as soon as its own is answered; how many statements it cost. */
  async function statementsAfter(seconds: number[]): Promise<number> {
    const reader = new RequestReader(pipelined);
    const echo = createLoader(reader, async (keys: readonly string[]) => {
      const rows = await reader.rows<{ text: string }>(ECHO, [keys]);
      return rows.map((row) => row.text);
    });
    const loads = seconds.map(async (length, place) => {
      await reader.rows(SLEEP, [length]);
      return echo.load(`load ${place}`);
    });
    expect(await Promise.all(loads)).toEqual(seconds.map((_length, place) => `load ${place}`));
    return reader.statements;
  }

  it('wait for one another, however far apart their statements are answered', async () => {
    expect(await statementsAfter([0, 0.1])).toBe(3);
  });

  it('do not wait for a statement that takes very long', async () => {
    expect(await statementsAfter([0, 0.8])).toBe(4);
  });
});
