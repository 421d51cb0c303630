import { type Profile, rootOfUse, termOf } from './related.profile';
import { rootOf, type TermVector } from './related.vector';

/** Room for each term: nearly all of what is not there is seen at the first look. */
const ROOM = 16;
/** The last bits of what is kept of a term are its uses. */
const USE_BITS = 8;

/**
 * What each term of an article brings to its cosine with another: its weight times its rarity once more, by the length of
 * the article's vector. The other's side is the root of its own uses, by its own length. A table by the last bits of the
 * terms, which are hashes, as an article is compared with many others.
 */
export class Shares {
  private readonly terms: Int32Array;
  private readonly shares: Float32Array;
  private readonly mask: number;

  constructor(vector: TermVector, norm: number, rarities: Float64Array) {
    const size = 2 ** Math.ceil(Math.log2(vector.terms.length * ROOM + 1));
    this.terms = new Int32Array(size);
    this.shares = new Float32Array(size);
    this.mask = size - 1;
    for (let place = 0; place < vector.terms.length; place += 1) {
      const term = termOf(vector.terms[place] ?? 0);
      let slot = (term >>> USE_BITS) & this.mask;
      while (this.shares[slot] !== 0) slot = (slot + 1) & this.mask;
      this.terms[slot] = term;
      this.shares[slot] = (rootOf(vector, place) * (rarities[place] ?? 0) ** 2) / norm;
    }
  }

  /** The cosine of the article and another. */
  cosine({ uses, norm }: Profile): number {
    // Kept at hand, as this is what placing does most.
    const { terms, shares, mask } = this;
    let total = 0;
    for (let place = uses.length - 1; place >= 0; place -= 1) {
      const use = uses[place] ?? 0;
      let slot = (use >>> USE_BITS) & mask;
      while (shares[slot] !== 0 && terms[slot] !== termOf(use)) slot = (slot + 1) & mask;
      const share = shares[slot] ?? 0;
      if (share !== 0) total += share * rootOfUse(use);
    }
    return total / norm;
  }
}
