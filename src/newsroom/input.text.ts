import { badUserInput } from '../graphql/errors';
import { toSlug } from '../sql/slug';

const MAX_LINE = 1_000;
const MAX_TEXT = 200_000;

// eslint-disable-next-line no-control-regex
const UNSTORABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** A text of any length, without the characters that no database and no HTML has. */
export function longText(text: string, field: string): string {
  if (text.length > MAX_TEXT) {
    throw badUserInput(field, `${field} must be at most ${MAX_TEXT} characters long.`);
  }
  return text.replace(UNSTORABLE, '').replace(/\p{Surrogate}/gu, '\ufffd');
}

/** A short text that must say something. */
export function checkedText(text: string, field: string, maxLength = MAX_LINE): string {
  const clean = longText(text, field).trim();
  if (clean === '') throw badUserInput(field, `${field} must not be empty.`);
  if (clean.length > maxLength) {
    throw badUserInput(field, `${field} must be at most ${maxLength} characters long.`);
  }
  return clean;
}

/** A short text that may be left out; an empty one is none. */
export function optionalText(
  text: string | null | undefined,
  field: string,
  maxLength = MAX_LINE,
): string | null {
  if (text == null || text.trim() === '') return null;
  return checkedText(text, field, maxLength);
}

/** A part of a path. */
export function checkedSlug(slug: string, field: string): string {
  if (slug !== '' && toSlug(slug, '') === slug) return slug;
  throw badUserInput(
    field,
    `${field} must be at most 80 lower-case letters and digits, with single hyphens between them.`,
  );
}

/** A time that the database can store. */
export function checkedTime(time: Date, field: string): Date {
  const year = time.getUTCFullYear();
  if (year >= 1970 && year <= 9999) return time;
  throw badUserInput(field, `${field} must lie between the years 1970 and 9999.`);
}
