import { setTimeout as sleep } from 'node:timers/promises';
import { type Client } from 'pg';
import { type DataSource } from 'typeorm';
import { checkDatabase } from './database-check';
import { bootEmbeddedPostgres, ensureDatabase } from './embedded/embedded-postgres';
import { KeptRunning } from './embedded/kept-running';
import { QuietClient } from './quiet.client';

const DATABASE_NAME = 'broadsheet';

// Any number will do, as long as nothing else in the project takes it as a lock.
const SETUP_LOCK = 7_203_147;
const SETUP_LOCK_POLL_MS = 100;

export interface DatabaseOptions {
  databaseUrl: string | null;
  dataDir: string | null;
  embeddedPgBin: string | null;
  embeddedPgUser: string | null;
  projectDir: string;
}

export interface Database {
  url: string;
  /** What it can only do badly, each a sentence. */
  warnings: string[];
  /** Gives the embedded database back; a database of its own stays as it is. */
  stop(): Promise<void>;
}

async function openEmbedded(options: DatabaseOptions): Promise<Omit<Database, 'warnings'>> {
  const kept = await KeptRunning.start(() =>
    bootEmbeddedPostgres({
      dataDir: options.dataDir,
      projectDir: options.projectDir,
      binDir: options.embeddedPgBin,
      user: options.embeddedPgUser,
    }),
  );
  const { connection, url } = kept.current;
  await ensureDatabase(connection, DATABASE_NAME);
  return { url: url(DATABASE_NAME), stop: () => kept.stop() };
}

/** The configured PostgreSQL, or the embedded one, checked. Errors are sentences that say what to do. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const database =
    options.databaseUrl === null
      ? await openEmbedded(options)
      : { url: options.databaseUrl, stop: () => Promise.resolve() };
  try {
    return { ...database, warnings: await checkDatabase(database.url) };
  } catch (error) {
    await database.stop();
    throw error;
  }
}

/**
 * Asks again and again: a statement that waits for the lock keeps a snapshot meanwhile, and an index that the other process builds
 * concurrently would wait for that snapshot in its turn, for ever.
 */
async function takeSetupLock(client: Client): Promise<void> {
  const taken = () =>
    client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [SETUP_LOCK]);
  while (!(await taken()).rows[0]?.taken) await sleep(SETUP_LOCK_POLL_MS);
}

/** Runs what only one process at a time may do to a database: migrating it, filling an empty one. */
export async function withSetupLock<T>(url: string, work: () => Promise<T>): Promise<T> {
  const client = new QuietClient({ connectionString: url });
  await client.connect();
  try {
    await takeSetupLock(client);
    return await work();
  } finally {
    // The lock ends with its session.
    await client.end();
  }
}

/** Runs the migrations that are still to be run and answers their names. */
export async function migrate(dataSource: DataSource): Promise<string[]> {
  const done = await dataSource.runMigrations();
  return done.map((migration) => migration.name);
}
