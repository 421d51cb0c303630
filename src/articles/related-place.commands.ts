import { type EntityManager } from 'typeorm';
import { editionSizes, type Rarity, readRarity } from './related-index.commands';
import { type Newcomer, saveLists, saveNewcomers } from './related-lists.commands';
import { type Candidate, RELATED_SIZE, toList } from './related.rank';
import { cosine, isCopy, type TermVector, unpackVector } from './related.vector';

/** How many of an article's strongest terms are looked up, and how many articles under each and under all of them. */
const ASKED_TERMS = 64;
const POSTINGS_OF_A_TERM = 500;
const POSTINGS_IN_ALL = 4000;
/** How many of those found are compared whole. */
const COMPARED = 60;

const OWN_DOCUMENTS = `
  SELECT d.article_id AS id, d.doc, d.edition_id AS "editionId", d.vector, d.norm, d.floor, a.section_id AS "sectionId",
    extract(epoch FROM a.published_at)::float8 AS "publishedAt", true AS "isWaiting",
    extract(epoch FROM d.weighed_at)::float8 AS "weighedAt", extract(epoch FROM d.placed_at)::float8 AS "placedAt"
  FROM related_document d JOIN public_article a ON a.id = d.article_id WHERE d.article_id = ANY($1::uuid[])`;

// The most used under each term first: what is left out of a long list has the term only in passing.
const POSTINGS = `
  SELECT q.term, string_agg(int4send(p.doc) || float4send(p.weight), '') AS postings
  FROM unnest($1::int[]) AS q(term)
  CROSS JOIN LATERAL (
    SELECT doc, weight FROM related_posting WHERE term = q.term
    ORDER BY weight DESC LIMIT ${POSTINGS_OF_A_TERM}) p
  GROUP BY q.term`;

const COMPARED_DOCUMENTS = `
  SELECT d.article_id AS id, d.doc, d.vector, d.norm, d.floor,
    extract(epoch FROM a.published_at)::float8 AS "publishedAt",
    EXISTS (SELECT FROM related_queue q WHERE q.article_id = d.article_id AND q.stage < 3 AND q.due_at <= now())
      AS "isWaiting",
    extract(epoch FROM d.weighed_at)::float8 AS "weighedAt", extract(epoch FROM d.placed_at)::float8 AS "placedAt"
  FROM related_document d JOIN public_article a ON a.id = d.article_id WHERE d.doc = ANY($1::int[])`;

// Where too few are alike, the newest of the section stand behind them.
const SECTION_NEWEST = `
  SELECT s.id AS "sectionId", d.doc
  FROM unnest($1::uuid[]) AS s(id)
  CROSS JOIN LATERAL (
    SELECT a.id FROM public_article a
    WHERE a.section_id = s.id ORDER BY a.published_at DESC, a.id DESC LIMIT ${RELATED_SIZE + 1}) c
  JOIN related_document d ON d.article_id = c.id`;

interface DocumentRow {
  id: string;
  doc: number;
  vector: Buffer;
  norm: number;
  floor: number;
  publishedAt: number;
  isWaiting: boolean;
  weighedAt: number;
  placedAt: number;
}

type OwnRow = DocumentRow & { editionId: string; sectionId: string };

/** An article in memory while it is compared. */
interface Compared extends Candidate {
  doc: number;
  vector: TermVector;
  norm: number;
  /** What a newcomer to its list must exceed. */
  floor: number;
  /** It is going to be placed itself. */
  isWaiting: boolean;
  /** When its terms came into the index, and when its list was computed, in seconds. */
  weighedAt: number;
  placedAt: number;
}

type Asked = { term: number; weight: number }[];

/** The terms by which an article looks for others, strongest first, as long as there is room for what they bring. */
function askedTerms(
  own: { vector: TermVector; norm: number },
  rarity: Rarity,
  frequency: Map<number, number>,
): Asked {
  const { terms, counts } = own.vector;
  const strengths = Array.from(terms, (term, place) => {
    const root = Math.sqrt(counts[place] ?? 0);
    const rare = rarity(term);
    return { term, strength: root * rare, weight: (root * rare * rare) / own.norm };
  });
  const strongest = strengths.sort((a, b) => b.strength - a.strength).slice(0, ASKED_TERMS);
  let room = POSTINGS_IN_ALL;
  return strongest.filter(({ term }) => {
    const isRead = room > 0;
    room -= Math.min(frequency.get(term) ?? 0, POSTINGS_OF_A_TERM);
    return isRead;
  });
}

/** Those that share the most of the asked terms' weight. */
function bestDocs(own: number, asked: Asked, postings: Map<number, Buffer>): number[] {
  const sums = new Map<number, number>();
  for (const { term, weight } of asked) {
    const list = postings.get(term);
    for (let place = 0; list && place < list.length; place += 8) {
      const doc = list.readInt32BE(place);
      sums.set(doc, (sums.get(doc) ?? 0) + weight * list.readFloatBE(place + 4));
    }
  }
  sums.delete(own);
  const best = [...sums].sort((a, b) => b[1] - a[1] || b[0] - a[0]);
  return best.slice(0, COMPARED).map(([doc]) => doc);
}

function toCompared(row: DocumentRow): Compared {
  return { ...row, vector: unpackVector(row.vector), score: 0 };
}

/** Articles of one edition that are compared with others, and all that has been read for it. */
class Comparison {
  private readonly known = new Map<number, Compared>();

  constructor(
    private readonly manager: EntityManager,
    private readonly rows: OwnRow[],
    private readonly rarity: Rarity,
    private readonly frequency: Map<number, number>,
  ) {
    for (const row of rows) this.known.set(row.doc, toCompared(row));
  }

  /** Each article with those that may be related to it. */
  async candidates(): Promise<{ own: Compared; others: Compared[] }[]> {
    const owns = this.rows.flatMap((row) => this.known.get(row.doc) ?? []);
    const asked = owns.map((own) => askedTerms(own, this.rarity, this.frequency));
    const terms = new Set(asked.flatMap((list) => list.map(({ term }) => term)));
    const lists = await this.manager.query<{ term: number; postings: Buffer }[]>(POSTINGS, [
      [...terms],
    ]);
    const postings = new Map(lists.map((list) => [list.term, list.postings]));
    const docs = owns.map((own, place) => bestDocs(own.doc, asked[place] ?? [], postings));
    const neighbours = await this.neighbours(docs);
    await this.load([...docs, ...neighbours].flat());
    return owns.map((own, place) => ({
      own,
      others: this.compare(own, [...(docs[place] ?? []), ...(neighbours[place] ?? [])]),
    }));
  }

  /** The newest of the sections of articles that have found too few. */
  private async neighbours(found: number[][]): Promise<number[][]> {
    const isShort = (place: number) => (found[place]?.length ?? 0) < RELATED_SIZE;
    const sections = new Set(
      this.rows.filter((_, place) => isShort(place)).map((row) => row.sectionId),
    );
    if (sections.size === 0) return [];
    const newest = await this.manager.query<{ sectionId: string; doc: number }[]>(SECTION_NEWEST, [
      [...sections],
    ]);
    return this.rows.map(({ doc: own, sectionId }, place) => {
      if (!isShort(place)) return [];
      const docs = newest.filter((row) => row.sectionId === sectionId).map((row) => row.doc);
      return docs.filter((doc) => doc !== own && !found[place]?.includes(doc));
    });
  }

  private async load(docs: number[]): Promise<void> {
    const missing = [...new Set(docs)].filter((doc) => !this.known.has(doc));
    const rows = await this.manager.query<DocumentRow[]>(COMPARED_DOCUMENTS, [missing]);
    for (const row of rows) this.known.set(row.doc, toCompared(row));
  }

  private compare(own: Compared, docs: number[]): Compared[] {
    const rarity = Float64Array.from(own.vector.terms, this.rarity);
    return docs.flatMap((doc) => {
      const other = this.known.get(doc);
      if (!other) return [];
      const norms = own.norm * other.norm;
      return [{ ...other, score: cosine(own.vector, other.vector, { rarity, norms }) }];
    });
  }
}

async function compareAll(manager: EntityManager, rows: OwnRow[]) {
  const sizes = await editionSizes(
    manager,
    rows.map((row) => row.editionId),
  );
  const compared: { own: Compared; others: Compared[] }[] = [];
  for (const { editionId, articles } of sizes.values()) {
    const own = rows.filter((row) => row.editionId === editionId);
    const terms = own.flatMap((row) => [...unpackVector(row.vector).terms]);
    const { rarity, frequency } = await readRarity(manager, terms, articles);
    compared.push(...(await new Comparison(manager, own, rarity, frequency).candidates()));
  }
  return compared;
}

/**
 * Computes the lists of these articles and, unless they only have to be filled up, enters them into the lists of
 * those that they resemble more than what stands there. What waits to be placed itself is left to its own turn.
 */
export async function placeArticles(
  manager: EntityManager,
  uids: string[],
  { isRefill }: { isRefill: boolean },
): Promise<void> {
  const rows = await manager.query<OwnRow[]>(OWN_DOCUMENTS, [uids]);
  const lists = new Map<string, Candidate[]>();
  const newcomers: Newcomer[] = [];
  for (const { own, others } of await compareAll(manager, rows)) {
    const copies = new Set(others.filter((other) => isCopy(own.vector, other.vector)));
    const rest = others.filter((other) => !copies.has(other));
    lists.set(
      own.id,
      toList(rest, (one, other) => isCopy(one.vector, other.vector)),
    );
    const copyIds = new Set([...copies].map(({ id }) => id));
    for (const { id: ownerId, floor, isWaiting, placedAt, score } of rest) {
      // A list that was computed when this one was in the index already has it, or does not want it.
      if (isRefill || isWaiting || placedAt > own.weighedAt || score <= floor) continue;
      newcomers.push({ ownerId, id: own.id, score, publishedAt: own.publishedAt, copyIds });
    }
  }
  await saveLists(manager, lists, { areComputed: true });
  if (newcomers.length > 0) await saveNewcomers(manager, newcomers);
}
