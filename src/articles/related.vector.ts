/** A term of an article: how much it is used, and how often in its running text alone. */
export interface TermUse {
  count: number;
  inText: number;
}

/** An article's terms, ascending, with their uses. */
export interface TermVector {
  readonly terms: Int32Array;
  /** How much each is used, in eighths of a use, up to 8,191 uses. */
  readonly eighths: Uint16Array;
  /** How often in the running text alone. */
  readonly inText: Uint16Array;
  /** How many words the running text has. */
  readonly words: number;
}

const MOST = 65_535;
/** A term takes four bytes and two for each of its numbers: all terms, then all counts, then those in the text. */
const BYTES = 8;

function sum(numbers: Uint16Array): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}

export function toVector(uses: ReadonlyMap<number, TermUse>): TermVector {
  const terms = Int32Array.from(uses.keys()).sort();
  const upTo = (value = 0) => Math.min(Math.round(value), MOST);
  const inText = Uint16Array.from(terms, (term) => upTo(uses.get(term)?.inText));
  return {
    terms,
    eighths: Uint16Array.from(terms, (term) => upTo((uses.get(term)?.count ?? 0) * 8)),
    inText,
    words: sum(inText),
  };
}

/** As bytes, in the machine's order of them. */
export function packVector({ terms, eighths, inText }: TermVector): Buffer {
  const parts = [terms, eighths, inText];
  return Buffer.concat(
    parts.map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength)),
  );
}

export function unpackVector(bytes: Buffer): TermVector {
  const size = bytes.length / BYTES;
  // Copied once, as numbers must stand at even places of the memory.
  const { buffer } = Uint8Array.from(bytes);
  const inText = new Uint16Array(buffer, size * 6, size);
  return {
    terms: new Int32Array(buffer, 0, size),
    eighths: new Uint16Array(buffer, size * 4, size),
    inText,
    words: sum(inText),
  };
}

/** How rare terms are: the logarithm of how many articles there are for each that has the term, and a half. */
export type Rarity = (term: number) => number;

/** What a term weighs by its uses, before its rarity: the root of their number, that of TF-IDF with repetition damped. */
export function rootOf({ eighths }: TermVector, place: number): number {
  return Math.sqrt((eighths[place] ?? 0) / 8);
}

/**
 * What each term of an article brings to its cosine with another: its weight times its rarity once more, by the length of
 * the article's vector. The other's side is the root of its own uses, by its own length.
 */
export function sharesOf(vector: TermVector, norm: number, rarity: Rarity): Float64Array {
  return Float64Array.from(
    vector.terms,
    (term, place) => (rootOf(vector, place) * rarity(term) ** 2) / norm,
  );
}

/** The cosine of an article whose shares are known and another. */
export function cosine(
  { terms }: TermVector,
  shares: Float64Array,
  other: { vector: TermVector; norm: number },
): number {
  const { terms: others } = other.vector;
  let total = 0;
  let b = 0;
  for (let a = 0; a < terms.length; a += 1) {
    const term = terms[a] ?? 0;
    while (b < others.length && (others[b] ?? 0) < term) b += 1;
    if (others[b] === term) total += (shares[a] ?? 0) * rootOf(other.vector, b);
  }
  return total / other.norm;
}
