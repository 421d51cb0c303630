/** An article's terms with their uses: ascending, so that words, which are below zero, stand before parts of words. */
export interface TermVector {
  readonly terms: Int32Array;
  /** How much each is used, in eighths of a use, up to 8,191 uses. */
  readonly eighths: Uint16Array;
  /** How often in the running text alone; of parts of words nothing. */
  readonly inText: Uint16Array;
  /** How many words the running text has. */
  readonly words: number;
}

/** What tells copies from other stories. */
export type TextWords = Pick<TermVector, 'terms' | 'inText' | 'words'>;

/** Each term takes four bytes and two for how much it is used; a word two more for how often it is in the text. */
const BYTES = { size: 4, term: 4, uses: 2, inText: 2 };

export function sumOf(numbers: Uint16Array): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}

/** As bytes, in the machine's order of them: how many terms, all terms, all uses, those in the text. */
export function packVector({ terms, eighths, inText }: TermVector): Buffer {
  const parts = [Int32Array.of(terms.length), terms, eighths, inText];
  return Buffer.concat(
    parts.map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength)),
  );
}

/** The words of a vector alone, that the rest need not be kept. */
export function textWordsOf({ terms, inText, words }: TermVector): TextWords {
  return { terms: terms.slice(0, inText.length), inText: inText.slice(), words };
}

export function unpackVector(bytes: Buffer): TermVector {
  // Copied once, as numbers must stand at even places of the memory.
  const { buffer } = Uint8Array.from(bytes);
  const size = new Int32Array(buffer, 0, 1)[0] ?? 0;
  const usesAt = BYTES.size + size * BYTES.term;
  const inText = new Uint16Array(buffer, usesAt + size * BYTES.uses);
  return {
    terms: new Int32Array(buffer, BYTES.size, size),
    eighths: new Uint16Array(buffer, usesAt, size),
    inText,
    words: sumOf(inText),
  };
}

/** What a term weighs by its uses, before its rarity: the root of their number, that of TF-IDF with repetition damped. */
export function rootOf({ eighths }: TermVector, place: number): number {
  return Math.sqrt((eighths[place] ?? 0) / 8);
}

/** The places of so many of the greatest, greatest first. */
export function placesOfGreatest(numbers: Float64Array, size: number): number[] {
  const least = numbers.toSorted()[numbers.length - size] ?? -Infinity;
  const places: number[] = [];
  for (let place = 0; place < numbers.length; place += 1) {
    if ((numbers[place] ?? 0) >= least) places.push(place);
  }
  return places.sort((a, b) => (numbers[b] ?? 0) - (numbers[a] ?? 0)).slice(0, size);
}
