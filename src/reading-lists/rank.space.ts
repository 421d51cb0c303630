import { type ReadingListItem } from './reading-list-item.entity';

/**
 * Longer than this a rank is not to become. Moves between the same two neighbours make it longer by a character in six, and
 * an index takes no more than some 2,700.
 */
export const LONGEST_RANK = 48;

/** A list whose items are to get short ranks again, in the order in which they stand with one of them moved. */
export interface Respacing {
  listId: string;
  item: ReadingListItem;
}

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

const digit = (divisor: number) => `substr('${DIGITS}', ((p.place / ${divisor}) % 62)::int + 1, 1)`;

/**
 * Gives every item of a list a rank of four characters, one that fractional-indexing would make too: `c` and three digits,
 * enough for 238,328 items. One statement's part, behind its `gate`; answers the rank of the item that was moved.
 */
export const respaced = (parameters: {
  listId: string;
  itemId: string;
  rank: string;
  version: string;
}): string => {
  const { listId, itemId, rank, version } = parameters;
  return `
    UPDATE reading_list_item i SET version = ${version} + 1, rank = 'c' || ${digit(3844)} || ${digit(62)} || ${digit(1)}
    FROM gate CROSS JOIN (
      SELECT o.id, row_number() OVER (
        ORDER BY (CASE WHEN o.id = ${itemId} THEN ${rank} ELSE o.rank END) COLLATE "C", o.id) AS place
      FROM reading_list_item o WHERE o.list_id = ${listId} AND o.removed_at IS NULL) p
    WHERE i.id = p.id
    RETURNING i.id, i.rank`;
};
