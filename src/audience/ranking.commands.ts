import { type EntityManager } from 'typeorm';

/** How many places of a ranking are kept ready; more can never be asked for. */
const RANKING_SIZE = 100;

// Any number will do, as long as nothing else in the project takes it as a lock.
const RANKING_LOCK = 7_203_146;

const RANKINGS = `
  WITH RECURSIVE ancestry(section_id, scope_id) AS (
    SELECT id, id FROM section
    UNION
    SELECT a.section_id, s.parent_id FROM ancestry a JOIN section s ON s.id = a.scope_id
    WHERE s.parent_id IS NOT NULL
  ), time_windows(time_window, since) AS (VALUES
    ('HOUR'::popular_window, now() - interval '1 hour'), ('DAY', now() - interval '1 day'),
    ('WEEK', now() - interval '7 days'), ('MONTH', now() - interval '30 days')
  ), counted AS (
    SELECT w.time_window, h.article_id, sum(h.views) AS views, sum(h.readers) AS readers,
      -- A view weighs half as much after six hours.
      sum(h.views * exp(-ln(2.0) * extract(epoch FROM now() - h.hour) / 21600.0)) AS trending
    FROM time_windows w JOIN view_hour h ON h.hour >= date_trunc('hour', w.since)
    GROUP BY 1, 2
  ), scored AS (
    SELECT c.time_window, m.metric, c.article_id, m.score
    FROM counted c CROSS JOIN LATERAL (VALUES
      ('VIEWS'::popular_metric, c.views::float8), ('READERS', c.readers::float8),
      ('TRENDING', c.trending::float8)) AS m(metric, score)
  ), scoped AS (
    SELECT a.edition_id AS scope_id, s.*, a.published_at
    FROM scored s JOIN public_article a ON a.id = s.article_id
    UNION ALL
    SELECT y.scope_id, s.*, a.published_at
    FROM scored s JOIN public_article a ON a.id = s.article_id JOIN ancestry y ON y.section_id = a.section_id
    UNION ALL
    SELECT DISTINCT c.person_id, s.*, a.published_at
    FROM scored s JOIN public_article a ON a.id = s.article_id JOIN credit c ON c.article_id = a.id
    WHERE s.metric = 'VIEWS'
  ), ranked AS (
    SELECT *, row_number() OVER (
      PARTITION BY scope_id, time_window, metric
      ORDER BY score DESC, published_at DESC, article_id DESC) AS rank
    FROM scoped
  )
  INSERT INTO popular_ranking (scope_id, time_window, metric, rank, article_id, score)
  SELECT scope_id, time_window, metric, rank, article_id, score FROM ranked WHERE rank <= ${RANKING_SIZE}`;

/** Ranks anew what was viewed. Answers false where another process is at it already. */
export async function refreshRankings(manager: EntityManager): Promise<boolean> {
  return manager.transaction(async (transaction) => {
    const [lock] = await transaction.query<{ taken: boolean }[]>(
      'SELECT pg_try_advisory_xact_lock($1) AS taken',
      [RANKING_LOCK],
    );
    if (!lock?.taken) return false;
    await transaction.query('DELETE FROM popular_ranking');
    await transaction.query(RANKINGS);
    return true;
  });
}
