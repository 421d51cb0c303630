import { totalmem } from 'node:os';
import { LRUCache } from 'lru-cache';
import { type EntityManager } from 'typeorm';
import { TermNumbers } from './related.numbers';
import { type Profile } from './related.profile';
import { type TextWords } from './related.vector';

/** The articles under a term of the index, those that use it most first, and what the term weighs in each. */
export interface Postings {
  readonly docs: Int32Array;
  readonly weights: Float32Array;
}

/** An article as the index knows it. */
export interface IndexedArticle {
  readonly id: string;
  readonly doc: number;
  readonly profile: Profile;
  /** In seconds. */
  readonly publishedAt: number;
  /** The rounds in which its terms came into the index and its list was computed. */
  readonly weighedIn: number;
  placedIn: number;
  /** What a newcomer to its list must exceed. */
  floor: number;
}

const MEGABYTE = 1_048_576;
/** What objects take beside their numbers, about. */
const OBJECT_BYTES = 400;
const MOST_FREQUENCIES = 2_000_000;
/** Of the machine's memory so much is taken while articles wait, within limits. */
const SHARE_OF_MEMORY = 1 / 16;
const MEGABYTES = { least: 64, most: 512 };
/** What part of it each kind of what is remembered may take. */
const PARTS = { articles: 1 / 2, postings: 3 / 8, words: 1 / 8 };

function fittingMegabytes(): number {
  const share = (totalmem() / MEGABYTE) * SHARE_OF_MEMORY;
  return Math.min(Math.max(share, MEGABYTES.least), MEGABYTES.most);
}

/**
 * What has been read of the index, so that the next round need not read it again. One at a time writes the index; whether
 * another has meanwhile shows in the number of the round, and then nothing is remembered.
 */
export class RelatedMemory {
  /** The number of the round that is under way, or was the last. */
  round = 0;
  /** In how many articles terms are. */
  private readonly frequencies = new TermNumbers();
  private readonly postings: LRUCache<number, Postings>;
  private readonly articles: LRUCache<number, IndexedArticle>;
  /** Of articles that may be copies of others. */
  private readonly words: LRUCache<number, TextWords>;

  constructor({ megabytes = fittingMegabytes() } = {}) {
    const sizeOf = (part: number) => Math.round(megabytes * MEGABYTE * part);
    this.postings = new LRUCache({
      maxSize: sizeOf(PARTS.postings),
      sizeCalculation: ({ docs }) => OBJECT_BYTES + docs.byteLength * 2,
    });
    this.articles = new LRUCache({
      maxSize: sizeOf(PARTS.articles),
      sizeCalculation: ({ profile }) => OBJECT_BYTES * 2 + profile.uses.buffer.byteLength,
    });
    this.words = new LRUCache({
      maxSize: sizeOf(PARTS.words),
      sizeCalculation: ({ terms, inText }) => OBJECT_BYTES + terms.byteLength + inText.byteLength,
    });
  }

  /** To be called in each transaction as soon as it holds the lock of the index. */
  async beginRound(transaction: EntityManager): Promise<void> {
    const [row] = await transaction.query<{ round: number }[]>(
      "SELECT nextval('related_round')::float8 AS round",
    );
    const round = row?.round ?? 0;
    if (round !== this.round + 1 || this.frequencies.size > MOST_FREQUENCIES) this.forget();
    this.round = round;
  }

  /** Everything: when a round has failed, or nothing is left to do. */
  forget(): void {
    this.round = 0;
    this.frequencies.clear();
    this.postings.clear();
    this.articles.clear();
    this.words.clear();
  }

  frequencyOf(term: number): number | undefined {
    return this.frequencies.get(term);
  }

  setFrequency(term: number, articles: number): void {
    this.frequencies.set(term, articles);
  }

  /** A term is in so many articles more. */
  changeFrequency(term: number, step: number): void {
    const known = this.frequencies.get(term);
    if (known !== undefined) this.frequencies.set(term, Math.max(known + step, 0));
  }

  postingsOf(term: number): Postings | undefined {
    return this.postings.get(term);
  }

  setPostings(term: number, postings: Postings): void {
    this.postings.set(term, postings);
  }

  forgetPostings(terms: Iterable<number>): void {
    for (const term of terms) this.postings.delete(term);
  }

  article(doc: number): IndexedArticle | undefined {
    return this.articles.get(doc);
  }

  setArticle(article: IndexedArticle): void {
    this.articles.set(article.doc, article);
  }

  wordsOf(doc: number): TextWords | undefined {
    return this.words.get(doc);
  }

  setWords(doc: number, words: TextWords): void {
    this.words.set(doc, words);
  }

  forgetArticles(docs: Iterable<number>): void {
    for (const doc of docs) {
      this.articles.delete(doc);
      this.words.delete(doc);
    }
  }
}
