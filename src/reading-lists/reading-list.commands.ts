import { type EntityManager } from 'typeorm';
import { savesCounted } from '../audience/save.commands';
import { ListApplier } from './list.applier';
import { type ListOperation, type ListOutcome } from './list-operation.types';
import { respaced } from './rank.space';
import { type ListOwner } from './reader.ids';
import { readState } from './reader-state.queries';
import { ITEM_PROPERTIES, LIST_PROPERTIES, toRow } from './reading-list.columns';
import { type ReadingList } from './reading-list.entity';
import { type ReadingListItem } from './reading-list-item.entity';

/** What came of operations, and the rows they were about as they are now. */
export interface ListOutcomes {
  outcomes: ListOutcome[];
  lists: Map<string, ReadingList>;
  items: Map<string, ReadingListItem>;
}

/** Whether operations that are refused are part of the answer, or take the others with them. */
export type OnRefusal = 'KEEP' | 'UNDO';

/** How often to try without a lock; whoever writes to one reader's lists from many places at once waits in line then. */
const FREE_TRIES = 2;

function upsert(table: string, properties: Record<string, string>, parameter: string): string {
  const columns = Object.values(properties);
  const changed = columns.filter((column) => column !== 'id');
  return `
    INSERT INTO ${table} (${columns.join(', ')})
    SELECT ${columns.map((column) => `r.${column}`).join(', ')}
    FROM gate CROSS JOIN json_populate_recordset(NULL::${table}, ${parameter}::json) r
    ON CONFLICT (id) DO UPDATE SET ${changed.map((column) => `${column} = EXCLUDED.${column}`).join(', ')}`;
}

// Nothing is written unless the reader's version is still the one that was read. Since every write raises it, what was
// worked out from that reading holds; and since the row stays locked to the end, versions are committed in their order.
const WRITE = `
  WITH gate AS (
    INSERT INTO reader (id, issuer, subject, version) VALUES ($1, $2, $3, $4::bigint + 1)
    ON CONFLICT (id) DO UPDATE SET version = reader.version + 1 WHERE reader.version = $4::bigint
    RETURNING id
  ), lists AS (${upsert('reading_list', LIST_PROPERTIES, '$5')}
  ), items AS (${upsert('reading_list_item', ITEM_PROPERTIES, '$6')}
  ), emptied AS (
    DELETE FROM reading_list_item i USING gate WHERE i.list_id = ANY($7::uuid[])
  ), outcomes AS (
    INSERT INTO reader_operation (reader_id, key, code, message, list_id, item_id)
    SELECT gate.id, o.key, o.code, o.message, o.list_id, o.item_id
    FROM gate CROSS JOIN json_populate_recordset(NULL::reader_operation, $8::json) o
  ), saves AS (${savesCounted(
    'SELECT a.id AS article_id, now() AS at FROM gate CROSS JOIN unnest($9::uuid[]) AS a(id)',
  )}
  ), respaced AS (${respaced({ listId: '$10::uuid', itemId: '$11::uuid', rank: '$12::text', version: '$4::bigint' })}
  )
  SELECT gate.id, (SELECT r.rank FROM respaced r WHERE r.id = $11::uuid) AS "rank" FROM gate`;

const OUTCOME_PROPERTIES = {
  key: 'key',
  code: 'code',
  message: 'message',
  listId: 'list_id',
  itemId: 'item_id',
};

const NO_RESPACING = [null, null, null];

function rowsOf(properties: Record<string, string>, objects: Iterable<object>): string {
  return JSON.stringify([...objects].map((object) => toRow(properties, object)));
}

/** Reads, applies, writes: two statements. `null`: somebody else has written to the same lists meanwhile. */
async function tryToApply(
  manager: EntityManager,
  owner: ListOwner,
  operations: ListOperation[],
  onRefusal: OnRefusal,
): Promise<ListOutcomes | null> {
  const state = await readState(manager, owner, operations);
  const applier = new ListApplier(state);
  const outcomes = operations.map((operation) => applier.apply(operation));
  const result = { outcomes, lists: state.lists, items: state.items };
  if (onRefusal === 'UNDO' && outcomes.some(({ code }) => code !== null)) return result;
  const { lists, items, emptied, outcomes: kept, respacing } = applier;
  if (lists.size + items.size + kept.length === 0) return result;
  for (const changed of [...lists, ...items]) changed.version = state.version + 1;
  const written = await manager.query<{ rank: string | null }[]>(WRITE, [
    owner.id,
    owner.issuer,
    owner.subject,
    state.version,
    rowsOf(LIST_PROPERTIES, lists),
    rowsOf(ITEM_PROPERTIES, items),
    emptied,
    rowsOf(OUTCOME_PROPERTIES, kept),
    applier.saved,
    ...(respacing ? [respacing.listId, respacing.item.uid, respacing.item.rank] : NO_RESPACING),
  ]);
  const [row] = written;
  if (!row) return null;
  if (respacing) respacing.item.rank = row.rank ?? respacing.item.rank;
  return result;
}

const LOCK = `
  INSERT INTO reader (id, issuer, subject, version) VALUES ($1, $2, $3, 1)
  ON CONFLICT (id) DO UPDATE SET version = reader.version`;

/**
 * Applies operations to an owner's lists, in their order and all at once: whatever is killed, all of it is there
 * afterwards or nothing. One whose key is known is not applied again and has the outcome it had.
 */
export async function applyToLists(
  manager: EntityManager,
  owner: ListOwner,
  operations: ListOperation[],
  onRefusal: OnRefusal,
): Promise<ListOutcomes> {
  for (let tries = 0; tries < FREE_TRIES; tries += 1) {
    const result = await tryToApply(manager, owner, operations, onRefusal);
    if (result) return result;
  }
  return manager.transaction(async (transaction) => {
    await transaction.query(LOCK, [owner.id, owner.issuer, owner.subject]);
    const result = await tryToApply(transaction, owner, operations, onRefusal);
    if (!result) throw new Error("A reader's row has changed while it was locked.");
    return result;
  });
}
