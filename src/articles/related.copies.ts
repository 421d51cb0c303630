import { type TermVector } from './related.vector';

/** A shorter text than this many words tells nothing about who wrote it first. */
const SHORTEST_COPY = 8;
/** Two texts of which this share is the same words are one story sent twice; of short ones, all but a few words. */
const COPY_RESEMBLANCE = 0.9;
const SHORT_COPY_RESEMBLANCE = 0.75;
const FEW_WORDS = 3;

/**
 * How many words of the shorter text may be missing from the longer one. Of n and m words with s in common, the share
 * that is the same is s / (n + m - s), and n + m - 2s words differ.
 */
function mayMiss(shorter: number, longer: number): number {
  const atShare = (share: number) => shorter - (share * (shorter + longer)) / (1 + share);
  const aFew = Math.min((FEW_WORDS - (longer - shorter)) / 2, atShare(SHORT_COPY_RESEMBLANCE));
  return Math.max(atShare(COPY_RESEMBLANCE), aFew);
}

/** How many words of the one are not in the other, as far as it does not matter: counting ends beyond the limit. */
function missingWords(one: TermVector, other: TermVector, limit: number): number {
  let missing = 0;
  let b = 0;
  // Words stand first, in the order of their hashes, so that two different stories are told apart after a few.
  for (let a = 0; a < one.inText.length && missing <= limit; a += 1) {
    const term = one.terms[a] ?? 0;
    while (b < other.terms.length && (other.terms[b] ?? 0) < term) b += 1;
    const there = other.terms[b] === term ? (other.inText[b] ?? 0) : 0;
    missing += Math.max((one.inText[a] ?? 0) - there, 0);
  }
  return missing;
}

/** Whether two articles are the same story sent twice: nearly the same words, equally often (weighted Jaccard). */
export function isCopy(one: TermVector, other: TermVector): boolean {
  const [shorter, longer] = one.words <= other.words ? [one, other] : [other, one];
  if (shorter.words < SHORTEST_COPY) return false;
  // A hair more, as shares are fractions.
  const limit = mayMiss(shorter.words, longer.words) + 1e-9;
  return limit >= 0 && missingWords(shorter, longer, limit) <= limit;
}
