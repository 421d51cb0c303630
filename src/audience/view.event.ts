import { isbot } from 'isbot';
import { parseGlobalId } from '../graphql/global-id';

/** A view as it was reported and found good: the article's UUID, when it was seen, the client's value for the reader. */
export interface ViewEvent {
  articleId: string;
  at: Date;
  visitor: string;
}

/** What a client reports. */
export interface ReportedView {
  articleId: string;
  visitor: string;
  at?: Date | null | undefined;
}

/** How many views can be reported at once. */
export const MAX_EVENTS = 100;

/** Devices' clocks are off, and phones send late; what is further away than this is no view of today. */
const MAX_OFF_MS = 24 * 60 * 60 * 1000;
const MAX_VISITOR_LENGTH = 128;

// What readers' own apps and newspapers' own servers send with; the word "news" alone makes isbot take them for robots.
const LIBRARIES = /^(?:node|undici|axios\/|okhttp\/)|\bCFNetwork\/\d/;

/** Whether a program reads, and no reader, as far as its user agent says so. */
export function isRobot(userAgent: string | null | undefined): boolean {
  return userAgent != null && !LIBRARIES.test(userAgent) && isbot(userAgent);
}

/**
 * The view that a report amounts to, or `null` where it is none: not the id of an article, no visitor or too long a one,
 * or a time more than a day off. A time ahead of ours is now: nobody has read what is still to come.
 */
export function toViewEvent(
  { articleId, visitor, at }: ReportedView,
  now = new Date(),
): ViewEvent | null {
  const id = parseGlobalId(articleId);
  const value = visitor.trim();
  if (id?.type !== 'Article' || value === '' || value.length > MAX_VISITOR_LENGTH) return null;
  const off = at ? at.getTime() - now.getTime() : 0;
  if (!(Math.abs(off) <= MAX_OFF_MS)) return null;
  return { articleId: id.uid, visitor: value, at: at && off < 0 ? at : now };
}
