import { type Statements } from './related.lanes';
import { type RelatedMemory } from './related.memory';
import { type Candidate, RELATED_SIZE, toList } from './related.rank';

/** An article that is to enter another's list. */
export interface Newcomer extends Candidate {
  /** Whose list it enters. */
  ownerId: string;
  ownerDoc: number;
  /** The articles that are the same story sent twice. */
  copyIds: ReadonlySet<string>;
}

// What has been hidden since the index was read is taken out in its turn, and no reader sees it before that.
const LISTS = `
  SELECT r.article_id AS "ownerId", r.rank, r.related_id AS id, r.score,
    extract(epoch FROM d.published_at)::float8 AS "publishedAt"
  FROM related_article r JOIN related_document d ON d.article_id = r.related_id
  WHERE r.article_id = ANY($1::uuid[])`;

const SAVE_ROWS = `
  INSERT INTO related_article AS r (article_id, rank, related_id, score)
  SELECT * FROM unnest($1::uuid[], $2::smallint[], $3::uuid[], $4::real[])
  ON CONFLICT (article_id, rank) DO UPDATE SET related_id = EXCLUDED.related_id, score = EXCLUDED.score
  WHERE r.related_id <> EXCLUDED.related_id OR r.score <> EXCLUDED.score`;

const CUT_LISTS = `
  DELETE FROM related_article r USING unnest($1::uuid[], $2::int[]) AS n(article_id, size)
  WHERE r.article_id = n.article_id AND r.rank > n.size`;

const REFILL = `
  INSERT INTO related_queue (article_id, stage) SELECT id, 3 FROM unnest($1::uuid[]) AS n(id)`;

const SAVE_FLOORS = `
  UPDATE related_document d SET floor = n.floor, placed_in = coalesce($3::bigint, d.placed_in)
  FROM unnest($1::int[], $2::real[]) AS n(doc, floor)
  WHERE d.doc = n.doc AND ($3::bigint IS NOT NULL OR d.floor <> n.floor)`;

/** An article's list as it is to be kept. */
export interface List {
  ownerId: string;
  ownerDoc: number;
  entries: Candidate[];
}

/** What a newcomer must exceed: anything will do where there is room. */
function floorOf(entries: Candidate[]): number {
  return entries.length < RELATED_SIZE ? -1 : Math.min(...entries.map(({ score }) => score));
}

async function saveFloors(
  manager: Statements,
  lists: readonly List[],
  { memory, placedIn }: { memory: RelatedMemory; placedIn: number | null },
): Promise<void> {
  // As PostgreSQL keeps them.
  const floors = lists.map(({ entries }) => Math.fround(floorOf(entries)));
  const docs = lists.map(({ ownerDoc }) => ownerDoc);
  await manager.query(SAVE_FLOORS, [docs, floors, placedIn]);
  for (const [place, doc] of docs.entries()) {
    const owner = memory.article(doc);
    if (!owner) continue;
    owner.floor = floors[place] ?? -1;
    if (placedIn !== null) owner.placedIn = placedIn;
  }
}

interface ListRow {
  ownerId: string;
  rank: number;
  id: string;
  score: number;
}

function toRows({ ownerId, entries }: List): ListRow[] {
  return entries.map(({ id, score }, place) => ({ ownerId, rank: place + 1, id, score }));
}

/** Saves these rows of lists, and ends those lists that are short. */
async function saveRows(
  manager: Statements,
  lists: readonly List[],
  rows: readonly ListRow[],
): Promise<void> {
  await manager.query(SAVE_ROWS, [
    rows.map((row) => row.ownerId),
    rows.map((row) => row.rank),
    rows.map((row) => row.id),
    rows.map((row) => row.score),
  ]);
  const short = lists.filter(({ entries }) => entries.length < RELATED_SIZE);
  if (short.length === 0) return;
  await manager.query(CUT_LISTS, [
    short.map(({ ownerId }) => ownerId),
    short.map(({ entries }) => entries.length),
  ]);
}

/** Saves lists that have been computed from the index. */
export async function saveLists(
  manager: Statements,
  lists: readonly List[],
  memory: RelatedMemory,
): Promise<void> {
  await saveRows(manager, lists, lists.flatMap(toRows));
  await saveFloors(manager, lists, { memory, placedIn: memory.round });
}

/** The rows of lists that are not kept as they are to be: most of a list stays as it was when one enters it. */
function changedRows(lists: readonly List[], kept: readonly ListRow[]): ListRow[] {
  const keyOf = ({ ownerId, rank }: ListRow) => `${ownerId} ${rank}`;
  const before = new Map(kept.map((row) => [keyOf(row), row]));
  return lists.flatMap(toRows).filter((row) => {
    const known = before.get(keyOf(row));
    return known?.id !== row.id || known.score !== row.score;
  });
}

/**
 * Enters articles into the lists of others, in the place of what is less alike. Where one puts out a copy of itself, the list
 * is filled up in its turn: what that copy had kept out may stand in it now.
 */
export async function saveNewcomers(
  manager: Statements,
  newcomers: Newcomer[],
  memory: RelatedMemory,
): Promise<void> {
  if (newcomers.length === 0) return;
  const copies = new Map(newcomers.map(({ id, copyIds }) => [id, copyIds]));
  const owners = new Map(newcomers.map(({ ownerId, ownerDoc }) => [ownerId, ownerDoc]));
  const byOwner = new Map<string, Map<string, Candidate>>();
  const kept = await manager.query<(Candidate & ListRow)[]>(LISTS, [[...owners.keys()]]);
  // What is entered anew takes the place of what it was before.
  for (const candidate of [...kept, ...newcomers]) {
    const list = byOwner.get(candidate.ownerId) ?? new Map<string, Candidate>();
    byOwner.set(candidate.ownerId, list.set(candidate.id, candidate));
  }
  const areCopies = (one: Candidate, other: Candidate) =>
    copies.get(one.id)?.has(other.id) === true || copies.get(other.id)?.has(one.id) === true;
  const lists = [...byOwner].map(([ownerId, list]) => ({
    ownerId,
    ownerDoc: owners.get(ownerId) ?? 0,
    entries: toList([...list.values()], areCopies),
  }));
  await saveRows(manager, lists, changedRows(lists, kept));
  await saveFloors(manager, lists, { memory, placedIn: null });
  const entriesOf = new Map(lists.map(({ ownerId, entries }) => [ownerId, entries]));
  const losers = kept.filter(({ ownerId, ...one }) =>
    entriesOf.get(ownerId)?.some((entry) => entry.id !== one.id && areCopies(one, entry)),
  );
  const uids = [...new Set(losers.map(({ ownerId }) => ownerId))];
  if (uids.length > 0) await manager.query(REFILL, [uids]);
}
