import { POSTINGS_OF_A_TERM } from './related-postings.commands';
import { type Postings } from './related.memory';
import { type Profile } from './related.profile';
import { placesOfGreatest, rootOf, type TermVector } from './related.vector';

/** How many of an article's strongest terms are looked up, and how many articles under all of them. */
const ASKED_TERMS = 64;
const POSTINGS_IN_ALL = 4000;

export type Asked = { term: number; weight: number }[];

/** The terms by which an article looks for others, strongest first, as long as there is room for what they bring. */
export function askedTerms(
  { vector, profile }: { vector: TermVector; profile: Profile },
  frequencies: Int32Array,
  rarities: Float64Array,
): Asked {
  const frequencyAt = (place: number) => frequencies[place] ?? 0;
  // Under what it alone says, nobody else is found.
  const strengths = rarities.map((rarity, place) =>
    frequencyAt(place) > 1 ? rootOf(vector, place) * rarity : 0,
  );
  const asked: Asked = [];
  let room = POSTINGS_IN_ALL;
  for (const place of placesOfGreatest(strengths, ASKED_TERMS)) {
    if (room <= 0 || strengths[place] === 0) break;
    room -= Math.min(frequencyAt(place), POSTINGS_OF_A_TERM);
    const weight = (rootOf(vector, place) * (rarities[place] ?? 0) ** 2) / profile.norm;
    asked.push({ term: vector.terms[place] ?? 0, weight });
  }
  return asked;
}

/** Adds up what articles share with others, in one array for all of them that is used again and again. */
export class Tally {
  private sums = new Float64Array(1024);
  private touched: number[] = [];

  private add(doc: number, share: number): void {
    if (doc >= this.sums.length) {
      const more = new Float64Array(2 ** Math.ceil(Math.log2(doc + 1)));
      more.set(this.sums);
      this.sums = more;
    }
    if (this.sums[doc] === 0) this.touched.push(doc);
    this.sums[doc] = (this.sums[doc] ?? 0) + share;
  }

  private clear(): void {
    for (const doc of this.touched) this.sums[doc] = 0;
    this.touched = [];
  }

  /** Those that share the most of the asked terms' weight, without the article that asks. */
  best(size: number, own: number, asked: Asked, postings: ReadonlyMap<number, Postings>): number[] {
    for (const { term, weight } of asked) {
      const list = postings.get(term);
      if (!list) continue;
      for (let place = 0; place < list.docs.length; place += 1) {
        this.add(list.docs[place] ?? 0, weight * (list.weights[place] ?? 0));
      }
    }
    const found = this.touched.filter((doc) => doc !== own);
    const sumOf = (doc: number) => this.sums[doc] ?? 0;
    const sorted = Float64Array.from(found, sumOf).sort();
    const least = sorted[sorted.length - size] ?? 0;
    const best = found
      .filter((doc) => sumOf(doc) >= least)
      .sort((a, b) => sumOf(b) - sumOf(a) || b - a)
      .slice(0, size);
    this.clear();
    return best;
  }
}
