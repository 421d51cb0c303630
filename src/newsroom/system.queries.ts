import { importIsHeld } from '../sql/import.lock';
import { type Reader } from '../sql/reader';
import { namedStatement } from '../sql/statement';
import { type ImportStatus, type QueueStatus, type ServiceStatus } from './system.type';

const MOST_IMPORTS = 500;
const COUNT_CAP = 10_000;

// One that is open and held by no process was killed.
const IMPORTS = namedStatement(
  `SELECT r.name AS "name", CASE WHEN NOT s.is_running THEN r.run_at END AS "lastRunAt",
     s.is_running OR (NOT r.is_open AND r.error IS NULL AND r.failed = 0) AS "ok",
     r.created AS "created", r.updated AS "updated", r.failed AS "failed",
     CASE WHEN r.is_open AND NOT s.is_running THEN $1 ELSE r.error END AS "error"
   FROM import_run r CROSS JOIN LATERAL (
     SELECT r.is_open AND ${importIsHeld('r.place')} AS is_running) s
   ORDER BY r.run_at DESC, r.place LIMIT ${MOST_IMPORTS}`,
);

const INTERRUPTED =
  'It was interrupted before it ended. Import it again: what was taken stays as it is.';

const VERSION = namedStatement(`SELECT current_setting('server_version') AS "version"`);

const counted = (rows: string) =>
  `(SELECT count(*)::int FROM (SELECT FROM ${rows} LIMIT ${COUNT_CAP}) q)`;

// As the fold finds them: what was committed since the snapshot up to which it has counted. The snapshot is read before, so that
// the events are found in their index however many there are.
const UNFOLDED_VIEWS = `(
  SELECT FROM view_event WHERE tx >= (SELECT pg_snapshot_xmax(snapshot) FROM view_fold)
  UNION ALL
  SELECT FROM view_event
  WHERE tx = ANY (ARRAY(SELECT pg_snapshot_xip(snapshot) FROM view_fold))) v`;

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
   SELECT 'views', v.waiting, CASE WHEN v.waiting > 0 THEN f.folded_at END, 0
   FROM view_fold f CROSS JOIN (SELECT ${counted(UNFOLDED_VIEWS)} AS waiting) v
   UNION ALL
   SELECT 'purges', ${counted('cdn_purge WHERE NOT is_repeat')},
     (SELECT min(created_at) FROM cdn_purge WHERE NOT is_repeat), 0
   UNION ALL
   SELECT 'webhooks', ${counted(`webhook_delivery WHERE status = 'PENDING'`)}, (
     SELECT min(created_at) FROM (
       SELECT created_at FROM webhook_delivery WHERE status = 'PENDING' LIMIT ${COUNT_CAP}) p),
     ${counted(`webhook_delivery WHERE status = 'DEAD'`)}`,
);

/** The last run of each import, the latest first. */
export function importRuns(reader: Reader): Promise<ImportStatus[]> {
  return reader.rows<ImportStatus>(IMPORTS, [INTERRUPTED]);
}

/** What waits to be done, counted up to 10,000. */
export function queues(reader: Reader): Promise<QueueStatus[]> {
  return reader.rows<QueueStatus>(QUEUES, []);
}

const CDN = namedStatement(
  `SELECT failures = 0 AS "ok", took_ms AS "latencyMs", answer AS "detail" FROM cdn_purge_state`,
);

/** How telling the CDN went last; `null`: there is none to tell. */
export async function cdnStatus(reader: Reader): Promise<ServiceStatus | null> {
  const [row] = await reader.rows<ServiceStatus>(CDN, []);
  return row ?? null;
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
