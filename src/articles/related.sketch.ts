import { type TermVector } from './related.vector';

/** Each use of a word falls into one of so many slots by its hash, and of each slot the least is kept, as a byte. */
export const SKETCH_SIZE = 64;

const SLOT_SHIFT = 26;
const NONE = 2 ** 32 - 1;

/** The hash of a use of a word, by how often it was used before. */
function hashUse(term: number, before: number): number {
  const hash = Math.imul(term ^ Math.imul(before, 0x9e3779b1), 0x85ebca6b);
  return Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35) >>> 0;
}

/** What is kept of the words of a running text: of two texts, as large a share is the same as of their words. */
export function sketchOf({ terms, inText }: TermVector): Int32Array {
  const least = new Uint32Array(SKETCH_SIZE).fill(NONE);
  for (let place = 0; place < inText.length; place += 1) {
    const uses = inText[place] ?? 0;
    for (let before = 0; before < uses; before += 1) {
      const hash = hashUse(terms[place] ?? 0, before);
      const slot = hash >>> SLOT_SHIFT;
      if (hash < (least[slot] ?? 0)) least[slot] = hash;
    }
  }
  return filled(least);
}

/** As bytes, of which empty ones repeat the next one that is not, so that short texts resemble each other no more than they do. */
function filled(least: Uint32Array): Int32Array {
  const sketch = new Uint8Array(SKETCH_SIZE);
  let [next, distance] = [0, 0];
  for (let step = 2 * SKETCH_SIZE - 1; step >= 0; step -= 1) {
    const slot = step % SKETCH_SIZE;
    const hash = least[slot] ?? NONE;
    if (hash !== NONE) [next, distance] = [hash, 0];
    sketch[slot] = next + distance;
    distance += 1;
  }
  return new Int32Array(sketch.buffer);
}

/** How many bytes of two numbers are the same. */
function sameBytes(one: number, other: number): number {
  const differs = one ^ other;
  // The first bit of each byte that is zero.
  const zeros = ~(((differs & 0x7f7f7f7f) + 0x7f7f7f7f) | differs | 0x7f7f7f7f);
  return Math.imul(zeros >>> 7, 0x01010101) >>> 24;
}

/** How large a share of two sketches is the same. */
export function sketchResemblance(one: Int32Array, other: Int32Array): number {
  let same = 0;
  for (let place = 0; place < one.length; place += 1) {
    same += sameBytes(one[place] ?? 0, other[place] ?? 0);
  }
  return same / SKETCH_SIZE;
}
