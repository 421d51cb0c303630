import { createHash } from 'node:crypto';
import { badUserInput } from '../graphql/errors';

/**
 * How far a device knows a reader's changes: all that came before (version, uid) in that order. The epoch tells a reader's
 * rows from those that were erased before; removals up to `start` are of no interest to a device that began there.
 */
export interface ChangeToken {
  epoch: number;
  version: number;
  uid: string;
  start: number;
}

const FIRST_UID = '00000000-0000-0000-0000-000000000000';
export const LAST_UID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Where a device begins that knows nothing. */
export const NO_CHANGES: ChangeToken = { epoch: -1, version: 0, uid: FIRST_UID, start: 0 };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

// As with cursors, a forged token shows nothing but one's own lists; the sum tells a client that it mixed tokens up.
function checkSum(readerId: string, payload: string): string {
  return createHash('sha256')
    .update(`broadsheet changes ${readerId} ${payload}`)
    .digest('base64url')
    .slice(0, 8);
}

export function encodeChangeToken(readerId: string, token: ChangeToken): string {
  const payload = JSON.stringify([1, token.epoch, token.version, token.uid, token.start]);
  return Buffer.from(`${checkSum(readerId, payload)}${payload}`).toString('base64url');
}

function read(readerId: string, text: string): ChangeToken | null {
  const decoded = Buffer.from(text, 'base64url').toString();
  const payload = decoded.slice(8);
  if (decoded.slice(0, 8) !== checkSum(readerId, payload)) return null;
  const parts = JSON.parse(payload) as unknown[];
  const [format, epoch, version, uid, start] = parts;
  const isOurs =
    format === 1 &&
    [epoch, version, start].every((part) => Number.isSafeInteger(part)) &&
    typeof uid === 'string' &&
    UUID.test(uid);
  return isOurs ? ({ epoch, version, uid, start } as ChangeToken) : null;
}

/** What a token of this reader says; throws BAD_USER_INPUT naming the field for any other text. */
export function decodeChangeToken(readerId: string, text: string, field: string): ChangeToken {
  let token: ChangeToken | null = null;
  try {
    token = read(readerId, text);
  } catch {
    // Answered as any other text.
  }
  if (token) return token;
  throw badUserInput(field, `${field} is not a token of this reader's changes.`);
}
