import { type Statements } from './related.lanes';
import { type RelatedMemory } from './related.memory';
import { type TermVector } from './related.vector';

/** How many articles an edition's index has, and how many have come, gone or been rewritten since all were last weighed. */
export interface EditionSize {
  editionId: string;
  articles: number;
  changes: number;
}

export async function editionSizes(
  manager: Statements,
  editionIds: Iterable<string>,
): Promise<Map<string, EditionSize>> {
  const rows = await manager.query<EditionSize[]>(
    `SELECT edition_id AS "editionId", articles, changes
     FROM related_edition WHERE edition_id = ANY($1::uuid[])`,
    [[...new Set(editionIds)]],
  );
  return new Map(rows.map((row) => [row.editionId, row]));
}

/** In how many articles each term of these is. */
export async function readFrequencies(
  manager: Statements,
  memory: RelatedMemory,
  vectors: readonly TermVector[],
): Promise<Int32Array[]> {
  const missing = new Set<number>();
  const frequencyOf = (term: number) => {
    const known = memory.frequencyOf(term);
    if (known === undefined) missing.add(term);
    return known ?? 0;
  };
  const frequencies = vectors.map(({ terms }) => terms.map(frequencyOf));
  if (missing.size === 0) return frequencies;
  const rows = await manager.query<{ term: number; articles: number }[]>(
    'SELECT term, articles FROM related_term WHERE term = ANY($1::int[])',
    [[...missing]],
  );
  for (const row of rows) memory.setFrequency(row.term, row.articles);
  return vectors.map(({ terms }) => terms.map((term) => memory.frequencyOf(term) ?? 0));
}

/** Of one more than each small number. */
const LOGARITHMS = Float64Array.from({ length: 4096 }, (_, number) => Math.log(1 + number));

/** How rare terms are: the logarithm of how many articles there are for each that has the term, and a half. */
export function raritiesOf(frequencies: Int32Array, articles: number): Float64Array {
  const ofAll = 0.5 + Math.log(1 + articles);
  const rarities = new Float64Array(frequencies.length);
  for (const [place, frequency] of frequencies.entries()) {
    rarities[place] = ofAll - (LOGARITHMS[frequency] ?? Math.log(1 + frequency));
  }
  return rarities;
}

/** Counts terms and articles of editions up (1) and down (-1). */
export class Counts {
  private readonly terms = new Map<number, number>();
  private readonly editions = new Map<string, { gained: number; lost: number }>();

  add(vector: TermVector, editionId: string, step: 1 | -1): void {
    for (const term of vector.terms) this.terms.set(term, (this.terms.get(term) ?? 0) + step);
    const edition = this.editions.get(editionId) ?? { gained: 0, lost: 0 };
    if (step === 1) edition.gained += 1;
    else edition.lost += 1;
    this.editions.set(editionId, edition);
  }

  /** Editions that have only lost articles: none of theirs is to be weighed for that. */
  shrunkEditionIds(): string[] {
    return [...this.editions].filter(([, { gained }]) => gained === 0).map(([id]) => id);
  }

  async save(manager: Statements, memory: RelatedMemory): Promise<void> {
    const changed = [...this.terms].filter(([, step]) => step !== 0).sort(([a], [b]) => a - b);
    for (const [term, step] of changed) memory.changeFrequency(term, step);
    await manager.query(
      `INSERT INTO related_term AS t (term, articles) SELECT * FROM unnest($1::int[], $2::int[])
       ON CONFLICT (term) DO UPDATE SET articles = greatest(t.articles + EXCLUDED.articles, 0)`,
      [changed.map(([term]) => term), changed.map(([, step]) => step)],
    );
    await manager.query(
      `INSERT INTO related_edition AS e (edition_id, articles, changes)
       SELECT * FROM unnest($1::uuid[], $2::int[], $3::int[])
       ON CONFLICT (edition_id) DO UPDATE SET
         articles = e.articles + EXCLUDED.articles, changes = e.changes + EXCLUDED.changes`,
      [
        [...this.editions.keys()],
        [...this.editions.values()].map(({ gained, lost }) => gained - lost),
        // One that is rewritten is lost and gained.
        [...this.editions.values()].map(({ gained, lost }) => Math.max(gained, lost)),
      ],
    );
  }
}
