import { type EntityManager } from 'typeorm';
import { type ArticleTerms, readTerms } from './related.terms';
import { packVector, type TermVector, unpackVector } from './related.vector';

/** How many of an article's strongest terms it can be found by. All its terms count for how alike it is. */
const POSTED_TERMS = 64;
/** What is related is weighed anew when an edition has grown this much since. */
const GROWTH = 1.5;

const DOCUMENTS = `
  SELECT article_id AS id, doc, edition_id AS "editionId", vector, postings
  FROM related_document WHERE article_id = ANY($1::uuid[])`;

interface DocumentRow {
  id: string;
  doc: number;
  editionId: string;
  vector: Buffer;
  postings: Buffer | null;
}

/** How many articles an edition's index has, and how many it had when all were last weighed. */
interface EditionSize {
  editionId: string;
  articles: number;
  weighedAt: number;
}

/** How rare terms are: the logarithm of how many articles there are for each that has the term, and one. */
export type Rarity = (term: number) => number;

export async function readRarity(
  manager: EntityManager,
  terms: Iterable<number>,
  articles: number,
): Promise<{ rarity: Rarity; frequency: Map<number, number> }> {
  const rows = await manager.query<{ term: number; articles: number }[]>(
    'SELECT term, articles FROM related_term WHERE term = ANY($1::int[])',
    [[...new Set(terms)]],
  );
  const frequency = new Map(rows.map((row) => [row.term, row.articles]));
  const rarity = (term: number) => 1 + Math.log((1 + articles) / (1 + (frequency.get(term) ?? 0)));
  return { rarity, frequency };
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

/** Counts terms and articles of editions up (1) and down (-1). */
class Counts {
  private readonly terms = new Map<number, number>();
  private readonly editions = new Map<string, number>();

  add(vector: TermVector, editionId: string, step: 1 | -1): void {
    for (const term of vector.terms) this.terms.set(term, (this.terms.get(term) ?? 0) + step);
    this.editions.set(editionId, (this.editions.get(editionId) ?? 0) + step);
  }

  async save(manager: EntityManager): Promise<void> {
    const changed = [...this.terms].filter(([, step]) => step !== 0);
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

async function deletePostings(manager: EntityManager, rows: DocumentRow[]): Promise<void> {
  const [terms, weights, docs]: [number[], number[], number[]] = [[], [], []];
  for (const { doc, postings } of rows) {
    for (let place = 0; place < (postings?.length ?? 0); place += 8) {
      terms.push(postings?.readInt32LE(place) ?? 0);
      weights.push(postings?.readFloatLE(place + 4) ?? 0);
      docs.push(doc);
    }
  }
  if (terms.length === 0) return;
  await manager.query(
    `DELETE FROM related_posting p USING unnest($1::int[], $2::real[], $3::int[]) AS d(term, weight, doc)
     WHERE p.term = d.term AND p.weight = d.weight AND p.doc = d.doc`,
    [terms, weights, docs],
  );
}

/** Takes articles out of others' lists; those are to be filled up again, in their turn. */
async function leaveLists(manager: EntityManager, uids: string[]): Promise<void> {
  if (uids.length === 0) return;
  await manager.query(
    `WITH gone AS (DELETE FROM related_article WHERE related_id = ANY($1::uuid[]) RETURNING article_id),
     owner AS (SELECT DISTINCT article_id FROM gone WHERE article_id <> ALL($1::uuid[])),
     open AS (UPDATE related_document d SET floor = -1 FROM owner o WHERE d.article_id = o.article_id)
     INSERT INTO related_queue (article_id, stage) SELECT article_id, 3 FROM owner ORDER BY 1`,
    [uids],
  );
}

/** Forgets articles, in the index and in the lists. */
async function forget(
  manager: EntityManager,
  uids: string[],
  documents: DocumentRow[],
): Promise<void> {
  if (uids.length === 0) return;
  await deletePostings(manager, documents);
  await leaveLists(manager, uids);
  for (const table of ['related_article', 'related_document']) {
    await manager.query(`DELETE FROM ${table} WHERE article_id = ANY($1::uuid[])`, [uids]);
  }
}

async function saveDocuments(manager: EntityManager, articles: ArticleTerms[]): Promise<void> {
  await manager.query(
    `INSERT INTO related_document (article_id, edition_id, vector)
     SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::bytea[])
     ON CONFLICT (article_id) DO UPDATE SET vector = EXCLUDED.vector, floor = -1`,
    [
      articles.map((one) => one.id),
      articles.map((one) => one.editionId),
      articles.map((one) => packVector(one.vector)),
    ],
  );
}

/**
 * Reads articles' terms into the index and takes out those that are not public. Answers the articles whose terms
 * have changed: these are to be weighed.
 */
export async function indexArticles(manager: EntityManager, uids: string[]): Promise<string[]> {
  const rows = await manager.query<DocumentRow[]>(DOCUMENTS, [uids]);
  const articles = new Map((await readTerms(manager, uids)).map((one) => [one.id, one]));
  const known = new Map(rows.map((row) => [row.id, row]));
  const changed = [...articles.values()].filter(({ id, editionId, vector }) => {
    const before = known.get(id);
    return before?.editionId !== editionId || !before.vector.equals(packVector(vector));
  });
  // What is hidden now, or has moved to another edition.
  const gone = uids.filter((uid) => {
    const editionId = articles.get(uid)?.editionId;
    return editionId === undefined || (known.get(uid)?.editionId ?? editionId) !== editionId;
  });
  const counts = new Counts();
  for (const { id, editionId, vector } of rows) {
    const stays = articles.has(id) && !changed.some((one) => one.id === id);
    if (!stays) counts.add(unpackVector(vector), editionId, -1);
  }
  for (const { editionId, vector } of changed) counts.add(vector, editionId, 1);
  await counts.save(manager);
  await forget(
    manager,
    gone,
    rows.filter((row) => gone.includes(row.id)),
  );
  const changedUids = changed.map((one) => one.id);
  await leaveLists(
    manager,
    changedUids.filter((uid) => known.has(uid) && !gone.includes(uid)),
  );
  await saveDocuments(manager, changed);
  return changedUids;
}

/** An article's strongest terms, eight bytes each, and the length of its whole vector. */
function weigh(vector: TermVector, rarity: Rarity): { norm: number; postings: Buffer } {
  let squares = 0;
  const strengths = Array.from(vector.terms, (term, place) => {
    const strength = (vector.counts[place] ?? 0) * rarity(term) ** 2;
    squares += strength;
    return { term, strength, root: Math.sqrt(vector.counts[place] ?? 0) };
  });
  const norm = Math.sqrt(squares) || 1;
  const strongest = strengths.sort((a, b) => b.strength - a.strength).slice(0, POSTED_TERMS);
  const postings = Buffer.alloc(strongest.length * 8);
  for (const [place, { term, root }] of strongest.entries()) {
    postings.writeInt32LE(term, place * 8);
    postings.writeFloatLE(root / norm, place * 8 + 4);
  }
  return { norm, postings };
}

async function savePostings(
  manager: EntityManager,
  rows: (Pick<DocumentRow, 'doc'> & { postings: Buffer; norm: number })[],
): Promise<void> {
  const [terms, weights, docs]: [number[], number[], number[]] = [[], [], []];
  for (const { doc, postings } of rows) {
    for (let place = 0; place < postings.length; place += 8) {
      terms.push(postings.readInt32LE(place));
      weights.push(postings.readFloatLE(place + 4));
      docs.push(doc);
    }
  }
  await manager.query(
    `INSERT INTO related_posting (term, weight, doc)
     SELECT * FROM unnest($1::int[], $2::real[], $3::int[])`,
    [terms, weights, docs],
  );
  await manager.query(
    `UPDATE related_document d SET postings = n.postings, norm = n.norm, weighed_at = clock_timestamp()
     FROM unnest($1::int[], $2::bytea[], $3::real[]) AS n(doc, postings, norm) WHERE d.doc = n.doc`,
    [rows.map((row) => row.doc), rows.map((row) => row.postings), rows.map((row) => row.norm)],
  );
}

/** An edition that has grown a lot is to be weighed anew as a whole: how rare its terms are has changed. */
async function queueGrown(manager: EntityManager, sizes: Iterable<EditionSize>): Promise<void> {
  for (const { editionId, articles, weighedAt } of sizes) {
    if (articles <= weighedAt * GROWTH) continue;
    await manager.query(
      `INSERT INTO related_queue (article_id, stage)
       SELECT d.article_id, 1 FROM related_document d
       WHERE d.edition_id = $1 AND NOT EXISTS (
         SELECT FROM related_queue q WHERE q.article_id = d.article_id AND q.stage < 2)`,
      [editionId],
    );
    await manager.query('UPDATE related_edition SET weighed_at = articles WHERE edition_id = $1', [
      editionId,
    ]);
  }
}

/** Puts articles under their strongest terms, as rare as those are by now. */
export async function weighArticles(manager: EntityManager, uids: string[]): Promise<void> {
  const rows = await manager.query<DocumentRow[]>(DOCUMENTS, [uids]);
  const sizes = await editionSizes(
    manager,
    rows.map((row) => row.editionId),
  );
  await queueGrown(manager, sizes.values());
  await deletePostings(manager, rows);
  for (const { editionId, articles } of sizes.values()) {
    const documents = rows
      .filter((row) => row.editionId === editionId)
      .map(({ doc, vector }) => ({ doc, vector: unpackVector(vector) }));
    const terms = documents.flatMap(({ vector }) => [...vector.terms]);
    const { rarity } = await readRarity(manager, terms, articles);
    await savePostings(
      manager,
      documents.map(({ doc, vector }) => ({ doc, ...weigh(vector, rarity) })),
    );
  }
}
