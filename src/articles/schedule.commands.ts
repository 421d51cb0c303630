import { type EntityManager } from 'typeorm';
import { refreshRelated } from './related.commands';

/** Publishes what is scheduled and due, and gives it its place among related articles. Answers the articles' ids. */
export async function publishDue(manager: EntityManager): Promise<string[]> {
  const [rows] = await manager.query<[{ id: string }[], number]>(
    `UPDATE article SET status = 'PUBLISHED', version = version + 1,
       updated_at = greatest(updated_at, published_at)
     WHERE status = 'SCHEDULED' AND published_at <= now() RETURNING id`,
  );
  const uids = rows.map((row) => row.id);
  if (uids.length > 0) await refreshRelated(manager, uids);
  return uids;
}
