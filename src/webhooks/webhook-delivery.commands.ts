import { type EntityManager } from 'typeorm';
import { consumeOutbox, forgetConsumer } from '../sql/outbox';
import { newUid } from '../sql/uuid';
import { webhookEvents } from './webhook-event.queries';

const CONSUMER = 'webhooks';

/** Seconds to wait after the first failure, the second and so on; after the last there is no more. */
const BACKOFF = [5, 30, 120, 600, 1_800, 7_200, 18_000, 28_800];

/** For how long a delivery under way is left alone; after that it is taken for lost with its gateway. */
const LEASE_SECONDS = 60;

const KEEP_DAYS = 30;

export interface Delivery {
  id: string;
  url: string;
  kind: string;
  body: string;
  attempts: number;
}

/** How an attempt went. */
export interface Outcome {
  isDelivered: boolean;
  /** The receiver wants no more of it. */
  isFinal: boolean;
  answer: string;
}

/** Writes down what is to be told to each address, once for each event. */
export async function enqueueDeliveries(
  manager: EntityManager,
  urls: readonly string[],
): Promise<void> {
  await consumeOutbox(manager, CONSUMER, async (transaction, events) => {
    const told = await webhookEvents(transaction, events);
    const rows = told.flatMap(({ id: event_id, kind, body }) =>
      urls.map((url) => ({ id: newUid(), event_id, url, kind, body })),
    );
    await transaction.query(
      `INSERT INTO webhook_delivery (id, event_id, url, kind, body)
       SELECT r.* FROM jsonb_to_recordset($1) AS r(id uuid, event_id bigint, url text, kind text, body text)
       ON CONFLICT (event_id, url) DO NOTHING`,
      [JSON.stringify(rows)],
    );
  });
}

/** Where there are no addresses, nobody waits for events. */
export function forgetWebhooks(manager: EntityManager): Promise<void> {
  return forgetConsumer(manager, CONSUMER);
}

/** Takes an address's next deliveries to try now: nobody else does for a while. */
export async function takeDue(
  manager: EntityManager,
  url: string,
  limit: number,
): Promise<Delivery[]> {
  const [rows] = await manager.query<[Delivery[], number]>(
    `UPDATE webhook_delivery d SET attempts = attempts + 1, next_at = now() + make_interval(secs => $3)
     WHERE d.id IN (
       SELECT w.id FROM webhook_delivery w
       WHERE w.url = $1 AND w.status = 'PENDING' AND w.next_at <= now()
       ORDER BY w.next_at, w.event_id LIMIT $2 FOR UPDATE SKIP LOCKED)
     RETURNING d.id, d.url, d.kind, d.body, d.attempts`,
    [url, limit, LEASE_SECONDS],
  );
  return rows;
}

/** Notes how an attempt went, and when the next one is. */
export async function settle(
  manager: EntityManager,
  { id, attempts }: Delivery,
  { isDelivered, isFinal, answer }: Outcome,
): Promise<void> {
  const wait = BACKOFF[attempts - 1];
  const status = isDelivered ? 'DELIVERED' : isFinal || wait === undefined ? 'DEAD' : 'PENDING';
  // A little earlier or later, so that what failed together does not come together again.
  const seconds = (wait ?? 0) * (0.9 + Math.random() * 0.2);
  await manager.query(
    `UPDATE webhook_delivery SET status = $2, answer = $3, next_at = now() + make_interval(secs => $4)
     WHERE id = $1`,
    [id, status, answer.slice(0, 500), seconds],
  );
}

/** Sends deliveries again that were made, or are dead: one by its id, or all since a time. Answers how many. */
export async function replayDeliveries(
  manager: EntityManager,
  which: { id: string } | { since: Date },
): Promise<number> {
  const [condition, value] =
    'id' in which ? ['id::text = $1', which.id] : ['created_at >= $1', which.since];
  const [, count] = await manager.query<[unknown, number]>(
    `UPDATE webhook_delivery SET status = 'PENDING', attempts = 0, next_at = now() WHERE ${condition}`,
    [value],
  );
  return count;
}

export interface DeliveryReport {
  id: string;
  url: string;
  kind: string;
  status: string;
  attempts: number;
  answer: string | null;
  createdAt: Date;
}

/** The last deliveries, the newest first. */
export function listDeliveries(
  manager: EntityManager,
  status: string | null,
  limit: number,
): Promise<DeliveryReport[]> {
  return manager.query(
    `SELECT id, url, kind, status, attempts, answer, created_at AS "createdAt" FROM webhook_delivery
     WHERE $1::text IS NULL OR status = $1 ORDER BY created_at DESC, id DESC LIMIT $2`,
    [status, limit],
  );
}

/** Forgets what was settled long ago. */
export async function pruneDeliveries(manager: EntityManager): Promise<void> {
  await manager.query(
    `DELETE FROM webhook_delivery
     WHERE status <> 'PENDING' AND created_at < now() - make_interval(days => ${KEEP_DAYS})`,
  );
}
