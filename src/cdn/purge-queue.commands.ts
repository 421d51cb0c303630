import { type EntityManager } from 'typeorm';
import {
  addConsumer,
  consumerPosition,
  forgetConsumer,
  moveConsumer,
  type OutboxPosition,
  readOutbox,
} from '../sql/outbox';
import { EVERYTHING, purgeKeys } from './purge.keys';
import { type Outcome } from './purge.request';

const CONSUMER = 'cdn';

/** Where more keys wait, everything is purged: that is one call, and their number has an end while the CDN is down. */
const MOST_WAITING = 5_000;

/**
 * How much later a key is purged once more. An answer may have been on its way to the CDN when it was purged, from a
 * gateway that had yet to hear of the change: by then each has, or trusts nothing that it keeps.
 */
const REPEAT_AFTER_SECONDS = 5;

/** For how long nobody else calls while a call is under way; after that it is taken for lost with its gateway. */
const LEASE_SECONDS = 30;

/** Seconds to wait after the first failure, the second and so on. */
const BACKOFF = [1, 2, 5, 10, 30];
const SLOWEST_BACKOFF = 60;

/** Keys to purge with one call. */
export interface Turn {
  keys: string[];
  changes: string[];
  /** How often calling has failed since it last went well. */
  failures: number;
}

// Whoever writes takes this row first, so that none wait for each other.
const lockState = (transaction: EntityManager) =>
  transaction.query('SELECT FROM cdn_purge_state FOR UPDATE');

async function enqueue(transaction: EntityManager, keys: readonly string[]): Promise<void> {
  await transaction.query(
    `INSERT INTO cdn_purge (key) SELECT unnest($1::text[])
     ON CONFLICT (key) DO UPDATE SET change = DEFAULT, due_at = now(), is_repeat = false,
       created_at = CASE WHEN cdn_purge.is_repeat THEN now() ELSE cdn_purge.created_at END`,
    [keys],
  );
}

async function purgeEverything(transaction: EntityManager): Promise<void> {
  await transaction.query('DELETE FROM cdn_purge');
  await enqueue(transaction, EVERYTHING);
}

/** Begins to listen. What the CDN has from before may be anything. */
function begin(manager: EntityManager): Promise<void> {
  return manager.transaction(async (transaction) => {
    await transaction.query('INSERT INTO cdn_purge_state DEFAULT VALUES ON CONFLICT DO NOTHING');
    await addConsumer(transaction, CONSUMER);
    await purgeEverything(transaction);
  });
}

/** The keys of what was committed since a position. What hangs on its articles is read as of the same instant. */
function readKeys(manager: EntityManager, after: OutboxPosition) {
  return manager.transaction('REPEATABLE READ', async (transaction) => {
    const query = <Row>(text: string, values: unknown[]) => transaction.query<Row[]>(text, values);
    const { events, position } = await readOutbox(query, after);
    return events.length === 0 ? null : { keys: await purgeKeys(transaction, events), position };
  });
}

/** Writes down the keys of all that has changed. */
export async function collectPurges(manager: EntityManager): Promise<void> {
  const seen = await consumerPosition(manager, CONSUMER);
  if (seen === null) {
    await begin(manager);
    return;
  }
  const found = await readKeys(manager, seen);
  if (!found) return;
  await manager.transaction(async (transaction) => {
    await lockState(transaction);
    const isOurs = await moveConsumer(transaction, CONSUMER, { from: seen, to: found.position });
    if (!isOurs || found.keys.length === 0) return;
    await enqueue(transaction, found.keys);
    const [waiting] = await transaction.query<{ count: number }[]>(
      'SELECT count(*)::int AS "count" FROM cdn_purge',
    );
    if (waiting && waiting.count > MOST_WAITING) await purgeEverything(transaction);
  });
}

/** Takes the next keys to purge now: nobody else calls until they are settled. `null`: there are none, or it is not the time. */
export async function takeTurn(manager: EntityManager, mostKeys: number): Promise<Turn | null> {
  const rows = await manager.query<{ key: string; change: string; failures: number }[]>(
    `WITH turn AS (
       UPDATE cdn_purge_state SET next_at = now() + make_interval(secs => $2)
       WHERE next_at <= now() AND EXISTS (SELECT FROM cdn_purge WHERE due_at <= now())
       RETURNING failures)
     SELECT k.key, k.change, turn.failures FROM turn CROSS JOIN LATERAL (
       SELECT p.key, p.change FROM cdn_purge p WHERE p.due_at <= now() ORDER BY p.due_at LIMIT $1) k`,
    [mostKeys, LEASE_SECONDS],
  );
  const [first] = rows;
  if (!first) return null;
  const changes = rows.map(({ change }) => change);
  return { keys: rows.map(({ key }) => key), changes, failures: first.failures };
}

const OF_TURN = `(p.key, p.change) IN (SELECT * FROM unnest($1::text[], $2::bigint[]))`;

/** Of what was purged, forgets what was for the second time. */
async function settlePurged(transaction: EntityManager, { keys, changes }: Turn): Promise<void> {
  const turn = [keys, changes];
  await transaction.query(`DELETE FROM cdn_purge p WHERE p.is_repeat AND ${OF_TURN}`, turn);
  await transaction.query(
    `UPDATE cdn_purge p SET is_repeat = true, due_at = now() + make_interval(secs => $3)
     WHERE ${OF_TURN}`,
    [...turn, REPEAT_AFTER_SECONDS],
  );
}

function waitSeconds(
  { isPurged, isRefused, retryAfterSeconds }: Outcome,
  { failures }: Turn,
): number {
  if (isPurged) return 0;
  if (retryAfterSeconds !== null) return retryAfterSeconds;
  return isRefused ? SLOWEST_BACKOFF : (BACKOFF[failures] ?? SLOWEST_BACKOFF);
}

/** Notes how a call went. Answers after how many seconds there may be another one. */
export async function settleTurn(
  manager: EntityManager,
  turn: Turn,
  outcome: Outcome,
): Promise<number> {
  const { isPurged, answer, tookMs } = outcome;
  const seconds = waitSeconds(outcome, turn);
  await manager.transaction(async (transaction) => {
    await lockState(transaction);
    if (isPurged) await settlePurged(transaction, turn);
    await transaction.query(
      `UPDATE cdn_purge_state SET failures = CASE WHEN $1 THEN 0 ELSE failures + 1 END,
         answer = CASE WHEN $1 THEN NULL ELSE $2 END, took_ms = $3, next_at = now() + make_interval(secs => $4)`,
      [isPurged, answer.slice(0, 500), tookMs, seconds],
    );
  });
  return seconds;
}

/** Where no CDN is told anything, nothing is kept for it, and the outbox need not wait. */
export async function forgetPurges(manager: EntityManager): Promise<void> {
  await forgetConsumer(manager, CONSUMER);
  await manager.query('DELETE FROM cdn_purge');
  await manager.query('DELETE FROM cdn_purge_state');
}
