import { type Placed } from '../graphql/connection';
import { type Position } from '../graphql/cursor';
import { type PageRequest } from '../graphql/page.args';
import { hydrate } from '../sql/columns';
import { type Reader } from '../sql/reader';
import { namedStatement } from '../sql/statement';
import { Values } from '../sql/values';
import { ITEM_COLUMNS } from './reading-list.columns';
import { VISIBLE } from './reading-list.queries';
import { ReadingListItem } from './reading-list-item.entity';

/** A page of the items of a list that the operation has already got. */
export interface ItemPage {
  listId: string;
  unreadOnly: boolean;
  page: PageRequest<Position>;
}

function whichItems(unreadOnly: boolean): string {
  return `i.removed_at IS NULL ${unreadOnly ? 'AND i.read_at IS NULL' : ''}`;
}

/** A page of each list, one item longer than asked where there is more. They have all but the list in common. */
export async function itemPages(
  reader: Reader,
  lists: readonly ItemPage[],
): Promise<Placed<ReadingListItem>[][]> {
  const [shape] = lists;
  if (!shape) return [];
  const { page, unreadOnly } = shape;
  const values = new Values();
  const keys = values.add(lists.map((list) => list.listId));
  const beyond = ({ value, uid }: Position, sign: string) =>
    `AND (i.rank, i.id) ${sign} (${values.add(value)}, ${values.add(uid)}::uuid)`;
  const after = page.after ? beyond(page.after, '>') : '';
  const before = page.before ? beyond(page.before, '<') : '';
  const direction = page.backward ? 'DESC' : 'ASC';
  const text = `
    SELECT e.* FROM unnest(${keys}::uuid[]) AS k(list_id) CROSS JOIN LATERAL (
      SELECT ${ITEM_COLUMNS} FROM reading_list_item i
      WHERE i.list_id = k.list_id AND ${whichItems(unreadOnly)} ${after} ${before}
      ORDER BY i.rank ${direction}, i.id ${direction} LIMIT ${values.add(page.size + 1)}) e
    ORDER BY e."rank", e."uid"`;
  const items = hydrate(
    ReadingListItem,
    await reader.rows<ReadingListItem>(namedStatement(text), values.list),
  );
  return lists.map(({ listId }) =>
    items
      .filter((item) => item.listId === listId)
      .map((node) => ({ node, position: { value: node.rank, uid: node.uid } })),
  );
}

const UNREAD_COUNTS = namedStatement(
  `SELECT i.list_id AS "listId", count(*)::int AS "count" FROM reading_list_item i
   WHERE i.list_id = ANY($1::uuid[]) AND ${whichItems(true)} GROUP BY 1`,
);

export function unreadCounts(
  reader: Reader,
  listIds: readonly string[],
): Promise<{ listId: string; count: number }[]> {
  return reader.rows(UNREAD_COUNTS, [listIds]);
}

// What lies before an item is what lies before the one asked for before it, and what is between: each list is counted
// through once, however many are asked for.
const POSITIONS = namedStatement(
  `SELECT s.id AS "uid", (sum(s.count) OVER (PARTITION BY s.list_id ORDER BY s.rank))::int AS "position"
   FROM (
     SELECT k.*, (
       SELECT count(*) FROM reading_list_item i
       WHERE i.list_id = k.list_id AND i.removed_at IS NULL
         AND i.rank >= k.previous AND i.rank < k.rank) AS count
     FROM (
       SELECT e.*, coalesce(lag(e.rank) OVER (PARTITION BY e.list_id ORDER BY e.rank), '') AS previous
       FROM (
         SELECT id, list_id, rank COLLATE "C" AS rank
         FROM unnest($1::uuid[], $2::uuid[], $3::text[]) AS e(id, list_id, rank)) e
     ) k
   ) s`,
);

/** How many items stand before each. */
export function itemPositions(
  reader: Reader,
  items: readonly ReadingListItem[],
): Promise<{ uid: string; position: number }[]> {
  return reader.rows(POSITIONS, [
    items.map((item) => item.uid),
    items.map((item) => item.listId),
    items.map((item) => item.rank),
  ]);
}

const ITEMS_BY_ID = namedStatement(
  `SELECT ${ITEM_COLUMNS} FROM reading_list_item i JOIN reading_list l ON l.id = i.list_id
   WHERE i.id = ANY($1::uuid[]) AND i.removed_at IS NULL AND ${VISIBLE}`,
);

/** Items of lists that one may see who owns those of `owners`. */
export async function itemsById(
  reader: Reader,
  uids: readonly string[],
  owners: string[],
): Promise<ReadingListItem[]> {
  return hydrate(ReadingListItem, await reader.rows(ITEMS_BY_ID, [uids, owners]));
}

const ARTICLES_IN_LIST = namedStatement(
  `SELECT i.article_id AS "articleId" FROM reading_list_item i
   WHERE i.list_id = $1 AND i.article_id = ANY($2::uuid[]) AND i.removed_at IS NULL`,
);

/** Which of some articles stand in a list. */
export async function articlesInList(
  reader: Reader,
  listId: string,
  articleIds: readonly string[],
): Promise<Set<string>> {
  const rows = await reader.rows<{ articleId: string }>(ARTICLES_IN_LIST, [listId, articleIds]);
  return new Set(rows.map((row) => row.articleId));
}
