import { type EntityManager } from 'typeorm';
import { type Candidate, RELATED_SIZE, toList } from './related.rank';

/** An article that is to enter another's list. */
export interface Newcomer extends Candidate {
  /** Whose list it enters. */
  ownerId: string;
  /** The articles that are the same story sent twice. */
  copyIds: ReadonlySet<string>;
}

const LISTS = `
  SELECT r.article_id AS "ownerId", r.related_id AS id, r.score,
    extract(epoch FROM a.published_at)::float8 AS "publishedAt"
  FROM related_article r JOIN public_article a ON a.id = r.related_id
  WHERE r.article_id = ANY($1::uuid[])`;

// Most of a list stays as it was when one enters it.
const SAVE_ROWS = `
  INSERT INTO related_article AS r (article_id, rank, related_id, score)
  SELECT * FROM unnest($1::uuid[], $2::smallint[], $3::uuid[], $4::real[])
  ON CONFLICT (article_id, rank) DO UPDATE SET related_id = EXCLUDED.related_id, score = EXCLUDED.score
  WHERE r.related_id <> EXCLUDED.related_id OR r.score <> EXCLUDED.score`;

const CUT_LISTS = `
  DELETE FROM related_article r USING unnest($1::uuid[], $2::int[]) AS n(article_id, size)
  WHERE r.article_id = n.article_id AND r.rank > n.size`;

const SAVE_FLOORS = `
  UPDATE related_document d
  SET floor = n.floor, placed_at = CASE WHEN $3 THEN clock_timestamp() ELSE d.placed_at END
  FROM unnest($1::uuid[], $2::real[]) AS n(article_id, floor)
  WHERE d.article_id = n.article_id AND ($3 OR d.floor <> n.floor)`;

/** What a newcomer must exceed: anything will do where there is room. */
function floorOf(list: Candidate[]): number {
  return list.length < RELATED_SIZE ? -1 : Math.min(...list.map(({ score }) => score));
}

/** Saves whole lists, by the ids of the articles whose they are: computed from the index, or only changed. */
export async function saveLists(
  manager: EntityManager,
  lists: ReadonlyMap<string, Candidate[]>,
  { areComputed }: { areComputed: boolean },
): Promise<void> {
  const rows = [...lists].flatMap(([ownerId, list]) =>
    list.map(({ id, score }, place) => ({ ownerId, rank: place + 1, id, score })),
  );
  await manager.query(SAVE_ROWS, [
    rows.map((row) => row.ownerId),
    rows.map((row) => row.rank),
    rows.map((row) => row.id),
    rows.map((row) => row.score),
  ]);
  const short = [...lists].filter(([, list]) => list.length < RELATED_SIZE);
  await manager.query(CUT_LISTS, [
    short.map(([ownerId]) => ownerId),
    short.map(([, list]) => list.length),
  ]);
  await manager.query(SAVE_FLOORS, [
    [...lists.keys()],
    [...lists.values()].map((list) => floorOf(list)),
    areComputed,
  ]);
}

/** Enters articles into the lists of others, in the place of what is less alike. */
export async function saveNewcomers(manager: EntityManager, newcomers: Newcomer[]): Promise<void> {
  const copies = new Map(newcomers.map(({ id, copyIds }) => [id, copyIds]));
  const byOwner = new Map<string, Map<string, Candidate>>();
  const ownerIds = [...new Set(newcomers.map(({ ownerId }) => ownerId))];
  const kept = await manager.query<(Candidate & { ownerId: string })[]>(LISTS, [ownerIds]);
  // What is entered anew takes the place of what it was before.
  for (const candidate of [...kept, ...newcomers]) {
    const list = byOwner.get(candidate.ownerId) ?? new Map<string, Candidate>();
    byOwner.set(candidate.ownerId, list.set(candidate.id, candidate));
  }
  const areCopies = (one: Candidate, other: Candidate) =>
    copies.get(one.id)?.has(other.id) === true || copies.get(other.id)?.has(one.id) === true;
  const lists = [...byOwner].map(
    ([ownerId, list]) => [ownerId, toList([...list.values()], areCopies)] as const,
  );
  await saveLists(manager, new Map(lists), { areComputed: false });
}
