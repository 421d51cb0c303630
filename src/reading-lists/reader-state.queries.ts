import { type EntityManager } from 'typeorm';
import { hydrate } from '../sql/columns';
import { type ListOperation, type ListOutcome } from './list-operation.types';
import { type ListOwner, savedListIdOf } from './reader.ids';
import { ITEM_COLUMNS, LIST_COLUMNS, reviveDates } from './reading-list.columns';
import { ReadingList } from './reading-list.entity';
import { ReadingListItem } from './reading-list-item.entity';

/** All of an owner's rows that some operations touch, as one snapshot has them. */
export interface ReaderState {
  owner: ListOwner;
  savedListId: string;
  /** The database's time. */
  now: Date;
  /** 0: there is no row of the owner yet. */
  version: number;
  /** How many lists there are beside the saved one. */
  listCount: number;
  lists: Map<string, ReadingList>;
  items: Map<string, ReadingListItem>;
  /** Item ids by list and article. */
  itemIds: Map<string, string>;
  /** The last rank of each list. */
  lastRanks: Map<string, string>;
  /** Between which ranks a moved item comes to stand. */
  neighbours: string[];
  publicArticles: Set<string>;
  outcomes: Map<string, ListOutcome>;
}

export const pairKey = (listId: string, articleId: string): string => `${listId} ${articleId}`;

interface Wanted {
  listIds: string[];
  itemIds: string[];
  pairs: { listId: string; articleId: string }[];
  keys: string[];
  move: { itemId: string; position: number } | null;
}

function wantedBy(operations: ListOperation[]): Wanted {
  const wanted: Wanted = { listIds: [], itemIds: [], pairs: [], keys: [], move: null };
  for (const operation of operations) {
    const target = 'target' in operation ? operation.target : operation;
    if (operation.key !== null) wanted.keys.push(operation.key);
    if ('itemId' in target) wanted.itemIds.push(target.itemId);
    if ('listId' in target) wanted.listIds.push(target.listId);
    if ('articleId' in target) wanted.pairs.push(target);
    if (operation.kind === 'MOVE') wanted.move = operation;
    if (operation.kind === 'IMPORT') {
      const { listId, items } = operation;
      wanted.pairs.push(...items.map(({ articleId }) => ({ listId, articleId })));
    }
  }
  return wanted;
}

const STATE = `
  WITH done AS (
    SELECT o.key, o.code, o.message, o.list_id, o.item_id
    FROM reader_operation o WHERE o.reader_id = $1 AND o.key = ANY($5::text[])
  ), items AS (
    SELECT i.* FROM reading_list_item i
    WHERE i.reader_id = $1 AND i.id IN (SELECT unnest($3::uuid[]) UNION SELECT item_id FROM done)
    UNION
    SELECT i.* FROM unnest($4::uuid[], $6::uuid[]) AS p(list_id, article_id)
    JOIN reading_list_item i ON i.list_id = p.list_id AND i.article_id = p.article_id AND i.reader_id = $1
  ), lists AS (
    SELECT l.* FROM reading_list l
    WHERE l.reader_id = $1 AND l.id IN (
      SELECT unnest($2::uuid[]) UNION SELECT list_id FROM items UNION SELECT list_id FROM done)
  )
  SELECT now() AS "now",
    (SELECT version FROM reader WHERE id = $1) AS "version",
    (SELECT count(*)::int FROM reading_list l
      WHERE l.reader_id = $1 AND l.kind <> 'SAVED' AND l.deleted_at IS NULL) AS "listCount",
    (SELECT json_agg(x) FROM (SELECT ${LIST_COLUMNS} FROM lists l) x) AS "lists",
    (SELECT json_agg(x) FROM (SELECT ${ITEM_COLUMNS} FROM items i) x) AS "items",
    (SELECT json_agg(x) FROM (
      SELECT key, code, message, list_id AS "listId", item_id AS "itemId" FROM done) x) AS "outcomes",
    (SELECT json_agg(x) FROM (
      SELECT l.id AS "listId", e.rank AS "rank"
      FROM lists l CROSS JOIN LATERAL (
        SELECT i.rank FROM reading_list_item i WHERE i.list_id = l.id AND i.removed_at IS NULL
        ORDER BY i.rank DESC LIMIT 1) e) x) AS "lastRanks",
    (SELECT json_agg(x.rank ORDER BY x.rank) FROM (
      SELECT o.rank FROM items i JOIN reading_list_item o ON o.list_id = i.list_id
      WHERE i.id = $7::uuid AND o.removed_at IS NULL AND o.id <> i.id
      ORDER BY o.rank OFFSET greatest($8::int - 1, 0) LIMIT 2) x) AS "neighbours",
    (SELECT json_agg(a.id) FROM public_article a WHERE a.id = ANY($6::uuid[])) AS "publicArticles"`;

interface StateRow {
  now: Date;
  version: string | null;
  listCount: number;
  lists: object[] | null;
  items: object[] | null;
  outcomes: (ListOutcome & { key: string })[] | null;
  lastRanks: { listId: string; rank: string }[] | null;
  neighbours: string[] | null;
  publicArticles: string[] | null;
}

/** Reads what the operations touch, with one statement. */
export async function readState(
  manager: EntityManager,
  owner: ListOwner,
  operations: ListOperation[],
): Promise<ReaderState> {
  const wanted = wantedBy(operations);
  const [row] = await manager.query<[StateRow]>(STATE, [
    owner.id,
    wanted.listIds,
    wanted.itemIds,
    wanted.pairs.map((pair) => pair.listId),
    wanted.keys,
    wanted.pairs.map((pair) => pair.articleId),
    wanted.move?.itemId ?? null,
    wanted.move?.position ?? 0,
  ]);
  const lists = hydrate(ReadingList, row.lists ?? []).map(reviveDates);
  const items = hydrate(ReadingListItem, row.items ?? []).map(reviveDates);
  return {
    owner,
    savedListId: savedListIdOf(owner.id),
    now: row.now,
    version: Number(row.version ?? 0),
    listCount: row.listCount,
    lists: new Map(lists.map((list) => [list.uid, list])),
    items: new Map(items.map((item) => [item.uid, item])),
    itemIds: new Map(items.map((item) => [pairKey(item.listId, item.articleId), item.uid])),
    lastRanks: new Map(row.lastRanks?.map(({ listId, rank }) => [listId, rank])),
    neighbours: row.neighbours ?? [],
    publicArticles: new Set(row.publicArticles),
    outcomes: new Map(row.outcomes?.map((outcome) => [outcome.key, outcome])),
  };
}
