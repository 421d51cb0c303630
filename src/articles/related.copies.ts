import { type Profile } from './related.profile';
import { SKETCH_SIZE, sketchResemblance } from './related.sketch';
import { type TextWords } from './related.vector';

/** A shorter text than this many words tells nothing about who wrote it first. */
const SHORTEST_COPY = 8;
/** Two texts of which this share is the same words are one story sent twice; of short ones, all but a few words. */
const COPY_RESEMBLANCE = 0.9;
const SHORT_COPY_RESEMBLANCE = 0.75;
const FEW_WORDS = 3;
/** Sketches err by more than so many times their standard error only once in some ten thousand pairs. */
const STANDARD_ERRORS = 4;
/** Few words fill few slots of a sketch, which the others repeat: so many words are worth one that is filled by itself. */
const WORDS_OF_A_SLOT = 3;

/**
 * How many words of the shorter text may be missing from the longer one; below zero: they are no copies. Of n and m words
 * with s in common, the share that is the same is s / (n + m - s), and n + m - 2s words differ.
 */
function mayMiss(one: number, other: number): number {
  const [shorter, longer] = one <= other ? [one, other] : [other, one];
  if (shorter < SHORTEST_COPY) return -1;
  const atShare = (share: number) => shorter - (share * (shorter + longer)) / (1 + share);
  const aFew = Math.min((FEW_WORDS - (longer - shorter)) / 2, atShare(SHORT_COPY_RESEMBLANCE));
  // A hair more, as shares are fractions.
  return Math.max(atShare(COPY_RESEMBLANCE), aFew) + 1e-9;
}

/** How many words of the one are not in the other, as far as it does not matter: counting ends beyond the limit. */
function missingWords(one: TextWords, other: TextWords, limit: number): number {
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
export function isCopy(one: TextWords, other: TextWords): boolean {
  const [shorter, longer] = one.words <= other.words ? [one, other] : [other, one];
  const limit = mayMiss(shorter.words, longer.words);
  return limit >= 0 && missingWords(shorter, longer, limit) <= limit;
}

/** Whether two articles may be copies, by what is kept of their words; only then all their words are compared. */
export function mayBeCopies(one: Profile, other: Profile): boolean {
  const limit = mayMiss(one.words, other.words);
  if (limit < 0) return false;
  const [shorter, longer] = [Math.min(one.words, other.words), Math.max(one.words, other.words)];
  const least = (shorter - limit) / (longer + limit);
  const slots = Math.min(SKETCH_SIZE, shorter / WORDS_OF_A_SLOT);
  const error = STANDARD_ERRORS * Math.sqrt((least * (1 - least)) / slots);
  return sketchResemblance(one.sketch, other.sketch) >= least - error;
}
