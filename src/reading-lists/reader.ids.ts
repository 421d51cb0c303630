import { type Viewer } from '../identity/viewer';
import { uidFromName } from '../sql/uuid';

/** Whose lists: a reader's or, without issuer and subject, the newsroom's. */
export interface ListOwner {
  readonly id: string;
  readonly issuer: string | null;
  readonly subject: string | null;
}

/** Owns the curated lists. No token leads to it: a reader's name is a JSON list. */
export const NEWSROOM: ListOwner = {
  id: uidFromName('the newsroom, owner of curated reading lists'),
  issuer: null,
  subject: null,
};

/** The key of a reader's rows. It follows from the token, so that reading needs no row to be there. */
export function readerOf({ issuer, subject }: Pick<Viewer, 'issuer' | 'subject'>): ListOwner {
  return { id: uidFromName(JSON.stringify(['reader', issuer, subject])), issuer, subject };
}

/** The key of a reader's saved list, which is there before its row is. */
export function savedListIdOf(readerId: string): string {
  return uidFromName(JSON.stringify(['saved list', readerId]));
}

/** The key of the list that an operation makes: the same however often the operation is sent. */
export function listIdOfKey(readerId: string, key: string): string {
  return uidFromName(JSON.stringify(['list', readerId, key]));
}
