import { type EntityManager } from 'typeorm';
import { type ListOwner } from './reader.ids';

/** Everything that is held on a reader, by table; without the reader there is nothing. */
export type ReaderData = Record<'reader' | 'lists' | 'items' | 'follows' | 'operations', object[]>;

const EXPORT = `
  SELECT
    (SELECT json_agg(x) FROM (SELECT * FROM reader r WHERE r.id = $1) x) AS "reader",
    (SELECT json_agg(x) FROM (SELECT * FROM reading_list l WHERE l.reader_id = $1 ORDER BY l.created_at, l.id) x) AS "lists",
    (SELECT json_agg(x) FROM (
      SELECT i.*, a.headline FROM reading_list_item i LEFT JOIN public_article a ON a.id = i.article_id
      WHERE i.reader_id = $1 ORDER BY i.list_id, i.rank, i.id) x) AS "items",
    (SELECT json_agg(x) FROM (SELECT * FROM reader_follow f WHERE f.reader_id = $1 ORDER BY f.followed_at) x) AS "follows",
    (SELECT json_agg(x) FROM (SELECT * FROM reader_operation o WHERE o.reader_id = $1 ORDER BY o.applied_at) x) AS "operations"`;

export async function exportReader(manager: EntityManager, { id }: ListOwner): Promise<ReaderData> {
  const [row] = await manager.query<Record<keyof ReaderData, object[] | null>[]>(EXPORT, [id]);
  return {
    reader: row?.reader ?? [],
    lists: row?.lists ?? [],
    items: row?.items ?? [],
    follows: row?.follows ?? [],
    operations: row?.operations ?? [],
  };
}

/** Deletes everything that is held on a reader, and answers how many rows of each kind that was. */
export async function eraseReader(
  manager: EntityManager,
  owner: ListOwner,
): Promise<Record<keyof ReaderData, number>> {
  return manager.transaction(async (transaction) => {
    // Nothing is written of the reader between the counting and the deletion, which cascades.
    await transaction.query('SELECT FROM reader WHERE id = $1 FOR UPDATE', [owner.id]);
    const held = await exportReader(transaction, owner);
    await transaction.query('DELETE FROM reader WHERE id = $1', [owner.id]);
    return {
      reader: held.reader.length,
      lists: held.lists.length,
      items: held.items.length,
      follows: held.follows.length,
      operations: held.operations.length,
    };
  });
}

// A reader's row is locked before it is said how much of it is forgotten, so that no sync is answered in between.
const FORGET = `
  WITH old AS (
    SELECT reader_id, max(version) AS version FROM (
      SELECT reader_id, version FROM reading_list_item WHERE removed_at < now() - $1 * interval '1 day'
      UNION ALL
      SELECT reader_id, version FROM reading_list WHERE deleted_at < now() - $1 * interval '1 day') t
    GROUP BY 1
  ), told AS (
    UPDATE reader r SET forgotten_version = greatest(r.forgotten_version, old.version)
    FROM old WHERE r.id = old.reader_id
  ), items AS (
    DELETE FROM reading_list_item i WHERE i.removed_at < now() - $1 * interval '1 day'
  )
  DELETE FROM reading_list l WHERE l.deleted_at < now() - $1 * interval '1 day'`;

/** How long it is remembered that an operation was applied, and that something was removed. */
export const OPERATION_DAYS = 90;
export const REMOVAL_DAYS = 180;

/** Forgets operations and removals that are so old that no device is waiting to hear of them. */
export async function forgetOldChanges(manager: EntityManager): Promise<void> {
  await manager.query(
    `DELETE FROM reader_operation WHERE applied_at < now() - $1 * interval '1 day'`,
    [OPERATION_DAYS],
  );
  await manager.query(FORGET, [REMOVAL_DAYS]);
}
