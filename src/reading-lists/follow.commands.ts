import { type EntityManager } from 'typeorm';
import { type Follow } from './follow.queries';
import { type ListOwner } from './reader.ids';

/** How much a reader can follow. */
export const MAX_FOLLOWS = 300;

/** Follows; false where the reader follows too much already. What is followed already stays so. */
export async function follow(
  manager: EntityManager,
  { id, issuer, subject }: ListOwner,
  { kind, targetId }: Follow,
): Promise<boolean> {
  const rows = await manager.query<object[]>(
    `WITH me AS (
       INSERT INTO reader (id, issuer, subject, version) VALUES ($1, $2, $3, 1)
       ON CONFLICT (id) DO NOTHING
     )
     INSERT INTO reader_follow (reader_id, kind, target_id)
     SELECT $1, $4, $5 WHERE (SELECT count(*) FROM reader_follow f
       WHERE f.reader_id = $1 AND f.target_id <> $5) < ${MAX_FOLLOWS}
     ON CONFLICT (reader_id, target_id) DO UPDATE SET kind = EXCLUDED.kind RETURNING target_id`,
    [id, issuer, subject, kind, targetId],
  );
  return rows.length > 0;
}

export async function unfollow(
  manager: EntityManager,
  readerId: string,
  targetId: string,
): Promise<void> {
  await manager.query('DELETE FROM reader_follow WHERE reader_id = $1 AND target_id = $2', [
    readerId,
    targetId,
  ]);
}
