import { type Statements } from './related.lanes';
import { type Postings, type RelatedMemory } from './related.memory';

/** At most so many articles under a term are looked at, those that use it most. */
export const POSTINGS_OF_A_TERM = 500;

// The most used under each term first: what is left out of a long list has the term only in passing.
const POSTINGS = `
  SELECT q.term, p.docs, p.weights
  FROM unnest($1::int[]) AS q(term)
  CROSS JOIN LATERAL (
    SELECT array_send(array_agg(doc)) AS docs, array_send(array_agg(weight)) AS weights
    FROM (
      SELECT doc, weight FROM related_posting WHERE term = q.term
      ORDER BY weight DESC LIMIT ${POSTINGS_OF_A_TERM}) o
  ) p`;

// PostgreSQL's binary form of an array without NULLs: twenty bytes, then each element's length and value.
const ARRAY_HEAD = 20;
const ELEMENT = 8;

interface PostingsRow {
  term: number;
  docs: Buffer | null;
  weights: Buffer | null;
}

function toPostings({ docs, weights }: PostingsRow): Postings {
  const size = docs ? (docs.length - ARRAY_HEAD) / ELEMENT : 0;
  const postings = { docs: new Int32Array(size), weights: new Float32Array(size) };
  for (let place = 0; place < size; place += 1) {
    const at = ARRAY_HEAD + place * ELEMENT + 4;
    postings.docs[place] = docs?.readInt32BE(at) ?? 0;
    postings.weights[place] = weights?.readFloatBE(at) ?? 0;
  }
  return postings;
}

/** The articles under each of these terms. */
export async function readPostings(
  manager: Statements,
  terms: Iterable<number>,
  memory: RelatedMemory,
): Promise<Map<number, Postings>> {
  const found = new Map<number, Postings>();
  const missing: number[] = [];
  for (const term of new Set(terms)) {
    const known = memory.postingsOf(term);
    if (known) found.set(term, known);
    else missing.push(term);
  }
  if (missing.length === 0) return found;
  for (const row of await manager.query<PostingsRow[]>(POSTINGS, [missing])) {
    const postings = toPostings(row);
    memory.setPostings(row.term, postings);
    found.set(row.term, postings);
  }
  return found;
}

/** What articles stand under, from the bytes kept with them: four for a term, four for what it weighs. */
export function postingColumns(rows: readonly { doc: number; postings: Buffer | null }[]): {
  terms: number[];
  weights: number[];
  docs: number[];
} {
  const [terms, weights, docs]: [number[], number[], number[]] = [[], [], []];
  for (const { doc, postings } of rows) {
    for (let place = 0; place < (postings?.length ?? 0); place += 8) {
      terms.push(postings?.readInt32LE(place) ?? 0);
      weights.push(postings?.readFloatLE(place + 4) ?? 0);
      docs.push(doc);
    }
  }
  return { terms, weights, docs };
}

export async function deletePostings(
  manager: Statements,
  rows: readonly { doc: number; postings: Buffer | null }[],
  memory: RelatedMemory,
): Promise<void> {
  const { terms, weights, docs } = postingColumns(rows);
  if (terms.length === 0) return;
  memory.forgetPostings(terms);
  await manager.query(
    `DELETE FROM related_posting p USING unnest($1::int[], $2::real[], $3::int[]) AS d(term, weight, doc)
     WHERE p.term = d.term AND p.weight = d.weight AND p.doc = d.doc`,
    [terms, weights, docs],
  );
}
