import { hydrate } from '../sql/columns';
import { type Reader } from '../sql/reader';
import { namedStatement } from '../sql/statement';
import { type ChangeToken, LAST_UID, NO_CHANGES } from './change.token';
import { ITEM_COLUMNS, LIST_COLUMNS, reviveDates } from './reading-list.columns';
import { ReadingList } from './reading-list.entity';
import { ReadingListItem } from './reading-list-item.entity';

/** How many lists and items one answer has at most. */
export const CHANGES_PAGE = 500;

/** What changed in a reader's lists after a token, oldest changes first. */
export interface ReaderChanges {
  lists: ReadingList[];
  items: ReadingListItem[];
  deletedLists: string[];
  removedItems: string[];
  /** Whether it begins anew: the device forgets what it had. */
  isReset: boolean;
  hasMore: boolean;
  next: ChangeToken;
}

// All from one snapshot. The reader's version is written in the same transactions as its rows and under its lock: whoever
// sees it as n sees all rows up to n, and what is committed later has more.
const CHANGES = namedStatement(`
  WITH me AS (
    SELECT r.version, (extract(epoch FROM r.created_at) * 1000)::bigint AS epoch, r.forgotten_version
    FROM reader r WHERE r.id = $1
  ), since AS (
    SELECT me.*, k.known,
      CASE WHEN k.known THEN $3::bigint ELSE 0 END AS from_version,
      CASE WHEN k.known THEN $4::uuid ELSE '00000000-0000-0000-0000-000000000000'::uuid END AS from_id,
      CASE WHEN k.known THEN $5::bigint ELSE me.version END AS start
    FROM me CROSS JOIN LATERAL (
      -- A walk that began anew has no use for what was removed before, and so may have begun before that was forgotten.
      SELECT me.epoch = $2 AND $3 <= me.version AND greatest($3, $5) >= me.forgotten_version AS known) k
  ), changed AS (
    (SELECT l.version, l.id, to_json(x) AS list, NULL::json AS item, l.deleted_at IS NOT NULL AS is_gone
      FROM since s JOIN reading_list l ON l.reader_id = $1
        AND (l.version, l.id) > (s.from_version, s.from_id)
        AND (l.deleted_at IS NULL OR l.version > s.start)
      CROSS JOIN LATERAL (SELECT ${LIST_COLUMNS}) x
      ORDER BY l.version, l.id LIMIT ${CHANGES_PAGE + 1})
    UNION ALL
    (SELECT i.version, i.id, NULL, to_json(x), i.removed_at IS NOT NULL
      FROM since s JOIN reading_list_item i ON i.reader_id = $1
        AND (i.version, i.id) > (s.from_version, s.from_id)
        AND (i.removed_at IS NULL OR i.version > s.start)
      CROSS JOIN LATERAL (SELECT ${ITEM_COLUMNS}) x
      ORDER BY i.version, i.id LIMIT ${CHANGES_PAGE + 1})
  )
  SELECT s.version::float8 AS "readerVersion", s.epoch::float8 AS "epoch", s.known AS "isKnown", s.start::float8 AS "start",
    c.version::float8 AS "version", c.id AS "uid", c.list AS "list", c.item AS "item", c.is_gone AS "isGone"
  FROM since s LEFT JOIN (
    SELECT * FROM changed ORDER BY version, id LIMIT ${CHANGES_PAGE + 1}) c ON true
  ORDER BY c.version, c.id`);

interface ChangeRow {
  readerVersion: number;
  epoch: number;
  isKnown: boolean;
  start: number;
  version: number | null;
  uid: string | null;
  list: ReadingList | null;
  item: ReadingListItem | null;
  isGone: boolean | null;
}

/** What changed after a token, at most {@link CHANGES_PAGE} rows of it. */
export async function changesSince(
  reader: Reader,
  readerId: string,
  since: ChangeToken,
): Promise<ReaderChanges> {
  const { epoch, version, uid, start } = since;
  const rows = await reader.rows<ChangeRow>(CHANGES, [readerId, epoch, version, uid, start]);
  const hasMore = rows.length > CHANGES_PAGE;
  const page = hasMore ? rows.slice(0, CHANGES_PAGE) : rows;
  const there = page.filter((row) => row.isGone === false);
  const gone = page.filter((row) => row.isGone === true);
  return {
    lists: hydrate(
      ReadingList,
      there.flatMap(({ list }) => list ?? []),
    ).map(reviveDates),
    items: hydrate(
      ReadingListItem,
      there.flatMap(({ item }) => item ?? []),
    ).map(reviveDates),
    deletedLists: gone.flatMap(({ list }) => list?.uid ?? []),
    removedItems: gone.flatMap(({ item }) => item?.uid ?? []),
    isReset: rows[0]?.isKnown !== true,
    hasMore,
    next: nextToken(rows[0], hasMore ? page.at(-1) : undefined),
  };
}

/** Where to go on: after the last row of a page or, where that was all, after the reader's version. */
function nextToken(head: ChangeRow | undefined, last: ChangeRow | undefined): ChangeToken {
  if (!head) return NO_CHANGES;
  const { epoch, start } = head;
  const version = last?.version ?? head.readerVersion;
  return { epoch, start, version, uid: last?.uid ?? LAST_UID };
}
