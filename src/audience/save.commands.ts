import { type EntityManager } from 'typeorm';

/** An addition of an article to a reading list: the article's row's UUID and when. */
export interface SaveEvent {
  articleId: string;
  at: Date;
}

/**
 * An INSERT that counts what `source` (article_id, at) says was added to reading lists, for a WITH of whoever adds it. Rows are
 * locked in the order of their keys, so that two transactions wait for one another instead of deadlocking.
 */
export function savesCounted(source: string): string {
  return `
    INSERT INTO article_save (minute, article_id, saves)
    SELECT date_trunc('minute', least(e.at, now())), e.article_id, count(*)
    FROM (${source}) e JOIN article a ON a.id = e.article_id
    GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (minute, article_id) DO UPDATE SET saves = article_save.saves + EXCLUDED.saves`;
}

const COUNT_SAVES = savesCounted(
  'SELECT * FROM unnest($1::uuid[], $2::timestamptz[]) AS e(article_id, at)',
);

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
