import { type EntityManager } from 'typeorm';

/** Publishes what is scheduled and due, and answers the articles' ids. */
export async function publishDue(manager: EntityManager): Promise<string[]> {
  const [rows] = await manager.query<[{ id: string }[], number]>(
    `UPDATE article SET status = 'PUBLISHED', version = version + 1
     WHERE status = 'SCHEDULED' AND published_at <= now() RETURNING id`,
  );
  return rows.map((row) => row.id);
}
