import { QuietClient } from './quiet.client';

// The first half of the advisory locks of imports; the second is the place's name.
const IMPORT_LOCKS = 7_203_148;

/**
 * Holds an import's place until it is let go of, or the process is killed; several may at once. By a connection of its own,
 * so that a pool of one is enough for the import.
 */
export async function holdImport(url: string, place: string): Promise<() => Promise<void>> {
  const client = new QuietClient({ connectionString: url });
  await client.connect();
  await client.query('SELECT pg_advisory_lock_shared($1, hashtext($2))', [IMPORT_LOCKS, place]);
  return () => client.end();
}

/** SQL: whether somebody holds a place. */
export const importIsHeld = (place: string): string => `EXISTS (
  SELECT FROM pg_locks k WHERE k.locktype = 'advisory' AND k.objsubid = 2 AND k.granted
    AND k.database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND k.classid = ${IMPORT_LOCKS} AND k.objid = (hashtext(${place})::bigint & 4294967295)::oid)`;
