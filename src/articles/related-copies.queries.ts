import { type Statements } from './related.lanes';
import { isCopy, mayBeCopies } from './related.copies';
import { type IndexedArticle, type RelatedMemory } from './related.memory';
import { type TextWords, textWordsOf, unpackVector } from './related.vector';

type Known = Pick<IndexedArticle, 'doc' | 'profile'>;

/** Tells which articles are copies. Whose words must be compared for that and have not been read is noted, to be read. */
export class Copies {
  /** What has been read for this part of a batch, however little is remembered. */
  private readonly read = new Map<number, TextWords>();
  private readonly wanted = new Set<number>();

  /** How often it could not tell for want of words, and said that they are none. */
  guesses = 0;

  constructor(private readonly memory: RelatedMemory) {}

  areCopies(one: Known, other: Known): boolean {
    if (!mayBeCopies(one.profile, other.profile)) return false;
    const [a, b] = [this.wordsOf(one.doc), this.wordsOf(other.doc)];
    if (a && b) return isCopy(a, b);
    if (!a) this.wanted.add(one.doc);
    if (!b) this.wanted.add(other.doc);
    this.guesses += 1;
    return false;
  }

  private wordsOf(doc: number): TextWords | undefined {
    return this.read.get(doc) ?? this.memory.wordsOf(doc);
  }

  /** Reads the words that were wanted. */
  async readWanted(manager: Statements): Promise<void> {
    const rows = await manager.query<{ doc: number; vector: Buffer }[]>(
      'SELECT doc, vector FROM related_document WHERE doc = ANY($1::int[])',
      [[...this.wanted]],
    );
    for (const { doc, vector } of rows) {
      const words = textWordsOf(unpackVector(vector));
      this.read.set(doc, words);
      this.memory.setWords(doc, words);
    }
    this.wanted.clear();
  }
}
