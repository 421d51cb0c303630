import fc from 'fast-check';
import { isCopy, mayBeCopies } from '../../src/articles/related.copies';
import { type Profile } from '../../src/articles/related.profile';
import { sketchOf } from '../../src/articles/related.sketch';
import { hashTerm } from '../../src/articles/related.terms';
import { type TermVector } from '../../src/articles/related.vector';

/** The words of a text of an edition, each used once. */
function vectorOf(words: string[], seed: number): TermVector {
  const terms = Int32Array.from(words, (word) => hashTerm(word, { seed }) | (1 << 31)).sort();
  const inText = new Uint16Array(terms.length).fill(1);
  return { terms, eighths: new Uint16Array(terms.length).fill(8), inText, words: words.length };
}

const profileOf = (vector: TermVector): Profile =>
  ({ words: vector.words, sketch: sketchOf(vector) }) as Profile;

const words = (size: number, name: string) => Array.from({ length: size }, (_, n) => `${name}${n}`);

test.each([8, 12, 16, 24, 32, 48, 64, 100, 200])(
  'copies of some %i words are told as such in every edition',
  (size) => {
    let copies = 0;
    const editions = fc.integer({ min: 0, max: 2 ** 31 - 1 });
    fc.assert(
      fc.property(editions, fc.nat(1), fc.nat(2), (seed, replaced, added) => {
        const text = words(size, 'word');
        const copy = [...text.slice(replaced), ...words(replaced + added, 'other')];
        const [one, other] = [vectorOf(text, seed), vectorOf(copy, seed)];
        if (!isCopy(one, other)) return;
        copies += 1;
        expect(mayBeCopies(profileOf(one), profileOf(other))).toBe(true);
      }),
      // One that was missed with fewer words to a slot.
      { numRuns: 1_000, examples: [[972213322, 1, 1]] },
    );
    expect(copies).toBeGreaterThan(200);
  },
);
