import { isWebUrl } from '../../graphql/web-url';
import { cleanText, foldWhitespace } from '../../articles/body/html.text';
import { type SourceItem } from '../formats/source-item.types';

const NAME_LENGTH = 200;

// As `JSON.stringify` writes what PostgreSQL refuses: NUL and halves of surrogate pairs.
const REFUSED = /\\u(?:0000|d[89a-f])/i;

/** A tag, or the beginning of one that does not end. */
const TAG = /<\/?[a-z][^<>]*>|<(?=\/?[a-z])/gi;

function clean(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return value.map(clean);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, clean(entry)]));
}

/** The same item without the characters that no database takes: a bad letter is no reason to leave an article out. */
export function cleanItem(item: SourceItem): SourceItem {
  return REFUSED.test(JSON.stringify(item)) ? (clean(item) as SourceItem) : item;
}

/** At the end of a word where it is too long, with an ellipsis. */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  // Half a letter at the cut is none.
  return `${cleanText(text.slice(0, length)).replace(/\s+\S*$/, '')}…`;
}

/** The address, where there is one that a reader may follow. */
export function webAddress(url: string | undefined): string | null {
  return url !== undefined && isWebUrl(url) ? url : null;
}

/** A slug as it is meant: WordPress writes other letters than English ones as `%d0%bd`. */
export function readSlug(slug: string): string {
  try {
    return decodeURIComponent(slug);
  } catch {
    return slug;
  }
}

/** What somebody or something is called, in one line of a sensible length, without the tags that no name has. */
export function cleanName(name: string): string {
  return shorten(foldWhitespace(cleanText(name).replace(TAG, '')), NAME_LENGTH);
}
