import { type Reader } from '../sql/reader';
import { namedStatement } from '../sql/statement';
import { type ImportStatus, type QueueStatus, type ServiceStatus } from './system.type';

const MOST_IMPORTS = 500;
const COUNT_CAP = 10_000;

const IMPORTS = namedStatement(
  `SELECT name AS "name", run_at AS "lastRunAt", error IS NULL AND failed = 0 AS "ok",
     created AS "created", updated AS "updated", failed AS "failed", error AS "error"
   FROM import_run ORDER BY run_at DESC, place LIMIT ${MOST_IMPORTS}`,
);

const VERSION = namedStatement(`SELECT current_setting('server_version') AS "version"`);

const counted = (rows: string) =>
  `(SELECT count(*)::int FROM (SELECT FROM ${rows} LIMIT ${COUNT_CAP}) q)`;

const QUEUES = namedStatement(
  `SELECT 'publishing' AS "name", ${counted('article_due WHERE due_at <= now()')} AS "waiting",
     (SELECT min(due_at) FROM article_due WHERE due_at <= now()) AS "since", 0 AS "failed"
   UNION ALL
   SELECT 'related', ${counted('related_queue WHERE due_at <= now()')}, (
     SELECT min(m.since) FROM generate_series(0, 3) AS stage(s) CROSS JOIN LATERAL (
       SELECT min(due_at) AS since FROM related_queue WHERE stage = s AND due_at <= now()) m), 0
   UNION ALL
   SELECT 'search', ${counted('search_due')}, NULL, 0
   UNION ALL
   SELECT 'webhooks', ${counted(`webhook_delivery WHERE status = 'PENDING'`)}, (
     SELECT min(created_at) FROM (
       SELECT created_at FROM webhook_delivery WHERE status = 'PENDING' LIMIT ${COUNT_CAP}) p),
     ${counted(`webhook_delivery WHERE status = 'DEAD'`)}`,
);

/** The last run of each import, the latest first. */
export function importRuns(reader: Reader): Promise<ImportStatus[]> {
  return reader.rows<ImportStatus>(IMPORTS, []);
}

/** What waits to be done, counted up to 10,000. */
export function queues(reader: Reader): Promise<QueueStatus[]> {
  return reader.rows<QueueStatus>(QUEUES, []);
}

/** How long the database takes to say its version, the wait for a connection included. */
export async function databaseStatus(reader: Reader): Promise<ServiceStatus> {
  const startedAt = performance.now();
  const latencyMs = () => performance.now() - startedAt;
  try {
    const [row] = await reader.rows<{ version: string }>(VERSION, []);
    return { ok: true, latencyMs: latencyMs(), detail: `PostgreSQL ${row?.version ?? ''}`.trim() };
  } catch {
    return { ok: false, latencyMs: latencyMs(), detail: 'The database does not answer.' };
  }
}
