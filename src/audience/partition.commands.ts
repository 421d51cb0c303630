import { type EntityManager } from 'typeorm';

const DAY_MS = 86_400_000;

/** How long views are kept, in days. Days' totals are kept for ever. */
export interface ViewRetention {
  detailDays: number;
  minuteDays: number;
  hourDays: number;
}

/** Makes sure that there are partitions for every time from `since` to `until`. */
export async function ensurePartitions(
  manager: EntityManager,
  since: Date,
  until: Date,
): Promise<void> {
  await manager.query('SELECT ensure_view_partitions($1, $2)', [since, until]);
}

// Views of a day can come until the end of the next, and an hour later where a clock is wrong or the database was away:
// until then what tells its visitors is needed.
const VISITORS_KEPT = '2 days 1 hour';

const PARTITIONS_OVER = `
  SELECT c.relname AS "name", k.parent = 'view_event' AS "isDetail"
  FROM unnest($1::text[], $2::text[], $3::text[], $4::interval[]) AS k(parent, pattern, span, kept)
  JOIN pg_inherits i ON i.inhparent = k.parent::regclass
  JOIN pg_class c ON c.oid = i.inhrelid
  CROSS JOIN LATERAL (
    SELECT to_date(substr(c.relname, length(k.parent) + 2), k.pattern)::timestamp + k.span::interval AS ends) p
  WHERE p.ends AT TIME ZONE 'UTC' <= now() - k.kept
  ORDER BY 1`;

const IS_FOLDED = (name: string) => `
  SELECT NOT EXISTS (
    SELECT FROM ${name} e, view_fold f
    WHERE e.tx >= pg_snapshot_xmax(f.snapshot) OR e.tx IN (SELECT pg_snapshot_xip(f.snapshot))) AS "isFolded"`;

/** PostgreSQL's code for a row that no partition takes. */
const NO_PARTITION = '23514';

/** Whether a write failed because there is no partition for what it wrote. */
export function lacksPartition(error: unknown): boolean {
  const { code, driverError } = error as { code?: string; driverError?: { code?: string } };
  return (driverError?.code ?? code) === NO_PARTITION;
}

/** Makes sure that there are partitions for every view that has been reported. */
export async function ensurePartitionsOfEvents(manager: EntityManager): Promise<void> {
  await manager.query(
    `SELECT ensure_view_partitions(min(at) - interval '1 day', max(at)) FROM view_event`,
  );
}

async function dropPartition(
  manager: EntityManager,
  { name, isDetail }: { name: string; isDetail: boolean },
): Promise<void> {
  await manager.transaction(async (transaction) => {
    // Whoever reads the table now is waited for, and makes others wait behind us: not for long. The next time will do.
    await transaction.query("SET LOCAL lock_timeout = '1s'");
    if (isDetail) {
      const [row] = await transaction.query<{ isFolded: boolean }[]>(IS_FOLDED(name));
      if (row?.isFolded !== true) return;
    }
    await transaction.query(`DROP TABLE IF EXISTS ${name}`);
  });
}

/** Makes the partitions of the days ahead, drops those whose time is over, and throws old salts away. */
export async function keepPartitions(
  manager: EntityManager,
  { detailDays, minuteDays, hourDays }: ViewRetention,
): Promise<void> {
  const now = Date.now();
  await ensurePartitions(manager, new Date(now - DAY_MS), new Date(now + 3 * DAY_MS));
  await manager.query(
    `DELETE FROM view_salt WHERE day + interval '${VISITORS_KEPT}' <= now() AT TIME ZONE 'UTC'`,
  );
  await manager.query(
    'DELETE FROM view_section_hour WHERE hour < (SELECT min(hour) FROM view_hour)',
  );
  const over = await manager.query<{ name: string; isDetail: boolean }[]>(PARTITIONS_OVER, [
    ['view_event', 'view_visitor', 'view_minute', 'view_hour'],
    ['YYYYMMDD', 'YYYYMMDD', 'YYYYMMDD', 'YYYYMM'],
    ['1 day', '1 day', '1 day', '1 month'],
    // A visitor's partition ends a day after its day began.
    [`${detailDays} days`, '1 day 1 hour', `${minuteDays} days`, `${hourDays} days`],
  ]);
  for (const partition of over) await dropPartition(manager, partition);
}
