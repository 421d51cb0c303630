import { createHash } from 'node:crypto';
import { badUserInput } from './errors';

/** A place in an ordered list: the value it is ordered by, and the row's UUID to break ties. */
export interface Position {
  value: number | string;
  uid: string;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * The kinds of lists whose cursors hold a text; all others hold a number. A search keeps in it what its first page
 * settled.
 */
const ORDERED_BY_TEXT = new Set([
  ...['person', 'reading-list-item', 'desk-issue'],
  ...['search:RELEVANCE', 'search:NEWEST', 'search:OLDEST'],
]);

// The milliseconds of the years 1 to 9999, beyond which PostgreSQL and JavaScript write times differently.
const FIRST_INSTANT = -62_135_596_800_000;
const LAST_INSTANT = 253_402_300_799_999;

function isNumber(value: unknown): value is number {
  return (
    Number.isSafeInteger(value) && Number(value) >= FIRST_INSTANT && Number(value) <= LAST_INSTANT
  );
}

// A cursor is only a position, so a forged one shows nothing that the list does not show anyway; the check
// sum is there to tell a client that it mixed cursors up or cut one short.
function checkSum(payload: string): string {
  return createHash('sha256')
    .update(`broadsheet cursor ${payload}`)
    .digest('base64url')
    .slice(0, 8);
}

/** An opaque cursor, valid only for lists of the same kind, such as `article:NEWEST`. */
export function encodeCursor(kind: string, position: Position): string {
  const payload = JSON.stringify([kind, position.value, position.uid]);
  return Buffer.from(`${checkSum(payload)}${payload}`).toString('base64url');
}

/** What stands in a cursor of ours; nothing for any other text, also for one that only decodes to the same. */
function readParts(cursor: string): unknown[] {
  const text = Buffer.from(cursor, 'base64url').toString();
  const payload = text.slice(8);
  const isOurs =
    text.slice(0, 8) === checkSum(payload) && Buffer.from(text).toString('base64url') === cursor;
  if (!isOurs) return [];
  try {
    const parts: unknown = JSON.parse(payload);
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}

/** The position in a cursor of lists of this kind; throws BAD_USER_INPUT naming the field for any other text. */
export function decodeCursor(kind: string, cursor: string, field: string): Position {
  const [itsKind, value, uid] = readParts(cursor);
  const isValue = ORDERED_BY_TEXT.has(kind) ? typeof value === 'string' : isNumber(value);
  if (itsKind === kind && isValue && typeof uid === 'string' && UUID.test(uid)) {
    return { value: value as number | string, uid };
  }
  throw badUserInput(field, `${field} is not a cursor of this list.`);
}
