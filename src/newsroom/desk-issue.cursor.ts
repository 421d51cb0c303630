import { decodeCursor, type Position } from '../graphql/cursor';
import { badUserInput } from '../graphql/errors';

/** The kind of list that the cursors of issues are of. */
export const DESK_CURSOR = 'desk-issue';

/** Where an issue stands: its article's time and id, and its place among the article's. */
export interface DeskPlace {
  publishedAt: Date;
  articleUid: string;
  place: number;
}

export function toPosition({ publishedAt, articleUid, place }: DeskPlace): Position {
  return { value: `${publishedAt.getTime()} ${place}`, uid: articleUid };
}

/** Reads a cursor; throws BAD_USER_INPUT naming the argument that it stands in. */
export function readDeskCursor(cursor: string, field: string): DeskPlace {
  const { value, uid } = decodeCursor(DESK_CURSOR, cursor, field);
  const [, time, place] = /^(\d{1,14}) (\d)$/.exec(String(value)) ?? [];
  if (time === undefined) throw badUserInput(field, `${field} is not a cursor of this list.`);
  return { publishedAt: new Date(Number(time)), articleUid: uid, place: Number(place) };
}
