import { type EntityManager } from 'typeorm';
import { Counts } from './related-counts.commands';
import { indexArticles, saveCounts } from './related-index.commands';
import { type Newcomer, saveNewcomers } from './related-lists.commands';
import { placeArticles } from './related-place.commands';
import { weighArticles } from './related-weigh.commands';
import { workInLanes } from './related.lanes';
import { RelatedMemory } from './related.memory';

/** Where an article stands on its way into the lists. All that wait go through one stage before any goes to the next. */
const STAGES = { INDEX: 0, WEIGH: 1, PLACE: 2, REFILL: 3 } as const;

type Stage = (typeof STAGES)[keyof typeof STAGES];

/** Where what has been worked on goes next. */
function nextOf(stage: Stage): Stage {
  return stage === STAGES.INDEX ? STAGES.WEIGH : STAGES.PLACE;
}

/**
 * How many articles of a stage are saved together. The more are read, the fewer times the common terms are counted up; the more are
 * weighed, the more postings of one term are written side by side.
 */
const BATCH_SIZES = {
  [STAGES.INDEX]: 2_000,
  [STAGES.WEIGH]: 1_000,
  [STAGES.PLACE]: 1_000,
  [STAGES.REFILL]: 1_000,
};
/** So many of a batch are worked on at once; what else has been read of it waits to be. */
const PART_SIZE = 250;

// One at a time writes the index and the lists; nothing else ever waits for them. The number stands for nothing.
const LOCK = 'SELECT pg_advisory_xact_lock(7203148)';

/** How far related articles are behind what has been saved. */
export interface RelatedProgress {
  /** How many articles wait: to be read, to be weighed, to be placed, to have their lists filled up. */
  waiting: { index: number; weigh: number; place: number; refill: number };
  /** Since when the first has waited; `null`: none waits. */
  since: Date | null;
}

interface QueueRow {
  id: string;
  uid: string;
}

/** What the index has for articles that may become public by the clock is read then. */
const WAIT_FOR_TIME = `
  INSERT INTO related_queue (article_id, due_at)
  SELECT a.id, greatest(a.published_at, a.embargo_until) FROM article a
  WHERE a.id = ANY($1::uuid[]) AND a.status = 'PUBLISHED' AND greatest(a.published_at, a.embargo_until) > now()`;

const TAKE_WAITING = `
  SELECT id, article_id AS uid FROM related_queue
  WHERE stage = $1 AND due_at <= now() ORDER BY due_at, id LIMIT $2`;

const TAKE_THESE = `
  SELECT id, article_id AS uid FROM related_queue
  WHERE article_id = ANY($2::uuid[]) AND stage = $1 AND due_at <= now() ORDER BY id`;

async function passOn(
  manager: EntityManager,
  rows: QueueRow[],
  to: { uids: ReadonlySet<string>; stage: Stage },
): Promise<void> {
  const kept = new Map(rows.filter(({ uid }) => to.uids.has(uid)).map(({ uid, id }) => [uid, id]));
  const ids = new Set(kept.values());
  await manager.query('DELETE FROM related_queue WHERE id = ANY($1::bigint[])', [
    rows.map(({ id }) => id).filter((id) => !ids.has(id)),
  ]);
  if (ids.size === 0) return;
  await manager.query('UPDATE related_queue SET stage = $2 WHERE id = ANY($1::bigint[])', [
    [...ids],
    to.stage,
  ]);
}

function partsOf(uids: readonly string[]): string[][] {
  const size = Math.ceil(uids.length / PART_SIZE);
  return Array.from({ length: size }, (_, part) =>
    uids.slice(part * PART_SIZE, (part + 1) * PART_SIZE),
  );
}

/** A stage's work for these articles; answers for which of them the next stage has work. */
async function work(
  manager: EntityManager,
  { stage, uids }: { stage: Stage; uids: string[] },
  memory: RelatedMemory,
): Promise<string[]> {
  const parts = partsOf(uids);
  const changed: string[] = [];
  const newcomers: Newcomer[] = [];
  const counts = new Counts();
  await workInLanes(manager, parts, async (lane, some) => {
    if (stage === STAGES.INDEX)
      changed.push(...(await indexArticles(lane, some, { counts, memory })));
    else if (stage === STAGES.WEIGH) await weighArticles(lane, some, memory);
    else newcomers.push(...(await placeArticles(lane, some, memory)));
  });
  if (stage === STAGES.INDEX) {
    await saveCounts(manager, counts, memory);
    await manager.query(WAIT_FOR_TIME, [uids]);
  }
  if (stage === STAGES.PLACE) await saveNewcomers(manager, newcomers, memory);
  return stage === STAGES.WEIGH ? uids : changed;
}

/** Does one round of one stage's work for what waits at it, of these articles or any. Answers how many it was. */
async function advance(
  manager: EntityManager,
  { stage, uids }: { stage: Stage; uids?: string[] },
  memory: RelatedMemory,
): Promise<number> {
  try {
    return await manager.transaction(async (transaction) => {
      await transaction.query(LOCK);
      const rows = uids
        ? await transaction.query<QueueRow[]>(TAKE_THESE, [stage, uids])
        : await transaction.query<QueueRow[]>(TAKE_WAITING, [stage, BATCH_SIZES[stage]]);
      const taken = [...new Set(rows.map((row) => row.uid))];
      if (taken.length === 0) return 0;
      await memory.beginRound(transaction);
      const next = await work(transaction, { stage, uids: taken }, memory);
      await passOn(transaction, rows, { uids: new Set(next), stage: nextOf(stage) });
      return taken.length;
    });
  } catch (error) {
    // What it has noted was not saved.
    memory.forget();
    throw error;
  }
}

/**
 * Computes the related articles of these articles, as far as they have been saved since, and enters them into the
 * lists of those that they resemble. Of those that are not public, nothing is kept. What it changes for others
 * beyond that (a list that has lost an article, an edition that has grown) is left to {@link relateWaiting}.
 */
export async function refreshRelated(manager: EntityManager, uids: string[]): Promise<void> {
  const memory = new RelatedMemory();
  for (const stage of Object.values(STAGES)) {
    const size = BATCH_SIZES[stage];
    for (let start = 0; start < uids.length; start += size) {
      const some = uids.slice(start, start + size);
      await advance(manager, { stage, uids: some }, memory);
    }
  }
}

export async function relatedProgress(manager: EntityManager): Promise<RelatedProgress> {
  const rows = await manager.query<{ stage: Stage; articles: number; since: Date }[]>(
    `SELECT stage, count(DISTINCT article_id)::int AS articles, min(due_at) AS since
     FROM related_queue WHERE due_at <= now() GROUP BY stage`,
  );
  const at = (stage: Stage) => rows.find((row) => row.stage === stage)?.articles ?? 0;
  return {
    waiting: {
      index: at(STAGES.INDEX),
      weigh: at(STAGES.WEIGH),
      place: at(STAGES.PLACE),
      refill: at(STAGES.REFILL),
    },
    since: rows.map((row) => row.since).sort((a, b) => a.getTime() - b.getTime())[0] ?? null,
  };
}

/** The first stage at which anything waits. */
async function nextStage(manager: EntityManager): Promise<Stage | null> {
  const [row] = await manager.query<{ stage: Stage | null }[]>(
    'SELECT min(stage) AS stage FROM related_queue WHERE due_at <= now()',
  );
  return row?.stage ?? null;
}

/** An article that is new goes through three stages. */
function stepsLeft({ waiting }: RelatedProgress): number {
  return waiting.index * 3 + waiting.weigh * 2 + waiting.place + waiting.refill;
}

/**
 * Does what waits, all of it, for so many milliseconds or until `stopping` is aborted. Each batch of each stage is saved on
 * its own, so that it can be ended at any moment and goes on where it was. Tells how many steps are done of how many there are
 * by now. Whoever calls it again and again may keep what it remembers of the index.
 */
export async function relateWaiting(
  manager: EntityManager,
  {
    forMs = Infinity,
    memory = new RelatedMemory(),
    stopping,
    onProgress,
  }: {
    forMs?: number;
    memory?: RelatedMemory;
    stopping?: AbortSignal;
    onProgress?: (done: number, total: number) => void;
  } = {},
): Promise<void> {
  const end = performance.now() + forMs;
  let done = 0;
  let left = 0;
  for (let round = 0; performance.now() < end && !stopping?.aborted; round += 1) {
    const stage = await nextStage(manager);
    if (stage === null) {
      memory.forget();
      return;
    }
    const moved = await advance(manager, { stage }, memory);
    done += moved;
    if (!onProgress) continue;
    left = round % 20 === 0 ? stepsLeft(await relatedProgress(manager)) : Math.max(left - moved, 0);
    onProgress(done, done + left);
  }
}

/** Forgets all that is known and puts every article in the queue; readers keep the lists there are until each is placed. */
export async function forgetRelated(manager: EntityManager): Promise<void> {
  await manager.transaction(async (transaction) => {
    await transaction.query(LOCK);
    // Not truncated, as that would wait for saves under way, which may wait for the lock.
    await transaction.query('DELETE FROM related_queue');
    await transaction.query(
      'TRUNCATE related_posting, related_document, related_term, related_edition RESTART IDENTITY',
    );
    await transaction.query('INSERT INTO related_queue (article_id) SELECT id FROM article');
    // Whoever remembers the index as it was is to see that it is another.
    await transaction.query("SELECT nextval('related_round')");
  });
}
