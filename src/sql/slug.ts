import { slugify } from 'transliteration';

const MAX_LENGTH = 80;

/** A part of a path made of a title in any script: lower-case ASCII letters, digits and hyphens; `fallback` where nothing is left. */
export function toSlug(title: string, fallback: string): string {
  const whole = slugify(title.normalize('NFC'), { lowercase: true, separator: '-' })
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  if (whole.length <= MAX_LENGTH) return whole || fallback;
  // Not in the middle of a word, where there is one that ends in time.
  return whole
    .slice(0, MAX_LENGTH + 1)
    .replace(/-[^-]*$/, '')
    .slice(0, MAX_LENGTH);
}
