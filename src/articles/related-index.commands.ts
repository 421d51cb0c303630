import { type Statements } from './related.lanes';
import { type Counts, editionSizes } from './related-counts.commands';
import { deletePostings } from './related-postings.commands';
import { hasChanged, weighAnew } from './related-sizes.commands';
import { type RelatedMemory } from './related.memory';
import { type ArticleTerms, readTerms } from './related.terms';
import { packVector, unpackVector } from './related.vector';

interface DocumentRow {
  id: string;
  doc: number;
  editionId: string;
  vector: Buffer;
  postings: Buffer | null;
  publishedAt: number;
}

/** Takes articles out of others' lists; those are to be filled up again, in their turn. */
async function leaveLists(
  manager: Statements,
  uids: string[],
  memory: RelatedMemory,
): Promise<void> {
  if (uids.length === 0) return;
  const [docs] = await manager.query<[{ doc: number }[], number]>(
    `WITH gone AS (DELETE FROM related_article WHERE related_id = ANY($1::uuid[]) RETURNING article_id),
     owner AS (SELECT DISTINCT article_id FROM gone WHERE article_id <> ALL($1::uuid[])),
     queued AS (INSERT INTO related_queue (article_id, stage) SELECT article_id, 3 FROM owner ORDER BY 1)
     UPDATE related_document d SET floor = -1 FROM owner o WHERE d.article_id = o.article_id RETURNING d.doc`,
    [uids],
  );
  memory.forgetArticles(docs.map(({ doc }) => doc));
}

/** Forgets articles, in the index and in the lists. */
async function forget(
  manager: Statements,
  { uids, documents }: { uids: string[]; documents: DocumentRow[] },
  memory: RelatedMemory,
): Promise<void> {
  if (uids.length === 0) return;
  await deletePostings(manager, documents, memory);
  memory.forgetArticles(documents.map(({ doc }) => doc));
  await leaveLists(manager, uids, memory);
  for (const table of ['related_article', 'related_document']) {
    await manager.query(`DELETE FROM ${table} WHERE article_id = ANY($1::uuid[])`, [uids]);
  }
}

/** Saves what reading articles into the index has counted; an edition that has lost many is weighed anew. */
export async function saveCounts(
  manager: Statements,
  counts: Counts,
  memory: RelatedMemory,
): Promise<void> {
  await counts.save(manager, memory);
  const sizes = await editionSizes(manager, counts.shrunkEditionIds());
  await weighAnew(manager, [...sizes.values()].filter(hasChanged));
}

async function saveDocuments(manager: Statements, articles: ArticleTerms[]): Promise<void> {
  await manager.query(
    `INSERT INTO related_document (article_id, edition_id, vector, published_at)
     SELECT id, edition_id, vector, to_timestamp(published_at)
     FROM unnest($1::uuid[], $2::uuid[], $3::bytea[], $4::float8[]) AS n(id, edition_id, vector, published_at)
     ON CONFLICT (article_id) DO UPDATE SET
       vector = EXCLUDED.vector, published_at = EXCLUDED.published_at, floor = -1, weighed_in = NULL`,
    [
      articles.map((one) => one.id),
      articles.map((one) => one.editionId),
      articles.map((one) => packVector(one.vector)),
      articles.map((one) => one.publishedAt),
    ],
  );
}

/**
 * Reads articles' terms into the index and takes out those that are not public; what that changes of the counts is to be
 * saved. Answers the articles whose terms or dates have changed: these are to be weighed.
 */
export async function indexArticles(
  manager: Statements,
  uids: string[],
  { counts, memory }: { counts: Counts; memory: RelatedMemory },
): Promise<string[]> {
  const rows = await manager.query<DocumentRow[]>(
    `SELECT article_id AS id, doc, edition_id AS "editionId", vector, postings,
       extract(epoch FROM published_at)::float8 AS "publishedAt"
     FROM related_document WHERE article_id = ANY($1::uuid[])`,
    [uids],
  );
  const articles = new Map((await readTerms(manager, uids)).map((one) => [one.id, one]));
  const known = new Map(rows.map((row) => [row.id, row]));
  const changed = [...articles.values()].filter(({ id, editionId, vector, publishedAt }) => {
    const before = known.get(id);
    return (
      before?.editionId !== editionId ||
      before.publishedAt !== publishedAt ||
      !before.vector.equals(packVector(vector))
    );
  });
  // What is hidden now, or has moved to another edition.
  const gone = new Set(
    uids.filter((uid) => {
      const editionId = articles.get(uid)?.editionId;
      return editionId === undefined || (known.get(uid)?.editionId ?? editionId) !== editionId;
    }),
  );
  const changedUids = changed.map((one) => one.id);
  const hasChanged = new Set(changedUids);
  for (const { id, editionId, vector } of rows) {
    const stays = articles.has(id) && !hasChanged.has(id);
    if (!stays) counts.add(unpackVector(vector), editionId, -1);
  }
  for (const { editionId, vector } of changed) counts.add(vector, editionId, 1);
  const documents = rows.filter((row) => gone.has(row.id));
  await forget(manager, { uids: [...gone], documents }, memory);
  memory.forgetArticles(changedUids.flatMap((uid) => known.get(uid)?.doc ?? []));
  await leaveLists(
    manager,
    changedUids.filter((uid) => known.has(uid) && !gone.has(uid)),
    memory,
  );
  await saveDocuments(manager, changed);
  return changedUids;
}
