import { TermNumbers } from './related.numbers';
import { type TermVector, sumOf } from './related.vector';

const MOST = 65_535;
const FIRST_ROOM = 4096;

function withMoreRoom<Numbers extends Float64Array | Int32Array>(few: Numbers, many: Numbers) {
  many.set(few);
  return many;
}

/** Adds up how much an article uses each term. */
export class Uses {
  private readonly numbers = new TermNumbers();
  private counts = new Float64Array(FIRST_ROOM);
  private inText = new Int32Array(FIRST_ROOM);

  /** How much more a term is used, and how much of that in the running text. */
  add(term: number, count: number, inText: number): void {
    const number = this.numbers.get(term) ?? this.firstUse(term);
    this.counts[number] = (this.counts[number] ?? 0) + count;
    this.inText[number] = (this.inText[number] ?? 0) + inText;
  }

  /** Terms have the numbers in which they come. */
  private firstUse(term: number): number {
    const number = this.numbers.size;
    this.numbers.set(term, number);
    if (number >= this.counts.length) {
      this.counts = withMoreRoom(this.counts, new Float64Array(number * 2));
      this.inText = withMoreRoom(this.inText, new Int32Array(number * 2));
    }
    this.counts[number] = 0;
    this.inText[number] = 0;
    return number;
  }

  /** All that has been added, and begins anew. */
  take(): TermVector {
    const terms = this.numbers.terms().sort();
    const eighths = new Uint16Array(terms.length);
    // Words stand first; of the others nothing is in the text.
    const inText = new Uint16Array(terms.findLastIndex((term) => term < 0) + 1);
    for (let place = 0; place < terms.length; place += 1) {
      const number = this.numbers.get(terms[place] ?? 0) ?? 0;
      eighths[place] = Math.min(Math.round((this.counts[number] ?? 0) * 8), MOST);
      if (place < inText.length) inText[place] = Math.min(this.inText[number] ?? 0, MOST);
    }
    this.numbers.clear();
    return { terms, eighths, inText, words: sumOf(inText) };
  }
}
