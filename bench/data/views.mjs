// How a newspaper is read: a few articles very often, most of them hardly, the new ones more than the old. Made by the database from
// hashes, so that it is the same at each run, up to the hour at which it is made.
import { intoTrendOf } from './compiled.mjs';

const DAYS = 31;
const MINUTES_OF_DAYS = 7;
const TREND_HOURS = 48;
const ARTICLES_AN_HOUR = 1_500;
const READS_NOW = 20_000;

/** A number from 0 to below 1, the same for the same text of SQL. */
const chance = (whole, seed = 0) =>
  `((hashint8extended((${whole})::bigint, ${seed}) & 2147483647) / 2147483648.0::float8)`;

/** How often an article has been read in all, by the time it was published. */
export const ALL_TIME_VIEWS = (at) =>
  `floor(10 / power(${chance(`extract(epoch FROM ${at})`)} + 0.000001, 0.8))::bigint`;

const HOURS = `
  INSERT INTO view_hour (hour, article_id, views, readers, section_id)
  SELECT x.hour, a.id, sum(x.views), ceil(sum(x.views) * 0.8), a.section_id
  FROM (
    SELECT h.hour, $2 - 1 - floor($2 * power(${chance('h.nr * 10000 + n', 1)}, 8))::int AS place,
      1 + floor(20 * power(${chance('h.nr * 10000 + n', 2)}, 6))::int AS views
    FROM (SELECT nr, date_trunc('hour', $1::timestamptz) - nr * interval '1 hour' AS hour
      FROM generate_series(0, ${DAYS * 24 - 1}) AS g(nr)) h
    CROSS JOIN generate_series(1, least(${ARTICLES_AN_HOUR}, 1 + $2::int / 20)) AS n) x
  JOIN bench_place p ON p.place = x.place JOIN article a ON a.id = p.id
  GROUP BY 1, 2`;

const DAYS_OF_HOURS = `
  INSERT INTO view_day (day, article_id, views, readers, section_id)
  SELECT date_trunc('day', hour, 'UTC'), article_id, sum(views), sum(readers), section_id FROM view_hour GROUP BY 1, 2, 5`;

const OF_SECTIONS = ['hour', 'day'].map(
  (unit) => `
  INSERT INTO view_section_${unit} (section_id, ${unit}, views, readers)
  SELECT section_id, ${unit}, sum(views), sum(readers) FROM view_${unit} GROUP BY 1, 2`,
);

/** An hour's views in up to four of its minutes, none of them in the future. */
const MINUTES = `
  INSERT INTO view_minute (minute, article_id, views, readers)
  SELECT least(h.hour + make_interval(mins => k * 15 + floor(15 * ${chance('hashtext(h.article_id::text)', 3)})::int),
      date_trunc('minute', $1::timestamptz)), h.article_id, sum(h.views / h.parts + (k < h.views % h.parts)::int), sum((k = 0)::int * h.readers)
  FROM (SELECT *, least(views, 4) AS parts FROM view_hour WHERE hour > $1::timestamptz - interval '${MINUTES_OF_DAYS} days') h
  CROSS JOIN LATERAL generate_series(0, h.parts - 1) AS k
  GROUP BY 1, 2`;

const EVENTS = `
  INSERT INTO view_event (at, article_id, visitor)
  SELECT $1::timestamptz - ${chance('n', 4)} * interval '10 minutes', p.id,
    decode(md5(floor(${READS_NOW / 2} * ${chance('n', 5)})::text), 'hex')
  FROM generate_series(1, least(${READS_NOW}, $2::int)) AS n
  JOIN bench_place p ON p.place = $2 - 1 - floor($2 * power(${chance('n', 6)}, 8))::int`;

const TREND = () => `
  WITH counts AS MATERIALIZED (
    SELECT minute AS at, article_id, views, readers FROM view_minute
    WHERE minute > $1::timestamptz - interval '${TREND_HOURS} hours'
  ), ${intoTrendOf('counts')}
  SELECT 1`;

/** Reads a newspaper of `count` articles as at a time: rollups of a month, what is being read, what TRENDING keeps. */
export async function readNewspaper(client, count, now) {
  const at = now.toISOString();
  await client.query('SET synchronous_commit = off');
  await client.query("SET work_mem = '256MB'");
  await client.query(
    `SELECT ensure_view_partitions($1::timestamptz - interval '${DAYS + 1} days', $1::timestamptz + interval '3 days')`,
    [at],
  );
  await client.query(
    `TRUNCATE view_minute, view_hour, view_day, view_section_hour, view_section_day, view_section_move, view_event,
      view_visitor, article_trend, trend_sample`,
  );
  await client.query(`
    CREATE TEMPORARY TABLE bench_place AS
    SELECT row_number() OVER (ORDER BY published_at)::int - 1 AS place, id FROM article`);
  await client.query('ANALYZE bench_place');
  for (const statement of [HOURS, EVENTS]) await client.query(statement, [at, count]);
  for (const statement of [MINUTES, TREND()]) await client.query(statement, [at]);
  for (const statement of [DAYS_OF_HOURS, ...OF_SECTIONS]) await client.query(statement);
  // What was just reported is in the rollups: the fold begins after it.
  await client.query('UPDATE view_fold SET snapshot = pg_current_snapshot(), folded_at = now()');
  await client.query('DROP TABLE bench_place');
  await client.query(
    'ANALYZE view_minute, view_hour, view_day, view_section_hour, view_section_day, view_event, article_trend',
  );
  await client.query('RESET ALL');
}
