/** Words of the corpus that look like one that was typed. */
export interface Candidate {
  typed: string;
  /** How many articles have the typed word, in any form. */
  typedArticles: number;
  word: string;
  folded: string;
  articles: number;
  /** The typed word without accents. */
  typedFolded: string;
}

/** A word that is so much more common is meant, even where the typed one is known. */
const MORE_COMMON = 50;

/**
 * How many letters have to be added, taken away, changed or swapped with their neighbours (optimal string alignment
 * distance: Boytsov, "Indexing methods for approximate dictionary searching", 2011, 2.2).
 */
export function editDistance(from: string, to: string): number {
  const [a, b] = [Array.from(from), Array.from(to)];
  let before: number[] = [];
  let last = b.map((_, place) => place);
  last.push(b.length);
  a.forEach((letter, row) => {
    const next = [row + 1];
    b.forEach((other, column) => {
      const cost = letter === other ? 0 : 1;
      const best = Math.min(
        (next[column] ?? 0) + 1,
        (last[column + 1] ?? 0) + 1,
        (last[column] ?? 0) + cost,
      );
      const isSwap = row > 0 && column > 0 && letter === b[column - 1] && a[row - 1] === other;
      next.push(isSwap ? Math.min(best, (before[column - 1] ?? 0) + 1) : best);
    });
    before = last;
    last = next;
  });
  return last[b.length] ?? 0;
}

/** How far a word may be from what was typed: a letter in short words, two in longer ones. */
const reach = (word: string) => (word.length <= 4 ? 1 : 2);

/** The best word for each typed one that is not right as it stands. */
export function corrections(candidates: Candidate[]): Map<string, string> {
  const best = new Map<string, { word: string; distance: number; articles: number }>();
  for (const { typed, typedArticles, typedFolded, word, folded, articles } of candidates) {
    const distance = editDistance(typedFolded, folded);
    const isBetter = typedArticles === 0 || articles >= typedArticles * MORE_COMMON;
    if (distance === 0 || distance > reach(typedFolded) || !isBetter) continue;
    const known = best.get(typed);
    if (
      !known ||
      distance < known.distance ||
      (distance === known.distance && articles > known.articles)
    ) {
      best.set(typed, { word, distance, articles });
    }
  }
  return new Map([...best].map(([typed, { word }]) => [typed, word]));
}
