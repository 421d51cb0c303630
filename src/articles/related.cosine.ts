import { rootOf, type TermVector } from './related.vector';

/** Room for each term: most of what is not there is seen at the first look. */
const ROOM = 4;

/**
 * What each term of an article brings to its cosine with another: its weight times its rarity once more, by the length of
 * the article's vector. The other's side is the root of its own uses, by its own length. A table by the last bits of the
 * terms, which are hashes, as an article is compared with many others.
 */
export class Shares {
  private readonly terms: Int32Array;
  private readonly shares: Float64Array;
  private readonly mask: number;

  constructor(vector: TermVector, norm: number, rarities: Float64Array) {
    const size = 2 ** Math.ceil(Math.log2(vector.terms.length * ROOM + 1));
    this.terms = new Int32Array(size);
    this.shares = new Float64Array(size);
    this.mask = size - 1;
    for (const [place, term] of vector.terms.entries()) {
      const slot = this.slotOf(term);
      this.terms[slot] = term;
      this.shares[slot] = (rootOf(vector, place) * (rarities[place] ?? 0) ** 2) / norm;
    }
  }

  /** Where a term stands, or would. */
  private slotOf(term: number): number {
    let slot = term & this.mask;
    while (this.shares[slot] !== 0 && this.terms[slot] !== term) slot = (slot + 1) & this.mask;
    return slot;
  }

  /** The cosine of the article and another. */
  cosine(other: { vector: TermVector; norm: number }): number {
    const { terms } = other.vector;
    let total = 0;
    for (let place = 0; place < terms.length; place += 1) {
      const share = this.shares[this.slotOf(terms[place] ?? 0)] ?? 0;
      if (share !== 0) total += share * rootOf(other.vector, place);
    }
    return total / other.norm;
  }
}
