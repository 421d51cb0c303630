import { type Statements } from './related.lanes';
import { isCopy, mayBeCopies } from './related.copies';
import { type IndexedArticle } from './related.memory';
import { type TermVector, unpackVector } from './related.vector';

type Known = Pick<IndexedArticle, 'doc' | 'profile'>;

/** Tells which articles are copies. Whose words must be compared for that and have not been read is noted, to be read. */
export class Copies {
  private readonly vectors = new Map<number, TermVector>();
  private readonly wanted = new Set<number>();

  /** How often it could not tell for want of words, and said that they are none. */
  guesses = 0;

  areCopies(one: Known, other: Known): boolean {
    if (!mayBeCopies(one.profile, other.profile)) return false;
    const [a, b] = [this.vectors.get(one.doc), this.vectors.get(other.doc)];
    if (a && b) return isCopy(a, b);
    if (!a) this.wanted.add(one.doc);
    if (!b) this.wanted.add(other.doc);
    this.guesses += 1;
    return false;
  }

  /** Reads the words that were wanted. */
  async read(manager: Statements): Promise<void> {
    const rows = await manager.query<{ doc: number; vector: Buffer }[]>(
      'SELECT doc, vector FROM related_document WHERE doc = ANY($1::int[])',
      [[...this.wanted]],
    );
    for (const { doc, vector } of rows) this.vectors.set(doc, unpackVector(vector));
    this.wanted.clear();
  }
}
