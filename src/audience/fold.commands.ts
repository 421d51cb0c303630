import { type EntityManager } from 'typeorm';
import { ensurePartitionsOfEvents, lacksPartition } from './partition.commands';
import { intoRollups } from './rollup.sql';
import { placeRollups } from './section-rollup.commands';

/** What one fold has done. */
export interface Folded {
  /** Reports of public articles. */
  events: number;
  views: number;
  readers: number;
}

/**
 * What was committed between two snapshots: neither later nor earlier, however the transactions overlapped. The method
 * is that of PgQ (Skype, 2007): https://wiki.postgresql.org/wiki/PGQ_Tutorial
 */
const FRESH = `
  SELECT e.article_id, e.visitor, e.visitor_before, date_trunc('day', e.at, 'UTC') AS day, e.at
  FROM (
    SELECT * FROM view_event WHERE tx >= pg_snapshot_xmax($1::pg_snapshot)
    UNION ALL
    SELECT * FROM view_event WHERE tx = ANY (ARRAY(SELECT pg_snapshot_xip($1::pg_snapshot)))
  ) e JOIN public_article a ON a.id = e.article_id
  WHERE pg_visible_in_snapshot(e.tx, $2::pg_snapshot)`;

const NEW_VIEWS = `
  CASE WHEN cardinality(k.counted) = 0 AND cardinality(v.times) = 1 THEN v.times
    ELSE new_views(k.counted, v.times) END`;

const KNOWN = `
  SELECT is_reader, counted FROM view_visitor
  WHERE day = v.day AND article_id = v.article_id AND visitor = v.visitor`;

/** In a day's first half hour a visitor may be the one of the day before, whom another salt has hidden. */
const KNOWN_BEFORE = `
  SELECT counted FROM view_visitor
  WHERE day = v.day - interval '1 day' AND article_id = v.article_id AND visitor = v.visitor_before`;

const VISITS = `
  SELECT day, article_id, visitor, (array_agg(visitor_before))[1] AS visitor_before, array_agg(at ORDER BY at) AS times,
    count(*) AS events
  FROM fresh GROUP BY 1, 2, 3`;

const COUNTS_AND_ROLLUPS = `counts AS MATERIALIZED (
    SELECT article_id, date_trunc('minute', at) AS at, sum(views) AS views, sum(readers) AS readers
    FROM (
      SELECT article_id, unnest(counted) AS at, 1 AS views, 0 AS readers FROM judged
      UNION ALL
      SELECT article_id, times[1], 0, 1 FROM judged WHERE is_new_reader
    ) c GROUP BY 1, 2
  ), ${intoRollups('counts')}
  SELECT (SELECT coalesce(sum(events), 0)::int FROM judged) AS "events",
    coalesce(sum(views), 0)::int AS "views", coalesce(sum(readers), 0)::int AS "readers" FROM counts`;

const ADD_TO_VISITOR = `
  ON CONFLICT (day, article_id, visitor) DO UPDATE
    SET is_reader = view_visitor.is_reader OR EXCLUDED.is_reader,
      counted = view_visitor.counted || EXCLUDED.counted`;

const FOLD = `
  WITH fresh AS (${FRESH} AND e.visitor_before IS NULL), visits AS (${VISITS}), judged AS MATERIALIZED (
    SELECT v.day, v.article_id, v.visitor, v.times, v.events,
      s.is_reader IS NOT TRUE AS is_new_reader, ${NEW_VIEWS} AS counted
    FROM visits v LEFT JOIN LATERAL (${KNOWN} LIMIT 1) s ON true
    CROSS JOIN LATERAL (SELECT coalesce(s.counted, '{}') AS counted) k
  ), remembered AS (
    INSERT INTO view_visitor (day, article_id, visitor, is_reader, counted)
    SELECT day, article_id, visitor, true, counted FROM judged
    WHERE is_new_reader OR cardinality(counted) > 0
    ${ADD_TO_VISITOR}
  ), ${COUNTS_AND_ROLLUPS}`;

/** The same for the first half hour of a day: after the rest, and remembered for the day before as well. */
const FOLD_AFTER_MIDNIGHT = `
  WITH fresh AS (${FRESH} AND e.visitor_before IS NOT NULL), visits AS (${VISITS}), judged AS MATERIALIZED (
    SELECT v.day, v.article_id, v.visitor, v.visitor_before, v.times, v.events,
      s.is_reader IS NOT TRUE AS is_new_reader, ${NEW_VIEWS} AS counted
    FROM visits v LEFT JOIN LATERAL (${KNOWN} LIMIT 1) s ON true
    LEFT JOIN LATERAL (${KNOWN_BEFORE} LIMIT 1) b ON true
    CROSS JOIN LATERAL (SELECT coalesce(s.counted, '{}') || coalesce(b.counted, '{}') AS counted) k
  ), remembered AS (
    INSERT INTO view_visitor (day, article_id, visitor, is_reader, counted)
    SELECT day, article_id, visitor, bool_or(is_reader), coalesce(array_agg(at) FILTER (WHERE at IS NOT NULL), '{}')
    FROM (
      SELECT day, article_id, visitor, true AS is_reader, counted FROM judged
      UNION ALL
      SELECT day - interval '1 day', article_id, visitor_before, false, counted FROM judged
      WHERE cardinality(counted) > 0
    ) r LEFT JOIN LATERAL unnest(counted) AS t(at) ON true
    GROUP BY 1, 2, 3
    ${ADD_TO_VISITOR}
  ), ${COUNTS_AND_ROLLUPS}`;

// Planned without statistics, of which a young partition has none: each way through an index, nothing compiled.
const PLANNING = ['enable_seqscan', 'jit'].map((name) => `SET LOCAL ${name} = off`).join('; ');

interface Span {
  previous: string;
  current: string;
  /** The database has come from a dump: the numbers of its transactions are others here. */
  isMoved: boolean;
}

// One statement after the lock: a snapshot taken while waiting for it would be older than what was folded meanwhile.
const SPAN = `
  SELECT snapshot::text AS "previous", pg_current_snapshot()::text AS "current",
    pg_snapshot_xmax(snapshot) > pg_snapshot_xmax(pg_current_snapshot()) AS "isMoved"
  FROM view_fold`;

async function foldSpan(manager: EntityManager, { previous, current }: Span): Promise<Folded> {
  const total: Folded = { events: 0, views: 0, readers: 0 };
  for (const statement of [FOLD, FOLD_AFTER_MIDNIGHT]) {
    const [folded] = await manager.query<Folded[]>(statement, [previous, current]);
    total.events += folded?.events ?? 0;
    total.views += folded?.views ?? 0;
    total.readers += folded?.readers ?? 0;
  }
  return total;
}

async function foldOnce(manager: EntityManager): Promise<Folded> {
  return manager.transaction(async (transaction) => {
    await transaction.query(PLANNING);
    await transaction.query('SELECT FROM view_fold FOR UPDATE');
    const [span] = await transaction.query<[Span]>(SPAN);
    if (span.isMoved) await transaction.query('DELETE FROM view_event');
    const folded = span.isMoved
      ? { events: 0, views: 0, readers: 0 }
      : await foldSpan(transaction, span);
    await placeRollups(transaction);
    await transaction.query('UPDATE view_fold SET snapshot = $1::pg_snapshot, folded_at = now()', [
      span.current,
    ]);
    return folded;
  });
}

/**
 * Counts what has been reported since the last time into the rollups, once and for all: what is counted, what is known
 * of visitors, and how far the fold has come change in one transaction. Of a visitor's reports of an article, those less
 * than 30 minutes from one that was counted are not; the first of a day (UTC) counts as a reader.
 */
export async function foldViews(manager: EntityManager): Promise<Folded> {
  try {
    return await foldOnce(manager);
  } catch (error) {
    // Nobody has folded for days: the partitions of then are gone.
    if (!lacksPartition(error)) throw error;
    await ensurePartitionsOfEvents(manager);
    return foldOnce(manager);
  }
}
