import { type EntityManager } from 'typeorm';
import { type RelatedMemory } from './related.memory';
import { type Rarity, type TermVector } from './related.vector';

/** How many articles an edition's index has, and how many it had when all were last weighed. */
export interface EditionSize {
  editionId: string;
  articles: number;
  weighedAt: number;
}

export async function editionSizes(
  manager: EntityManager,
  editionIds: Iterable<string>,
): Promise<Map<string, EditionSize>> {
  const rows = await manager.query<EditionSize[]>(
    `SELECT edition_id AS "editionId", articles, weighed_at AS "weighedAt"
     FROM related_edition WHERE edition_id = ANY($1::uuid[])`,
    [[...new Set(editionIds)]],
  );
  return new Map(rows.map((row) => [row.editionId, row]));
}

/** How rare the terms of these articles are, all of one edition that has so many. */
export async function readRarity(
  manager: EntityManager,
  memory: RelatedMemory,
  { vectors, articles }: { vectors: readonly TermVector[]; articles: number },
): Promise<{ rarity: Rarity; frequencyOf: (term: number) => number }> {
  const missing = new Set<number>();
  for (const { terms } of vectors) {
    for (const term of terms) if (memory.frequencyOf(term) === undefined) missing.add(term);
  }
  if (missing.size > 0) {
    const rows = await manager.query<{ term: number; articles: number }[]>(
      'SELECT term, articles FROM related_term WHERE term = ANY($1::int[])',
      [[...missing]],
    );
    for (const row of rows) memory.setFrequency(row.term, row.articles);
  }
  const frequencyOf = (term: number) => memory.frequencyOf(term) ?? 0;
  const rarity = (term: number) => 0.5 + Math.log((1 + articles) / (1 + frequencyOf(term)));
  return { rarity, frequencyOf };
}

/** Counts terms and articles of editions up (1) and down (-1). */
export class Counts {
  private readonly terms = new Map<number, number>();
  private readonly editions = new Map<string, number>();

  add(vector: TermVector, editionId: string, step: 1 | -1): void {
    for (const term of vector.terms) this.terms.set(term, (this.terms.get(term) ?? 0) + step);
    this.editions.set(editionId, (this.editions.get(editionId) ?? 0) + step);
  }

  async save(manager: EntityManager, memory: RelatedMemory): Promise<void> {
    const changed = [...this.terms].filter(([, step]) => step !== 0);
    for (const [term, step] of changed) memory.changeFrequency(term, step);
    await manager.query(
      `INSERT INTO related_term AS t (term, articles) SELECT * FROM unnest($1::int[], $2::int[])
       ON CONFLICT (term) DO UPDATE SET articles = greatest(t.articles + EXCLUDED.articles, 0)`,
      [changed.map(([term]) => term), changed.map(([, step]) => step)],
    );
    await manager.query(
      `INSERT INTO related_edition AS e (edition_id, articles)
       SELECT * FROM unnest($1::uuid[], $2::int[])
       ON CONFLICT (edition_id) DO UPDATE SET articles = e.articles + EXCLUDED.articles`,
      [[...this.editions.keys()], [...this.editions.values()]],
    );
  }
}
