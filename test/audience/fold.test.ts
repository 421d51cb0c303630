import fc from 'fast-check';
import { Client } from 'pg';
import { pino } from 'pino';
import { readConfig } from '../../src/config';
import { foldViews } from '../../src/audience/fold.commands';
import { keepPartitions } from '../../src/audience/partition.commands';
import { ViewWriter } from '../../src/audience/view.writer';
import { startGateway } from '../../src/gateway';
import { startTestGateway, type TestGateway } from '../support/gateway';
import { beacon, DAY, HOUR, MINUTE, quietTime, totals } from './support';

const RETENTION = { detailDays: 2, minuteDays: 32, hourDays: 400 };

// A counted view for each report less than 30 minutes away; none so near another that counted.
const BROKEN_RULES = `
  WITH counted AS (
    SELECT v.article_id, v.visitor, c.at FROM view_visitor v, unnest(v.counted) AS c(at)
  )
  SELECT (SELECT count(*)::int FROM view_event e WHERE NOT EXISTS (
      SELECT FROM counted c WHERE c.article_id = e.article_id AND c.visitor = e.visitor
        AND c.at > e.at - interval '30 minutes' AND c.at < e.at + interval '30 minutes')) AS missed,
    (SELECT count(*)::int FROM counted a JOIN counted b USING (article_id, visitor)
      WHERE a.at < b.at AND b.at < a.at + interval '30 minutes') AS twice,
    (SELECT count(*)::int FROM counted) AS views,
    (SELECT count(*)::int FROM view_visitor WHERE is_reader) AS readers`;

describe('the fold of views', () => {
  let gateway: TestGateway;
  let articles: { id: string; uid: string }[];
  const writers: ViewWriter[] = [];

  beforeEach(async () => {
    gateway = await startTestGateway({ RATE_LIMIT_PER_MINUTE: '0' });
    articles = await gateway.newspaper.articles([{ slug: 'a' }, { slug: 'b' }, { slug: 'c' }]);
    await keepPartitions(gateway.newspaper.manager, RETENTION);
  });

  afterEach(async () => {
    await Promise.all(writers.splice(0).map((writer) => writer.close()));
    await gateway.close();
  });

  function openWriter(): ViewWriter {
    const writer = new ViewWriter(gateway.databaseUrl, () => undefined);
    writers.push(writer);
    return writer;
  }

  const query = <Row>(sql: string, values: unknown[] = []) =>
    gateway.newspaper.manager.query<Row[]>(sql, values);
  const fold = () => foldViews(gateway.newspaper.manager);
  const view = (at: number, visitor = 'ada', place = 0) => ({
    articleId: articles[place]?.uid ?? '',
    at: new Date(at),
    visitor,
  });

  it('counts what gateways take at the same time as one', async () => {
    const other = await startGateway({
      config: readConfig({ NODE_ENV: 'test', PORT: '0', LOG_LEVEL: 'silent' }),
      databaseUrl: gateway.databaseUrl,
      logger: pino({ level: 'silent' }),
    });
    const events = articles.map(({ id }) => ({ articleId: id, visitor: 'ada' }));
    const agent = { 'user-agent': 'okhttp/4.12.0' };
    await Promise.all([beacon(gateway.url, events, agent), beacon(other.url, events, agent)]);
    await other.close();
    await gateway.newspaper.foldViews();
    expect(await totals(gateway)).toEqual({ views: 3, readers: 3 });
    expect(await query('SELECT visitor FROM view_event')).toHaveLength(6);
    expect(await query('SELECT DISTINCT visitor FROM view_event')).toHaveLength(1);
  });

  it('takes nothing twice and misses nothing, however writes and folds overlap', async () => {
    const start = quietTime();
    const event = fc.record({
      place: fc.nat(2),
      visitor: fc.constantFrom('ada', 'bob', 'eve'),
      minute: fc.nat(119),
    });
    const batches = fc.array(fc.array(event, { minLength: 1, maxLength: 8 }), { maxLength: 12 });
    const pool = Array.from({ length: 12 }, openWriter);
    await fc.assert(
      fc.asyncProperty(
        batches,
        fc.array(event, { minLength: 1, maxLength: 4 }),
        async (some, slow) => {
          for (const table of ['event', 'visitor', 'minute', 'hour', 'day'])
            await query(`DELETE FROM view_${table}`);
          const toEvent = (one: (typeof slow)[number]) =>
            view(start + one.minute * MINUTE, one.visitor, one.place);
          const late = new Client({ connectionString: gateway.databaseUrl });
          await late.connect();
          await late.query('BEGIN');
          await late.query('SELECT pg_current_xact_id()');
          const work = some.map((batch, turn) =>
            turn % 4 === 3 ? fold().then(() => undefined) : pool[turn]?.write(batch.map(toEvent)),
          );
          for (const { visitor, place, minute } of slow)
            await late.query(
              `INSERT INTO view_event (at, article_id, visitor) VALUES ($1, $2, $3)`,
              [new Date(start + minute * MINUTE), articles[place]?.uid, Buffer.from(visitor)],
            );
          await Promise.all([...work, fold()]);
          await late.query('COMMIT');
          await late.end();
          await Promise.all([fold(), fold()]);
          expect((await fold()).events).toBe(0);
          const [rules] = await query<Record<string, number>>(BROKEN_RULES);
          expect(rules).toMatchObject({ missed: 0, twice: 0 });
          for (const unit of ['minute', 'hour', 'day'] as const) {
            const { views, readers } = await totals(gateway, unit);
            expect({ views, readers }).toEqual({ views: rules?.views, readers: rules?.readers });
          }
        },
      ),
      { numRuns: 25 },
    );
  }, 120_000);

  it('knows the views of before midnight after it, and late ones of before it', async () => {
    const midnight = Math.floor(Date.now() / DAY) * DAY;
    const writer = openWriter();
    await writer.write([view(midnight - 10 * MINUTE)]);
    expect(await fold()).toEqual({ events: 1, views: 1, readers: 1 });
    await writer.write([view(midnight + 10 * MINUTE)]);
    expect(await fold()).toEqual({ events: 1, views: 0, readers: 1 });
    await writer.write([view(midnight + 20 * MINUTE, 'bob')]);
    expect(await fold()).toEqual({ events: 1, views: 1, readers: 1 });
    await writer.write([view(midnight - 5 * MINUTE, 'bob'), view(midnight + 45 * MINUTE, 'bob')]);
    expect(await fold()).toEqual({ events: 2, views: 0, readers: 1 });
    await writer.write([view(midnight - MINUTE, 'eve'), view(midnight + MINUTE, 'eve')]);
    expect(await fold()).toEqual({ events: 2, views: 1, readers: 2 });
  });

  it('counts on after the database came from a dump, whose transactions have other numbers', async () => {
    const writer = openWriter();
    await query(`UPDATE view_fold SET snapshot = '900000000:900000000:'`);
    await writer.write([view(quietTime())]);
    await fold();
    await writer.write([view(quietTime(), 'bob')]);
    expect(await fold()).toEqual({ events: 1, views: 1, readers: 1 });
  });

  it('sees one visitor under another name each day, and forgets the salts that tell', async () => {
    const midnight = Math.floor(Date.now() / DAY) * DAY;
    const writer = openWriter();
    await writer.write([view(midnight - HOUR), view(midnight + HOUR)]);
    expect(await query('SELECT DISTINCT visitor FROM view_event')).toHaveLength(2);
    await query(
      `INSERT INTO view_salt VALUES ((now() AT TIME ZONE 'UTC')::date - 3, '\\x00'),
        ((now() AT TIME ZONE 'UTC')::date - 4, '\\x00')`,
    );
    await keepPartitions(gateway.newspaper.manager, RETENTION);
    const [row] = await query(
      `SELECT count(*)::int AS count, min(day) >= (now() AT TIME ZONE 'UTC')::date - 2 AS "areYoung" FROM view_salt`,
    );
    expect(row).toEqual({ count: 2, areYoung: true });
  });

  it('keeps each kind of row as long as is set, but no report is dropped before it is counted', async () => {
    const { manager } = gateway.newspaper;
    const names = async (table: string) =>
      (
        await query<{ name: string }>(
          `SELECT inhrelid::regclass::text AS name FROM pg_inherits
           WHERE inhparent = $1::regclass ORDER BY 1`,
          [table],
        )
      ).map(({ name }) => name);
    await keepPartitions(manager, RETENTION);
    const before = await Promise.all(['view_event', 'view_visitor', 'view_minute'].map(names));
    await query(
      `SELECT ensure_view_partitions(now() - interval '50 days', now() - interval '49 days')`,
    );
    await query(
      `SELECT ensure_view_partitions(now() - interval '500 days', now() - interval '499 days')`,
    );
    await query(
      `INSERT INTO view_event (received, at, article_id, visitor)
       SELECT now() - interval '50 days', now() - interval '1 hour', id, '\\x01' FROM article LIMIT 1`,
    );
    await query(
      `INSERT INTO view_day SELECT date_trunc('day', now() - interval '500 days', 'UTC'), id, 1, 1 FROM article LIMIT 1`,
    );
    await keepPartitions(manager, RETENTION);
    expect(await names('view_event')).toHaveLength((before[0]?.length ?? 0) + 1);
    await fold();
    await keepPartitions(manager, RETENTION);
    const after = await Promise.all(['view_event', 'view_visitor', 'view_minute'].map(names));
    expect(after).toEqual(before);
    const hours = await names('view_hour');
    const oldest = new Date(Date.now() - 500 * DAY).toISOString().slice(0, 7).replace('-', '');
    expect(hours).not.toContain(`view_hour_${oldest}`);
    expect((await totals(gateway, 'day')).views).toBe(2);
  });

  it('counts what was reported days ago, when nobody was there to count it', async () => {
    await query(
      `SELECT ensure_view_partitions(now() - interval '9 days', now() - interval '9 days')`,
    );
    await query(
      `INSERT INTO view_event (received, at, article_id, visitor)
       SELECT now() - interval '9 days', now() - interval '10 days', id, '\\x01' FROM article LIMIT 1`,
    );
    await gateway.newspaper.foldViews();
    expect(await totals(gateway)).toEqual({ views: 1, readers: 1 });
  });

  it('loses nothing where the database refuses a batch for a while', async () => {
    const { manager } = gateway.newspaper;
    await beacon(gateway.url, [], {});
    await query('ALTER TABLE view_event RENAME COLUMN visitor TO hidden');
    const body = { articleId: articles[0]?.id, visitor: 'ada' };
    expect((await beacon(gateway.url, body, { 'user-agent': 'okhttp/4.12.0' })).status).toBe(202);
    await expect(gateway.newspaper.flushViews()).rejects.toThrow('visitor');
    await query('ALTER TABLE view_event RENAME COLUMN hidden TO visitor');
    await gateway.newspaper.flushViews();
    expect((await foldViews(manager)).views).toBe(1);
  });
});
