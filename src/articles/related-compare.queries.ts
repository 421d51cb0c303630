import { type Statements } from './related.lanes';
import { editionSizes, raritiesOf, readFrequencies } from './related-counts.commands';
import { readPostings } from './related-postings.commands';
import { type Asked, askedTerms, Tally } from './related.asked';
import { Shares } from './related.cosine';
import { type IndexedArticle, type RelatedMemory } from './related.memory';
import { unpackProfile } from './related.profile';
import { RELATED_SIZE } from './related.rank';
import { mapInTurns } from './related.turns';
import { type TermVector, unpackVector } from './related.vector';

/** How many of those found are compared whole. */
const COMPARED = 60;

const COLUMNS = `
  d.article_id AS id, d.doc, d.profile, d.floor, extract(epoch FROM d.published_at)::float8 AS "publishedAt",
  d.weighed_in::float8 AS "weighedIn", d.placed_in::float8 AS "placedIn"`;

const OWN_ARTICLES = `
  SELECT ${COLUMNS}, d.vector, d.edition_id AS "editionId", a.section_id AS "sectionId"
  FROM related_document d JOIN public_article a ON a.id = d.article_id
  WHERE d.article_id = ANY($1::uuid[]) AND d.weighed_in IS NOT NULL`;

// What has been hidden since the index was read is taken out in its turn, and no reader sees it before that.
const OTHER_ARTICLES = `
  SELECT ${COLUMNS} FROM related_document d WHERE d.doc = ANY($1::int[]) AND d.weighed_in IS NOT NULL`;

// Where too few are alike, the newest of the section stand behind them.
const SECTION_NEWEST = `
  SELECT s.id AS "sectionId", d.doc
  FROM unnest($1::uuid[]) AS s(id)
  CROSS JOIN LATERAL (
    SELECT a.id FROM public_article a
    WHERE a.section_id = s.id ORDER BY a.published_at DESC, a.id DESC LIMIT ${RELATED_SIZE + 1}) c
  JOIN related_document d ON d.article_id = c.id`;

type ArticleRow = Omit<IndexedArticle, 'profile'> & { profile: Buffer };
type OwnArticle = IndexedArticle & { vector: TermVector; editionId: string; sectionId: string };
type OwnRow = Omit<OwnArticle, 'profile' | 'vector'> & { profile: Buffer; vector: Buffer };
type Scored = IndexedArticle & { score: number };

/** An article and those that may be related to it, with how alike they are. */
export interface Compared {
  own: IndexedArticle;
  others: Scored[];
}

/** Articles of one edition, and what is read to compare them with others. */
class Comparison {
  private readonly known = new Map<number, IndexedArticle>();

  constructor(
    private readonly manager: Statements,
    private readonly memory: RelatedMemory,
    private readonly owns: OwnArticle[],
  ) {
    for (const own of owns) this.known.set(own.doc, own);
  }

  async compare(articles: number): Promise<Compared[]> {
    const vectors = this.owns.map(({ vector }) => vector);
    const frequencies = await readFrequencies(this.manager, this.memory, vectors);
    const rarities = frequencies.map((own) => raritiesOf(own, articles));
    const none = new Int32Array();
    const asked = await mapInTurns(this.owns, (own, place) =>
      askedTerms(own, frequencies[place] ?? none, rarities[place] ?? new Float64Array()),
    );
    const found = await this.find(asked);
    const neighbours = await this.neighbours(found);
    const docs = found.map((own, place) => [...own, ...(neighbours[place] ?? [])]);
    await this.load(docs.flat());
    return mapInTurns(this.owns, (own, place) => ({
      own,
      others: this.score(own, docs[place] ?? [], rarities[place] ?? new Float64Array()),
    }));
  }

  /** For each article those that share most with it. */
  private async find(asked: Asked[]): Promise<number[][]> {
    const terms = asked.flatMap((list) => list.map(({ term }) => term));
    const postings = await readPostings(this.manager, terms, this.memory);
    const tally = new Tally();
    return mapInTurns(this.owns, ({ doc }, place) =>
      tally.best(COMPARED, doc, asked[place] ?? [], postings),
    );
  }

  /** The newest of the sections of articles that have found too few. */
  private async neighbours(found: number[][]): Promise<number[][]> {
    const isShort = (place: number) => (found[place]?.length ?? 0) < RELATED_SIZE;
    const sections = new Set(
      this.owns.filter((_, place) => isShort(place)).map((own) => own.sectionId),
    );
    if (sections.size === 0) return [];
    const newest = await this.manager.query<{ sectionId: string; doc: number }[]>(SECTION_NEWEST, [
      [...sections],
    ]);
    return this.owns.map(({ doc: own, sectionId }, place) => {
      if (!isShort(place)) return [];
      const docs = newest.filter((row) => row.sectionId === sectionId).map((row) => row.doc);
      return docs.filter((doc) => doc !== own && !found[place]?.includes(doc));
    });
  }

  private async load(docs: number[]): Promise<void> {
    const missing: number[] = [];
    for (const doc of new Set(docs)) {
      if (this.known.has(doc)) continue;
      const remembered = this.memory.article(doc);
      if (remembered) this.known.set(doc, remembered);
      else missing.push(doc);
    }
    if (missing.length === 0) return;
    for (const row of await this.manager.query<ArticleRow[]>(OTHER_ARTICLES, [missing])) {
      const article = { ...row, profile: unpackProfile(row.profile) };
      this.known.set(row.doc, article);
      this.memory.setArticle(article);
    }
  }

  private score(own: OwnArticle, docs: number[], rarities: Float64Array): Scored[] {
    const shares = new Shares(own.vector, own.profile.norm, rarities);
    return docs.flatMap((doc) => {
      const other = this.known.get(doc);
      return other ? [{ ...other, score: shares.cosine(other.profile) }] : [];
    });
  }
}

/** Compares these articles, as far as they are in the index and public, with those of their editions. */
export async function compareArticles(
  manager: Statements,
  uids: string[],
  memory: RelatedMemory,
): Promise<Compared[]> {
  const rows = await manager.query<OwnRow[]>(OWN_ARTICLES, [uids]);
  const owns = rows.map((row): OwnArticle => ({
    ...row,
    profile: unpackProfile(row.profile),
    vector: unpackVector(row.vector),
  }));
  for (const { vector: _vector, ...own } of owns) memory.setArticle(own);
  const sizes = await editionSizes(
    manager,
    owns.map((own) => own.editionId),
  );
  const compared: Compared[] = [];
  for (const { editionId, articles } of sizes.values()) {
    const ofEdition = owns.filter((own) => own.editionId === editionId);
    compared.push(...(await new Comparison(manager, memory, ofEdition).compare(articles)));
  }
  return compared;
}
