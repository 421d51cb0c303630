import { type EntityManager } from 'typeorm';

/** An addition of an article to a reading list: the article's row's UUID and when. */
export interface SaveEvent {
  articleId: string;
  at: Date;
}

// Rows are locked in the order of their keys, so that two transactions wait for one another instead of deadlocking.
const COUNT_SAVES = `
  INSERT INTO article_save (minute, article_id, saves)
  SELECT date_trunc('minute', least(e.at, now())), e.article_id, count(*)
  FROM unnest($1::uuid[], $2::timestamptz[]) AS e(article_id, at)
  JOIN article a ON a.id = e.article_id
  GROUP BY 1, 2 ORDER BY 1, 2
  ON CONFLICT (minute, article_id) DO UPDATE SET saves = article_save.saves + EXCLUDED.saves`;

/** Counts additions to reading lists, for popular by SAVES: in the transaction in which they are made. */
export async function countSaves(manager: EntityManager, events: SaveEvent[]): Promise<void> {
  if (events.length === 0) return;
  await manager.query(COUNT_SAVES, [
    events.map((event) => event.articleId),
    events.map((event) => event.at.toISOString()),
  ]);
}

/** Forgets saves that no window reaches back to any more. */
export async function forgetSaves(manager: EntityManager): Promise<void> {
  await manager.query("DELETE FROM article_save WHERE minute < now() - interval '31 days'");
}
