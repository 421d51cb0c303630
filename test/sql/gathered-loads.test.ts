import { setImmediate } from 'node:timers/promises';
import { Client } from 'pg';
import { PipelinedReader, type Reader } from '../../src/sql/reader';
import { GatheredLoads } from '../../src/sql/gathered.loads';
import { RequestReader } from '../../src/sql/request-reader';
import { createSharedLoader, type Sharing } from '../../src/sql/shared.loader';
import { namedStatement } from '../../src/sql/statement';
import { freshDatabase } from '../support/database';

const HALVES = namedStatement(
  `SELECT k.place::int - 1 AS "place", k.text::int / 2 AS "half"
   FROM unnest($1::text[]) WITH ORDINALITY AS k(text, place) ORDER BY k.place`,
);

const COUNTER = namedStatement(
  'SELECT k.name AS "name", (SELECT count(*)::int FROM counted) AS "count" FROM unnest($1::text[]) AS k(name)',
);

describe('what operations ask for at the same time', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let writer: Client;
  let pipelined: PipelinedReader;
  let gathered: GatheredLoads;
  /** The values of every statement that was sent. */
  let sent: string[][];
  let reader: Reader;

  beforeAll(async () => {
    database = await freshDatabase();
    writer = new Client({ connectionString: database.url });
    await writer.connect();
    await writer.query('CREATE TABLE counted (n int)');
    const options = { connections: 2, statementTimeoutMs: 5_000, onError: () => undefined };
    pipelined = new PipelinedReader({ url: database.url, ...options });
  });

  afterAll(async () => {
    await pipelined.close();
    await writer.end();
    await database.drop();
  });

  beforeEach(() => {
    gathered = new GatheredLoads();
    sent = [];
    reader = {
      rows: (statement, values) => {
        sent.push([...(values[0] as string[])]);
        return pipelined.rows(statement, values);
      },
    };
  });

  /** A loader of halves of one operation, and the operation's reader. */
  function operation(sharing: Partial<Sharing<string, number>> = {}) {
    const own = new RequestReader(reader, { gatheredLoads: gathered });
    const load = async (keys: readonly string[]) => {
      const rows = await own.rows<{ half: number }>(HALVES, [keys]);
      return rows.map(({ half }) => half);
    };
    const loader = createSharedLoader(own, load, { name: 'half', tags: () => [], ...sharing });
    return { own, loader };
  }

  const load = (keys: string[], sharing?: Partial<Sharing<string, number>>) => {
    const { loader } = operation(sharing);
    return Promise.all(keys.map((key) => loader.load(key)));
  };

  it('is read by one statement, each key once, and each gets its own', async () => {
    const answers = await Promise.all([load(['2', '4']), load(['4', '6']), load(['8', '2'])]);
    expect(answers).toEqual([
      [1, 2],
      [2, 3],
      [4, 1],
    ]);
    expect(sent).toEqual([['2', '4', '6', '8']]);
  });

  it('is counted with whoever asked first', async () => {
    const [first, second] = [operation(), operation()];
    await Promise.all([first.loader.load('2'), second.loader.load('4')]);
    expect([first.own.statements, second.own.statements]).toEqual([1, 0]);
  });

  it('is not kept for who asks later', async () => {
    await load(['2']);
    await load(['2']);
    expect(sent).toEqual([['2'], ['2']]);
  });

  it('is not answered by a statement that was sent before it was asked', async () => {
    const count = async () => {
      const own = new RequestReader(reader, { gatheredLoads: gathered });
      const counts = async (names: readonly string[]) => {
        const rows = await own.rows<{ count: number }>(COUNTER, [names]);
        return rows.map((row) => row.count);
      };
      return createSharedLoader(own, counts, { name: 'count', tags: () => [] }).load('all');
    };
    const before = count();
    for (let round = 0; round < 20; round += 1) {
      await writer.query('INSERT INTO counted VALUES (1)');
      expect(await count()).toBe(round + 1);
    }
    expect(await before).toBeLessThanOrEqual(1);
  });

  it('is read apart where operations read more or less of it, or one reads anew', async () => {
    const anew = operation();
    anew.own.readAnew();
    await Promise.all([load(['2']), load(['4'], { variant: () => 'all' }), anew.loader.load('6')]);
    expect(sent.toSorted()).toEqual([['2'], ['4'], ['6']]);
  });

  it('is read apart where it may take long', async () => {
    const isSlow = (key: string) => key === '6';
    await Promise.all([
      load(['2'], { isSlow }),
      load(['4', '6'], { isSlow }),
      load(['8'], { isSlow }),
    ]);
    expect(sent.toSorted()).toEqual([
      ['2', '8'],
      ['4', '6'],
    ]);
  });

  it('is read in parts where it is very much', async () => {
    const keys = (from: number) => Array.from({ length: 150 }, (_, at) => String(2 * (from + at)));
    const [first, second] = await Promise.all([load(keys(0)), load(keys(150))]);
    expect([first[149], second[149]]).toEqual([149, 299]);
    expect(sent.map((values) => values.length)).toEqual([150, 150]);
  });

  it('fails nobody else where what one asks for cannot be read', async () => {
    const answers = await Promise.allSettled([load(['2']), load(['nothing']), load(['4'])]);
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(sent).toHaveLength(4);
  });

  it('is not asked for again by each where the database is gone', async () => {
    const asked: unknown[] = [];
    reader = {
      rows: (_statement, values) => {
        asked.push(values);
        return Promise.reject(Object.assign(new Error('gone'), { code: 'ECONNREFUSED' }));
      },
    };
    const answers = await Promise.allSettled([load(['2']), load(['4']), load(['6'])]);
    expect(answers.every(({ status }) => status === 'rejected')).toBe(true);
    expect(asked).toHaveLength(1);
  });

  it('holds the next round of each operation back until it is there', async () => {
    const { own, loader } = operation();
    const order: string[] = [];
    const first = loader.load('2').then(() => order.push('loaded'));
    await setImmediate();
    own.schedule(() => order.push('next round'));
    await first;
    await setImmediate();
    expect(order).toEqual(['loaded', 'next round']);
  });
});
