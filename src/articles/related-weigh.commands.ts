import { type Statements } from './related.lanes';
import { editionSizes, raritiesOf, readFrequencies } from './related-counts.commands';
import { deletePostings, postingColumns } from './related-postings.commands';
import { hasChanged, weighAnew } from './related-sizes.commands';
import { type RelatedMemory } from './related.memory';
import { mapInTurns } from './related.turns';
import { packProfile, toProfile } from './related.profile';
import { placesOfGreatest, rootOf, type TermVector, unpackVector } from './related.vector';

/** How many of an article's strongest terms it can be found by. All its terms count for how alike it is. */
const POSTED_TERMS = 64;

interface DocumentRow {
  doc: number;
  editionId: string;
  vector: Buffer;
  postings: Buffer | null;
}

interface Weighed {
  doc: number;
  postings: Buffer;
  profile: Buffer;
}

/** What an article stands under, eight bytes for each of its strongest terms, and what others are compared with. */
function weigh(vector: TermVector, rarities: Float64Array): Omit<Weighed, 'doc'> {
  const strengths = rarities.map((rarity, place) => (rootOf(vector, place) * rarity) ** 2);
  const norm = Math.sqrt(strengths.reduce((sum, strength) => sum + strength, 0)) || 1;
  const strongest = placesOfGreatest(strengths, POSTED_TERMS);
  const postings = Buffer.alloc(strongest.length * 8);
  for (const [at, place] of strongest.entries()) {
    postings.writeInt32LE(vector.terms[place] ?? 0, at * 8);
    postings.writeFloatLE(rootOf(vector, place) / norm, at * 8 + 4);
  }
  return { postings, profile: packProfile(toProfile(vector, strengths, norm)) };
}

async function savePostings(
  manager: Statements,
  rows: Weighed[],
  memory: RelatedMemory,
): Promise<void> {
  const { terms, weights, docs } = postingColumns(rows);
  memory.forgetPostings(terms);
  memory.forgetArticles(rows.map((row) => row.doc));
  await manager.query(
    `INSERT INTO related_posting (term, weight, doc)
     SELECT * FROM unnest($1::int[], $2::real[], $3::int[]) AS p(term, weight, doc) ORDER BY term, weight DESC`,
    [terms, weights, docs],
  );
  await manager.query(
    `UPDATE related_document d SET postings = n.postings, profile = n.profile, weighed_in = $4
     FROM unnest($1::int[], $2::bytea[], $3::bytea[]) AS n(doc, postings, profile) WHERE d.doc = n.doc`,
    [
      rows.map((row) => row.doc),
      rows.map((row) => row.postings),
      rows.map((row) => row.profile),
      memory.round,
    ],
  );
}

/** Puts articles under their strongest terms, as rare as those are by now. */
export async function weighArticles(
  manager: Statements,
  uids: string[],
  memory: RelatedMemory,
): Promise<void> {
  const rows = await manager.query<DocumentRow[]>(
    `SELECT doc, edition_id AS "editionId", vector, postings
     FROM related_document WHERE article_id = ANY($1::uuid[])`,
    [uids],
  );
  const sizes = await editionSizes(
    manager,
    rows.map((row) => row.editionId),
  );
  await weighAnew(manager, [...sizes.values()].filter(hasChanged));
  await deletePostings(manager, rows, memory);
  for (const { editionId, articles } of sizes.values()) {
    const documents = rows
      .filter((row) => row.editionId === editionId)
      .map(({ doc, vector }) => ({ doc, vector: unpackVector(vector) }));
    const vectors = documents.map(({ vector }) => vector);
    const frequencies = await readFrequencies(manager, memory, vectors);
    const weighed = await mapInTurns(documents, ({ doc, vector }, place) => ({
      doc,
      ...weigh(vector, raritiesOf(frequencies[place] ?? new Int32Array(), articles)),
    }));
    await savePostings(manager, weighed, memory);
  }
}
