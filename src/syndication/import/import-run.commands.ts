import { type EntityManager } from 'typeorm';

const KEEP_DAYS = 400;
const LONGEST = 1_000;

/** How an import went, for the newsroom to see. */
export interface ImportRun {
  /** A file or an address. */
  place: string;
  /** The source; `null` where it could not be read. */
  name: string | null;
  created: number;
  updated: number;
  failed: number;
  /** Why it could not be read, or the first item not be taken. */
  error: string | null;
}

/** A place without a user's password. */
function withoutPassword(place: string): string {
  return place.replace(/^(https?:\/\/)[^/?#]*@/i, '$1');
}

/** What a place is known by: without a user's password. */
export function placeKey(place: string): string {
  return withoutPassword(place).slice(0, LONGEST);
}

/** An address without what may be secret in it; of a file its name. */
function nameOf(place: string): string {
  if (!/^https?:/i.test(place) || !URL.canParse(place)) return place.split('/').at(-1) ?? place;
  const { host, pathname } = new URL(place);
  return `${host}${pathname}`;
}

/** Notes that an import from a place begins. Who calls this holds the place, by which it is told from one that was killed. */
export async function openImport(manager: EntityManager, place: string): Promise<void> {
  await manager.query(
    `INSERT INTO import_run AS r (place, name, run_at, is_open) VALUES ($1, $2, now(), true)
     ON CONFLICT (place) DO UPDATE SET run_at = now(), is_open = true, created = 0, updated = 0, failed = 0, error = NULL`,
    [placeKey(place), nameOf(place).slice(0, LONGEST)],
  );
}

/** Notes how the last import from a place went. The name it had stays where it could not be read this time. */
export async function recordImport(manager: EntityManager, run: ImportRun): Promise<void> {
  const { place, name, created, updated, failed, error } = run;
  await manager.query(
    `INSERT INTO import_run AS r (place, name, run_at, created, updated, failed, error)
     VALUES ($1, coalesce($2, $3), now(), $4, $5, $6, $7)
     ON CONFLICT (place) DO UPDATE SET name = coalesce($2, r.name), run_at = EXCLUDED.run_at,
       created = EXCLUDED.created, updated = EXCLUDED.updated, failed = EXCLUDED.failed, error = EXCLUDED.error,
       is_open = false`,
    [
      placeKey(place),
      name,
      nameOf(place).slice(0, LONGEST),
      ...[created, updated, failed],
      error?.slice(0, LONGEST) ?? null,
    ],
  );
  await manager.query('DELETE FROM import_run WHERE run_at < now() - make_interval(days => $1)', [
    KEEP_DAYS,
  ]);
}
