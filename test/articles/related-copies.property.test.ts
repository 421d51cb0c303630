import fc from 'fast-check';
import { isCopy, mayBeCopies } from '../../src/articles/related.copies';
import {
  packProfile,
  type Profile,
  toProfile,
  unpackProfile,
} from '../../src/articles/related.profile';
import { hashTerm } from '../../src/articles/related.terms';
import { Uses } from '../../src/articles/related.uses';
import { type TermVector } from '../../src/articles/related.vector';

const WORD = 1 << 31;

function vectorOf(words: string[]): TermVector {
  const uses = new Uses();
  for (const word of words) uses.add(hashTerm(word) | WORD, 1, 1);
  return uses.take();
}

function profileOf(vector: TermVector): Profile {
  const strengths = Float64Array.from(vector.eighths);
  return unpackProfile(packProfile(toProfile(vector, strengths, 1)));
}

/** A text of made-up words, some of which come again and again. */
const text = fc
  .array(fc.nat(9_999_999), { minLength: 8, maxLength: 400 })
  .map((draws) => draws.map((draw) => `word${Math.floor(Math.sqrt(draw))}`));

describe('copies among related articles', () => {
  it('are never taken for others by the sketches that are kept of their words', () => {
    fc.assert(
      fc.property(text, fc.double({ min: 0, max: 0.06, noNaN: true }), (words, share) => {
        const changed = Math.floor(words.length * share);
        const other = words.map((word, place) => (place < changed ? `other${place}` : word));
        const [a, b] = [vectorOf(words), vectorOf(other)];
        expect(isCopy(a, b) && !mayBeCopies(profileOf(a), profileOf(b))).toBe(false);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('are told from other stories by them', () => {
    fc.assert(
      fc.property(text, (words) => {
        const others = words.map((word, place) => (place % 2 === 0 ? `other${place}` : word));
        const [a, b] = [vectorOf(words), vectorOf(others)];
        expect(words.length >= 30 && mayBeCopies(profileOf(a), profileOf(b))).toBe(false);
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});
