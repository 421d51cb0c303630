import { createHash } from 'node:crypto';

/** What an answer of too many tags has instead of them: it ends with any change. */
export const ANY_CHANGE = 'any-change';

/** Both headers with them fit twice into what clients take of headers by default, which is 16 kB. */
const LONGEST_HEADER = 4_000;

const SAFE = /^[\w./:-]{1,64}$/;

/** A tag as caches on the way know it: letters that are safe in headers, in any case the same of the same tag. */
export function surrogateKey(tag: string): string {
  if (SAFE.test(tag)) return tag;
  return `h${createHash('sha256').update(tag).digest('base64url').slice(0, 16)}`;
}

/** The keys of an answer made of these tags, few enough for a header. */
export function surrogateKeys(tags: Iterable<string>): string[] {
  const keys = [...new Set([...tags].map(surrogateKey))].sort();
  return keys.join(' ').length > LONGEST_HEADER ? [ANY_CHANGE] : keys;
}
