import { type TermVector } from './related.vector';

/** Each use of a word falls into one of so many slots by its hash, and of each slot the least is kept, as a byte. */
export const SKETCH_SIZE = 64;

/** The hash of a use of a word, by how often it was used before. */
function hashUse(term: number, before: number): number {
  const hash = Math.imul(term ^ Math.imul(before, 0x9e3779b1), 0x85ebca6b);
  return Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35) >>> 0;
}

/** What is kept of the words of a running text: of two texts, as large a share is the same as of their words. */
export function sketchOf({ terms, inText }: TermVector): Uint8Array {
  const least = new Uint32Array(SKETCH_SIZE).fill(2 ** 32 - 1);
  for (let place = 0; place < inText.length; place += 1) {
    const uses = inText[place] ?? 0;
    for (let before = 0; before < uses; before += 1) {
      const hash = hashUse(terms[place] ?? 0, before);
      const slot = hash >>> 26;
      if (hash < (least[slot] ?? 0)) least[slot] = hash;
    }
  }
  // 0: none.
  return Uint8Array.from(least, (hash) => (hash === 2 ** 32 - 1 ? 0 : 1 + (hash % 255)));
}

/** How large a share of two sketches is the same. */
export function sketchResemblance(one: Uint8Array, other: Uint8Array): number {
  let used = 0;
  let same = 0;
  for (let slot = 0; slot < SKETCH_SIZE; slot += 1) {
    const a = one[slot] ?? 0;
    const b = other[slot] ?? 0;
    if ((a | b) === 0) continue;
    used += 1;
    if (a === b) same += 1;
  }
  return used === 0 ? 1 : same / used;
}
