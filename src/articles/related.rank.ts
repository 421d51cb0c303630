/** How many related articles are kept ready for each article. */
export const RELATED_SIZE = 20;

/** Two likenesses are nearly equal where the lesser is at least this share of the greater. */
const NEAR_TIE = 0.98;

/** An article that may stand in another's list. */
export interface Candidate {
  id: string;
  /** 0 to 1; 0: not alike, but of the same section. */
  score: number;
  publishedAt: number;
}

function byRecency(one: Candidate, other: Candidate): number {
  return other.publishedAt - one.publishedAt || (one.id < other.id ? 1 : -1);
}

/** Best first: the more alike and, among those nearly as alike as the best of them, the newer. */
export function byLikeness<T extends Candidate>(candidates: readonly T[]): T[] {
  const sorted = candidates.toSorted((a, b) => b.score - a.score || byRecency(a, b));
  const ranked: T[] = [];
  let group: T[] = [];
  for (const candidate of sorted) {
    if (group[0] && candidate.score < group[0].score * NEAR_TIE) {
      ranked.push(...group.sort(byRecency));
      group = [];
    }
    group.push(candidate);
  }
  return [...ranked, ...group.sort(byRecency)];
}

/** The list that is kept of candidates: of a story sent twice, only what stands first. */
export function toList<T extends Candidate>(
  candidates: readonly T[],
  areCopies: (one: T, other: T) => boolean,
): T[] {
  const list: T[] = [];
  for (const candidate of byLikeness(candidates)) {
    if (list.length === RELATED_SIZE) break;
    if (!list.some((kept) => areCopies(kept, candidate))) list.push(candidate);
  }
  return list;
}
