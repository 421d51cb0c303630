import { type EntityManager } from 'typeorm';

/** Something that changed, as the transaction that changed it wrote it down. See docs/events.md for the kinds. */
export interface OutboxEvent {
  /** A whole number as text; larger ones are later, where two events are of one article. */
  id: string;
  kind: string;
  articleId: string | null;
  editionId: string | null;
  payload: Record<string, unknown>;
  createdAt: Date;
}

/** What somebody has seen of the outbox: all that was committed when this snapshot of the database was taken. */
export type OutboxPosition = string;

export interface OutboxBatch {
  events: OutboxEvent[];
  /** From where to read on. */
  position: OutboxPosition;
}

/** Runs a statement: a pool's, a transaction's or a reader's. */
type Query = <Row>(text: string, values: unknown[]) => Promise<Row[]>;

// The statement sees what its own snapshot shows. Numbers are given before transactions commit, in another order: a
// reader that remembered the highest one would miss those of slower transactions.
const READ = `
  SELECT s.now::text AS "position", e.id, e.kind, e.article_id AS "articleId", e.edition_id AS "editionId",
    e.payload, e.created_at AS "createdAt"
  FROM (SELECT pg_current_snapshot() AS now) s
  LEFT JOIN outbox_event e
    ON e.xid >= pg_snapshot_xmin($1::pg_snapshot) AND NOT pg_visible_in_snapshot(e.xid, $1::pg_snapshot)
  ORDER BY e.id`;

/** Where the outbox ends now. */
export async function outboxEnd(query: Query): Promise<OutboxPosition> {
  const [row] = await query<{ position: string }>(
    'SELECT pg_current_snapshot()::text AS "position"',
    [],
  );
  if (!row) throw new Error('The database does not say where its outbox ends.');
  return row.position;
}

/**
 * All events that were committed since a position, each exactly once over a chain of positions, whatever order
 * transactions commit in and however long others run; by number within the batch, so that an article's are in order.
 */
export async function readOutbox(query: Query, after: OutboxPosition): Promise<OutboxBatch> {
  const rows = await query<(OutboxEvent | { id: null }) & { position: string }>(READ, [after]);
  const position = rows[0]?.position ?? after;
  const events: OutboxEvent[] = [];
  for (const { position: _position, ...event } of rows) if (event.id !== null) events.push(event);
  return { events, position };
}

/**
 * Hands a consumer, known by name, what it has not seen yet. Its position moves in the same transaction: what `handle`
 * writes with it happens once, however often a gateway dies over it. One that is new begins with what comes next.
 */
export async function consumeOutbox(
  manager: EntityManager,
  consumer: string,
  handle: (transaction: EntityManager, events: OutboxEvent[]) => Promise<void>,
): Promise<number> {
  return manager.transaction(async (transaction) => {
    await addConsumer(transaction, consumer);
    const [known] = await transaction.query<{ seen: string }[]>(
      'SELECT seen::text FROM outbox_consumer WHERE name = $1 FOR UPDATE',
      [consumer],
    );
    const query: Query = (text, values) => transaction.query(text, values);
    const { events, position } = await readOutbox(query, known?.seen ?? '');
    if (events.length === 0) return 0;
    await handle(transaction, events);
    await transaction.query(
      'UPDATE outbox_consumer SET seen = $2::pg_snapshot, read_at = now() WHERE name = $1',
      [consumer, position],
    );
    return events.length;
  });
}

/** From where a consumer reads on; `null`: it is new. */
export async function consumerPosition(
  manager: EntityManager,
  consumer: string,
): Promise<OutboxPosition | null> {
  const [known] = await manager.query<{ seen: string }[]>(
    'SELECT seen::text FROM outbox_consumer WHERE name = $1',
    [consumer],
  );
  return known?.seen ?? null;
}

/** A new consumer begins with what comes next. */
export async function addConsumer(manager: EntityManager, consumer: string): Promise<void> {
  await manager.query(
    'INSERT INTO outbox_consumer (name, seen) VALUES ($1, pg_current_snapshot()) ON CONFLICT DO NOTHING',
    [consumer],
  );
}

/**
 * For work that reads more as of the instant of the events than `consumeOutbox` can: notes that a consumer has seen them, in
 * the transaction that writes down what comes of them. Answers whether it was still where it read from.
 */
export async function moveConsumer(
  transaction: EntityManager,
  consumer: string,
  { from, to }: Record<'from' | 'to', OutboxPosition>,
): Promise<boolean> {
  const [, count] = await transaction.query<[unknown, number]>(
    'UPDATE outbox_consumer SET seen = $3::pg_snapshot, read_at = now() WHERE name = $1 AND seen::text = $2',
    [consumer, from, to],
  );
  return count > 0;
}

/** Where nobody is to be told, the outbox need not wait for it. */
export async function forgetConsumer(manager: EntityManager, consumer: string): Promise<void> {
  await manager.query('DELETE FROM outbox_consumer WHERE name = $1', [consumer]);
}

/** Removes events older than that which every named consumer has seen. */
export async function pruneOutbox(manager: EntityManager, keepDays: number): Promise<void> {
  await manager.query(
    `DELETE FROM outbox_event e
     WHERE e.created_at < now() - make_interval(days => $1)
       AND NOT EXISTS (SELECT FROM outbox_consumer c WHERE NOT pg_visible_in_snapshot(e.xid, c.seen))`,
    [keepDays],
  );
}
