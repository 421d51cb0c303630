import { type TermVector, sumOf } from './related.vector';

const MOST = 65_535;
const FIRST_ROOM = 4096;

/** Adds up how much an article uses each term, in a table by the terms' last bits that is used again and again. */
export class Uses {
  private terms = new Int32Array(FIRST_ROOM);
  private counts = new Float64Array(FIRST_ROOM);
  private inText = new Int32Array(FIRST_ROOM);
  private size = 0;

  /** How much more a term is used, and how much of that in the running text. Nothing that counts for nothing. */
  add(term: number, count: number, inText: number): void {
    let slot = this.slotOf(term);
    if (this.counts[slot] === 0) {
      if (this.size * 2 >= this.terms.length) {
        this.grow();
        slot = this.slotOf(term);
      }
      this.terms[slot] = term;
      this.size += 1;
    }
    this.counts[slot] = (this.counts[slot] ?? 0) + count;
    this.inText[slot] = (this.inText[slot] ?? 0) + inText;
  }

  /** Where a term stands, or would. */
  private slotOf(term: number): number {
    const mask = this.terms.length - 1;
    let slot = term & mask;
    while (this.counts[slot] !== 0 && this.terms[slot] !== term) slot = (slot + 1) & mask;
    return slot;
  }

  private grow(): void {
    const { terms, counts, inText } = this;
    this.terms = new Int32Array(terms.length * 2);
    this.counts = new Float64Array(terms.length * 2);
    this.inText = new Int32Array(terms.length * 2);
    this.size = 0;
    for (const [slot, count] of counts.entries()) {
      if (count !== 0) this.add(terms[slot] ?? 0, count, inText[slot] ?? 0);
    }
  }

  /** All that has been added, and begins anew. */
  take(): TermVector {
    const terms = this.terms.filter((_, slot) => this.counts[slot] !== 0).sort();
    const eighths = new Uint16Array(terms.length);
    // Words stand first; of the others nothing is in the text.
    const inText = new Uint16Array(terms.findLastIndex((term) => term < 0) + 1);
    for (let place = 0; place < terms.length; place += 1) {
      const slot = this.slotOf(terms[place] ?? 0);
      eighths[place] = Math.min(Math.round((this.counts[slot] ?? 0) * 8), MOST);
      if (place < inText.length) inText[place] = Math.min(this.inText[slot] ?? 0, MOST);
    }
    this.counts.fill(0);
    this.inText.fill(0);
    this.size = 0;
    return { terms, eighths, inText, words: sumOf(inText) };
  }
}
