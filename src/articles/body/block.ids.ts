import { randomBytes } from 'node:crypto';
import { type Block, type UnidentifiedBlock } from './block.types';
import { contentKey, Similarity } from './block.similarity';

/** How many of the old blocks in a gap a changed block is compared with. */
const WINDOW = 6;

/** Which old block each new one continues, by position; -1 for none. */
class Matching {
  readonly oldOf: Int32Array;
  readonly newOf: Int32Array;
  readonly oldKeys: string[];
  readonly newKeys: string[];
  readonly similarity = new Similarity();

  constructor(
    readonly previous: Block[],
    readonly next: UnidentifiedBlock[],
  ) {
    this.oldOf = new Int32Array(next.length).fill(-1);
    this.newOf = new Int32Array(previous.length).fill(-1);
    this.oldKeys = previous.map(contentKey);
    this.newKeys = next.map(contentKey);
  }

  isFree(oldAt: number, newAt: number): boolean {
    return this.newOf[oldAt] === -1 && this.oldOf[newAt] === -1;
  }

  pair(oldAt: number, newAt: number): void {
    this.newOf[oldAt] = newAt;
    this.oldOf[newAt] = oldAt;
  }

  pairIfEqual(oldAt: number, newAt: number): void {
    if (this.isFree(oldAt, newAt) && this.oldKeys[oldAt] === this.newKeys[newAt])
      this.pair(oldAt, newAt);
  }
}

function matchGivenIds(matching: Matching): void {
  const positions = new Map(matching.previous.map(({ id }, at) => [id, at]));
  for (const [newAt, { id }] of matching.next.entries()) {
    const oldAt = id === undefined ? undefined : positions.get(id);
    if (oldAt !== undefined && matching.isFree(oldAt, newAt)) matching.pair(oldAt, newAt);
  }
}

function positionsByKey(keys: string[], taken: Int32Array): Map<string, number[]> {
  const positions = new Map<string, number[]>();
  for (const [at, key] of keys.entries()) {
    if (taken[at] !== -1) continue;
    const list = positions.get(key);
    if (list) list.push(at);
    else positions.set(key, [at]);
  }
  return positions;
}

/** What stands equal at the beginning and the end of both. */
function matchEnds(matching: Matching): void {
  const { oldKeys, newKeys } = matching;
  const shorter = Math.min(oldKeys.length, newKeys.length);
  for (let i = 0; i < shorter && oldKeys[i] === newKeys[i]; i++) matching.pairIfEqual(i, i);
  for (let i = 1; i <= shorter && oldKeys.at(-i) === newKeys.at(-i); i++) {
    matching.pairIfEqual(oldKeys.length - i, newKeys.length - i);
  }
}

/** What stands once on both sides, wherever it moved. */
function matchUnique(matching: Matching): void {
  const newPositions = positionsByKey(matching.newKeys, matching.oldOf);
  for (const [key, oldPositions] of positionsByKey(matching.oldKeys, matching.newOf)) {
    const [oldAt = -1] = oldPositions;
    const [newAt = -1, ...more] = newPositions.get(key) ?? [];
    if (newAt >= 0 && more.length === 0 && oldPositions.length === 1) matching.pair(oldAt, newAt);
  }
}

/**
 * Equal blocks that stand several times (dividers, "* * *") continue the one beside a matched neighbour
 * (P. Heckel, "A technique for isolating differences between files", 1978).
 */
function matchBesideNeighbours(matching: Matching): void {
  const { next, oldOf } = matching;
  for (let at = 1; at < next.length; at++) {
    const before = oldOf[at - 1] ?? -1;
    if (before >= 0) matching.pairIfEqual(before + 1, at);
  }
  for (let at = next.length - 2; at >= 0; at--) {
    const after = oldOf[at + 1] ?? -1;
    if (after >= 0) matching.pairIfEqual(after - 1, at);
  }
}

/** Equal blocks still left, in their order. */
function matchLeftOver(matching: Matching): void {
  const free = positionsByKey(matching.oldKeys, matching.newOf);
  for (const list of free.values()) list.reverse();
  for (const [at, key] of matching.newKeys.entries()) {
    const oldAt = matching.oldOf[at] === -1 ? free.get(key)?.pop() : undefined;
    if (oldAt !== undefined) matching.pair(oldAt, at);
  }
}

/** The first of the next few free old blocks that `next[at]` is an edited version of. */
function findEdited(matching: Matching, at: number, from: number): number {
  const block = matching.next[at];
  if (!block) return -1;
  const end = Math.min(from + WINDOW, matching.previous.length);
  for (let oldAt = from; oldAt < end; oldAt++) {
    const old = matching.previous[oldAt];
    // A matched block ends the gap.
    if (!old || matching.newOf[oldAt] !== -1) break;
    if (old.kind === block.kind && matching.similarity.isEdited(old, block)) return oldAt;
  }
  return -1;
}

/** Edited blocks: between two matched neighbours, those alike in kind and words, in their order. */
function matchEdited(matching: Matching): void {
  let from = 0;
  for (let at = 0; at < matching.next.length; at++) {
    const own = matching.oldOf[at] ?? -1;
    if (own < 0) {
      const oldAt = findEdited(matching, at, from);
      if (oldAt >= 0) matching.pair(oldAt, at);
    }
    const matched = matching.oldOf[at] ?? -1;
    if (matched >= 0) from = matched + 1;
  }
}

/** Short ids for use in a URL's fragment; 48 random bits, tried again on the rare collision. */
function freshId(taken: Set<string>): string {
  for (;;) {
    const id = randomBytes(6).toString('base64url');
    if (!taken.has(id)) {
      taken.add(id);
      return id;
    }
  }
}

/**
 * Gives each block of an edited article its id: the one the editor sent if it is one of the article's and not sent
 * twice; that of an equal block, also if it moved; that of a similar block of the same kind in the same place; else a
 * fresh one. Takes time linear in the blocks.
 */
export function assignBlockIds(previous: Block[], next: UnidentifiedBlock[]): Block[] {
  const matching = new Matching(previous, next);
  matchGivenIds(matching);
  matchEnds(matching);
  matchUnique(matching);
  matchBesideNeighbours(matching);
  matchLeftOver(matching);
  matchEdited(matching);
  const taken = new Set(previous.map(({ id }) => id));
  const used = new Set<string>();
  return next.map((block, at) => {
    const kept = previous[matching.oldOf[at] ?? -1]?.id;
    const id = kept !== undefined && !used.has(kept) ? kept : freshId(taken);
    used.add(id);
    return { ...block, id };
  });
}
