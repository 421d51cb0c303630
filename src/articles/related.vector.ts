/** A term of an article: how much it is used, and how often in its running text alone. */
export interface TermUse {
  count: number;
  inText: number;
}

/** An article's terms, ascending, with their uses. Counts are kept in halves, up to 32,767. */
export interface TermVector {
  readonly terms: Int32Array;
  readonly counts: Float32Array;
  readonly inText: Uint16Array;
}

const MOST = 65_535;
/** A shorter text than this many words tells nothing about who wrote it first. */
const SHORTEST_COPY = 8;
/** Two texts of which this share is the same words are one story sent twice; of short ones, all but a few words. */
const COPY_RESEMBLANCE = 0.9;
const SHORT_COPY_RESEMBLANCE = 0.75;
const FEW_WORDS = 3;

export function toVector(uses: ReadonlyMap<number, TermUse>): TermVector {
  const terms = Int32Array.from(uses.keys()).sort();
  const of = (term: number) => uses.get(term) ?? { count: 0, inText: 0 };
  return {
    terms,
    counts: Float32Array.from(terms, (term) => Math.min(Math.round(of(term).count * 2), MOST) / 2),
    inText: Uint16Array.from(terms, (term) => Math.min(of(term).inText, MOST)),
  };
}

/** As bytes, eight a term, little endian. */
export function packVector({ terms, counts, inText }: TermVector): Buffer {
  const size = terms.length;
  const bytes = Buffer.alloc(size * 8);
  for (let place = 0; place < size; place += 1) {
    bytes.writeInt32LE(terms[place] ?? 0, place * 4);
    bytes.writeUInt16LE((counts[place] ?? 0) * 2, size * 4 + place * 2);
    bytes.writeUInt16LE(inText[place] ?? 0, size * 6 + place * 2);
  }
  return bytes;
}

export function unpackVector(bytes: Buffer): TermVector {
  const size = bytes.length / 8;
  const terms = new Int32Array(size);
  const counts = new Float32Array(size);
  const inText = new Uint16Array(size);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let place = 0; place < size; place += 1) {
    terms[place] = view.getInt32(place * 4, true);
    counts[place] = view.getUint16(size * 4 + place * 2, true) / 2;
    inText[place] = view.getUint16(size * 6 + place * 2, true);
  }
  return { terms, counts, inText };
}

/** Sums what a function makes of each term that two vectors share, by its places in them. */
function overShared(
  one: TermVector,
  other: TermVector,
  value: (place: number, otherPlace: number) => number,
): number {
  let sum = 0;
  let b = 0;
  for (let a = 0; a < one.terms.length; a += 1) {
    const term = one.terms[a] ?? 0;
    while (b < other.terms.length && (other.terms[b] ?? 0) < term) b += 1;
    if (other.terms[b] === term) sum += value(a, b);
  }
  return sum;
}

/**
 * The cosine of two vectors whose lengths are known. A term weighs the square root of its count times how rare it is
 * (`rarity`, by its place in `one`): that of TF-IDF, with repetition damped.
 */
export function cosine(
  one: TermVector,
  other: TermVector,
  { rarity, norms }: { rarity: Float64Array; norms: number },
): number {
  const sum = overShared(one, other, (a, b) => {
    const rare = rarity[a] ?? 0;
    return Math.sqrt((one.counts[a] ?? 0) * (other.counts[b] ?? 0)) * rare * rare;
  });
  return norms > 0 ? sum / norms : 0;
}

function wordsIn({ inText }: TermVector): number {
  return inText.reduce((sum, count) => sum + count, 0);
}

/** Whether two articles are the same story sent twice: nearly the same words, equally often (weighted Jaccard). */
export function isCopy(one: TermVector, other: TermVector): boolean {
  const [words, otherWords] = [wordsIn(one), wordsIn(other)];
  const fewer = Math.min(words, otherWords);
  if (fewer < SHORTEST_COPY || fewer < Math.max(words, otherWords) * SHORT_COPY_RESEMBLANCE)
    return false;
  const shared = overShared(one, other, (a, b) =>
    Math.min(one.inText[a] ?? 0, other.inText[b] ?? 0),
  );
  const all = words + otherWords - shared;
  if (shared >= COPY_RESEMBLANCE * all) return true;
  return all - shared <= FEW_WORDS && shared >= SHORT_COPY_RESEMBLANCE * all;
}
