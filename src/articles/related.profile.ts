import { SKETCH_SIZE, sketchOf } from './related.sketch';
import { type TermVector } from './related.vector';

/** How many of an article's strongest terms others are compared with; with the rest it is two kilobytes, and read at once. */
const PROFILE_SIZE = 464;

/** What others are compared with of an article: small enough to be kept and read by the thousand. */
export interface Profile {
  /** Its strongest terms: 24 bits of each, which others hardly ever share, and a byte for how much it is used. */
  readonly uses: Int32Array;
  /** The length of its whole weighed vector. */
  readonly norm: number;
  /** How many words its running text has, and a sketch of them. */
  readonly words: number;
  readonly sketch: Int32Array;
}

const USE = 255;
/** As many eighths of a use are kept as they are, more by their logarithm in sixteenths. */
const EXACT = 160;
const STEPS = 16;

function toByte(eighths: number): number {
  if (eighths <= EXACT) return eighths;
  return Math.min(EXACT + Math.round(Math.log2(eighths / EXACT) * STEPS), USE);
}

function toEighths(byte: number): number {
  return byte <= EXACT ? byte : EXACT * 2 ** ((byte - EXACT) / STEPS);
}

const ROOTS = Float64Array.from({ length: USE + 1 }, (_, byte) => Math.sqrt(toEighths(byte) / 8));

/** What two articles that share a term have in common of it. */
export function termOf(use: number): number {
  return use & ~USE;
}

/** What a term weighs by its uses, before its rarity. */
export function rootOfUse(use: number): number {
  return ROOTS[use & USE] ?? 0;
}

/** Of an article's terms those that are strongest, by these strengths. */
export function toProfile(vector: TermVector, strengths: Float64Array, norm: number): Profile {
  const least = strengths.toSorted()[strengths.length - PROFILE_SIZE] ?? -Infinity;
  const uses = vector.terms
    .map((term, place) => termOf(term) | toByte(vector.eighths[place] ?? 0))
    .filter((_, place) => (strengths[place] ?? 0) >= least);
  return {
    uses: uses.subarray(0, PROFILE_SIZE),
    norm,
    words: vector.words,
    sketch: sketchOf(vector),
  };
}

const HEAD = 8 + SKETCH_SIZE;

/** As bytes, in the machine's order of them: the length, how many words, the sketch, the terms. */
export function packProfile({ uses, norm, words, sketch }: Profile): Buffer {
  const bytes = Buffer.alloc(HEAD + uses.byteLength);
  bytes.writeFloatLE(norm);
  bytes.writeInt32LE(words, 4);
  bytes.set(new Uint8Array(sketch.buffer, sketch.byteOffset, sketch.byteLength), 8);
  bytes.set(new Uint8Array(uses.buffer, uses.byteOffset, uses.byteLength), HEAD);
  return bytes;
}

export function unpackProfile(bytes: Buffer): Profile {
  // Copied once, as numbers must stand at even places of the memory.
  const { buffer } = Uint8Array.from(bytes);
  return {
    uses: new Int32Array(buffer, HEAD),
    norm: bytes.readFloatLE(),
    words: bytes.readInt32LE(4),
    sketch: new Int32Array(buffer, 8, SKETCH_SIZE / 4),
  };
}
