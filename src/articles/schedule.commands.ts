import { type EntityManager } from 'typeorm';

/**
 * Publishes what is scheduled and due, and lets go what was embargoed until now, each once: `article_due` has what
 * waits, and loses it in the same transaction that tells of it. It waits for nothing but who writes these rows. Answers
 * the articles' ids.
 */
export async function publishDue(manager: EntityManager): Promise<string[]> {
  const [rows] = await manager.query<[{ id: string }[], number]>(
    `UPDATE article a SET status = 'PUBLISHED',
       version = CASE a.status WHEN 'SCHEDULED' THEN a.version + 1 ELSE a.version END,
       updated_at = greatest(a.updated_at, a.published_at,
         CASE WHEN a.embargo_until <= now() THEN a.embargo_until END)
     FROM article_due d
     WHERE d.article_id = a.id AND d.due_at <= now() AND a.published_at <= now()
       AND (a.status = 'SCHEDULED'
         OR a.status = 'PUBLISHED' AND (a.embargo_until IS NULL OR a.embargo_until <= now()))
     RETURNING a.id`,
  );
  return rows.map((row) => row.id);
}
