import { type EntityManager } from 'typeorm';

/** One view of an article: its row's UUID and when it was seen. */
export interface ViewEvent {
  articleId: string;
  at: Date;
}

// Rows are locked in the order of their keys, so that two batches wait for one another instead of deadlocking.
const COUNT_VIEWS = `
  WITH seen AS (
    SELECT v.article_id, v.hour, count(*)::int AS views
    FROM unnest($1::uuid[], $2::timestamptz[]) AS e(article_id, at)
    CROSS JOIN LATERAL (SELECT e.article_id, date_trunc('hour', e.at) AS hour) v
    JOIN public_article a ON a.id = v.article_id
    GROUP BY 1, 2
  ), by_hour AS (
    INSERT INTO article_view_hour (article_id, hour, views)
    SELECT article_id, hour, views FROM seen ORDER BY article_id, hour
    ON CONFLICT (article_id, hour) DO UPDATE SET views = article_view_hour.views + EXCLUDED.views
    RETURNING 1
  ), in_all AS (
    INSERT INTO article_view_count (article_id, edition_id, section_id, views)
    SELECT s.article_id, a.edition_id, a.section_id, sum(s.views)
    FROM seen s JOIN article a ON a.id = s.article_id
    GROUP BY 1, 2, 3 ORDER BY 1
    ON CONFLICT (article_id) DO UPDATE SET views = article_view_count.views + EXCLUDED.views
    RETURNING 1
  )
  SELECT coalesce(sum(views), 0)::int AS accepted FROM seen`;

/** Counts views of public articles and answers how many they were; others are ignored. */
export async function countViews(manager: EntityManager, events: ViewEvent[]): Promise<number> {
  if (events.length === 0) return 0;
  const [result] = await manager.query<{ accepted: number }[]>(COUNT_VIEWS, [
    events.map((event) => event.articleId),
    events.map((event) => event.at.toISOString()),
  ]);
  return result?.accepted ?? 0;
}
