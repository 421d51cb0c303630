import { PopularWindow } from './audience.entity';
import { trendScores } from './trend.score';

/** How many places of a ranking are kept ready; more can never be asked for. */
export const RANKING_SIZE = 100;

const SPANS: Record<PopularWindow, string> = {
  [PopularWindow.HOUR]: '60 minutes',
  [PopularWindow.DAY]: '24 hours',
  [PopularWindow.WEEK]: '168 hours',
  [PopularWindow.MONTH]: '720 hours',
};

const NOW = '$1::timestamptz';

/**
 * What was counted in a window that begins on a whole minute: the minutes until the first full hour, the hours until the first
 * full day (UTC), and the days since. So the window is exact, and no more is read than its own rollups.
 */
function pieces(window: PopularWindow): string {
  const since = `date_trunc('minute', ${NOW} - interval '${SPANS[window]}')`;
  const ceiling = (unit: string) =>
    `date_trunc('${unit}', ${since} + interval '1 ${unit}' - interval '1 minute', 'UTC')`;
  const piece = (unit: string, from: string, until: string) =>
    `SELECT article_id, views, readers, 0 AS saves FROM view_${unit} WHERE ${unit} >= ${from} AND ${unit} ${until === NOW ? '<=' : '<'} ${until}`;
  const [hour, day] = [ceiling('hour'), ceiling('day')];
  const long = [piece('minute', since, hour), piece('hour', hour, day), piece('day', day, NOW)];
  const counts = {
    [PopularWindow.HOUR]: [piece('minute', since, NOW)],
    [PopularWindow.DAY]: [piece('minute', since, hour), piece('hour', hour, NOW)],
    [PopularWindow.WEEK]: long,
    [PopularWindow.MONTH]: long,
  };
  const saves = `SELECT article_id, 0, 0, saves FROM article_save WHERE minute >= ${since}`;
  return [...counts[window], saves].join(' UNION ALL ');
}

/** Every section with itself and those above it: whose rankings an article of it stands in. */
const ANCESTRY = `
  ancestry(section_id, scope_id) AS (
    SELECT id, id FROM section
    UNION
    SELECT a.section_id, s.parent_id FROM ancestry a JOIN section s ON s.id = a.scope_id
    WHERE s.parent_id IS NOT NULL
  )`;

function places(scope: string, metric: string, score: string): string {
  return `row_number() OVER (PARTITION BY ${scope}, ${metric} ORDER BY ${score} DESC, published_at DESC, article_id DESC)`;
}

/**
 * From `metered` (article_id, metric, score): the best of each scope. The best of a section's own articles first, in `own`, as no
 * other can be among the best of a section above it or of the edition.
 */
function ranked(metered: string): string {
  return `scored AS MATERIALIZED (${metered}), own AS MATERIALIZED (
    SELECT * FROM (
      SELECT *, ${places('section_id', 'metric', 'score')} AS place FROM scored) o
    WHERE place <= ${RANKING_SIZE}
  ), scoped AS (
    SELECT y.scope_id, metric, article_id, score, published_at
    FROM own JOIN ancestry y USING (section_id)
    UNION ALL
    SELECT edition_id, metric, article_id, score, published_at FROM own
    UNION ALL
    SELECT DISTINCT c.person_id, metric, s.article_id, score, s.published_at
    FROM scored s JOIN credit c ON c.article_id = s.article_id WHERE metric = 'VIEWS'
  ), ranked AS MATERIALIZED (
    SELECT * FROM (
      SELECT scope_id, metric, article_id, ${places('scope_id', 'metric', 'score')} AS rank
      FROM scoped) r
    WHERE rank <= ${RANKING_SIZE}
  )`;
}

/** Only what has changed is written: a place that another article has now, and places that are no longer there. */
function written(table: string, key: string[], of: string): string {
  const columns = [...key, 'rank'];
  return `gone AS (
    DELETE FROM ${table} k WHERE ${of} AND NOT EXISTS (
      SELECT FROM ranked r WHERE ${columns.map((name) => `r.${name} = k.${name}`).join(' AND ')})
  )
  INSERT INTO ${table} AS k (${columns.join(', ')}, article_id)
  SELECT ${columns.join(', ')}, article_id FROM ranked
  ON CONFLICT (${columns.join(', ')}) DO UPDATE SET article_id = EXCLUDED.article_id
  WHERE k.article_id <> EXCLUDED.article_id`;
}

/** Ranks a window anew, as at $1; $2 are the weights of TRENDING. */
export function rankingStatement(window: PopularWindow): string {
  const metered = `
    SELECT c.article_id, a.section_id, a.edition_id, a.published_at, m.metric, m.score
    FROM (
      SELECT article_id, sum(views)::float8 AS views, sum(readers)::float8 AS readers, sum(saves)::float8 AS saves
      FROM (${pieces(window)}) p GROUP BY 1
    ) c
    JOIN public_article a ON a.id = c.article_id
    LEFT JOIN LATERAL ${trendScores(NOW, '$2::float8[]', 't.article_id = c.article_id')} t ON c.views > 0
    CROSS JOIN LATERAL (VALUES
      ('VIEWS'::popular_metric, nullif(c.views, 0)), ('READERS', nullif(c.readers, 0)),
      ('SAVES', nullif(c.saves, 0)),
      ('TRENDING', t.score)) AS m(metric, score)
    WHERE m.score IS NOT NULL`;
  return `
    WITH RECURSIVE ${ANCESTRY}, ${ranked(metered)}, windowed AS MATERIALIZED (
      SELECT scope_id, '${window}'::popular_window AS time_window, metric, article_id, rank FROM ranked
    ), ${written('popular_ranking', ['scope_id', 'time_window', 'metric'], `time_window = '${window}'`).replaceAll('ranked', 'windowed')}`;
}

/** Ranks what is being read, as at $1: by how many have come to it in the last ten minutes. */
export const NOW_READING_STATEMENT = `
  WITH RECURSIVE ${ANCESTRY}, ${ranked(`
    SELECT a.id AS article_id, a.section_id, a.edition_id, a.published_at, 'VIEWS'::popular_metric AS metric, c.readers AS score
    FROM (
      SELECT article_id, count(DISTINCT visitor)::float8 AS readers FROM view_event
      WHERE at > ${NOW} - interval '10 minutes' AND at <= ${NOW} GROUP BY 1
    ) c JOIN public_article a ON a.id = c.article_id`)}, ${written('now_reading', ['scope_id'], 'true')}`;
