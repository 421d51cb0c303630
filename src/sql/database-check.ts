import { type Client } from 'pg';
import { QuietClient } from './quiet.client';
import { codeOf, wordsOf } from './embedded/errors';

/** The database cannot serve this application. The message says what is wrong and what to do about it. */
export class DatabaseCheckError extends Error {
  override name = 'DatabaseCheckError';
}

const EXTENSIONS = ['pg_trgm', 'unaccent'];
const OLDEST_VERSION = 140_000;
const CONNECT_LIMIT_MS = 15_000;

interface Facts {
  readonly version: number;
  readonly versionText: string;
  readonly database: string;
  readonly role: string;
  readonly encoding: string;
  readonly isReadOnly: boolean;
  readonly mayCreateInSchema: boolean;
}

const FACTS = `
  select current_setting('server_version_num')::int as version,
         current_setting('server_version') as "versionText",
         current_database() as database,
         current_user as role,
         pg_encoding_to_char(encoding) as encoding,
         pg_is_in_recovery() or current_setting('transaction_read_only')::bool as "isReadOnly",
         coalesce(has_schema_privilege(current_schema(), 'CREATE'), false) as "mayCreateInSchema"
    from pg_database
   where datname = current_database()`;

interface Extension {
  readonly name: string;
  readonly isInstalled: boolean;
  readonly mayCreate: boolean;
}

const AVAILABLE = `
  select e.name,
         e.installed_version is not null as "isInstalled",
         (select rolsuper from pg_roles where rolname = current_user)
           or (v.trusted and has_database_privilege(current_database(), 'CREATE')) as "mayCreate"
    from pg_available_extensions e
    join pg_available_extension_versions v on v.name = e.name and v.version = e.default_version
   where e.name = any($1)`;

const ADVICE: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Nothing listens there: start PostgreSQL, or correct the host and port.',
  ENOTFOUND: 'There is no such host: correct its name.',
  EAI_AGAIN: 'The host name could not be looked up: see that the network and DNS work.',
  ENOENT: 'There is no such socket: start PostgreSQL, or correct the folder.',
  '28P01': 'Correct the user and the password.',
  '28000': 'Correct the user, or allow it in pg_hba.conf.',
  '3D000': 'Create the database, or correct its name.',
  '53300': 'Raise max_connections, or end some of its sessions.',
  '57P03': 'It is starting up or shutting down: try again in a moment.',
};

function unreachable(error: unknown): DatabaseCheckError {
  const advice =
    ADVICE[codeOf(error)] ?? 'Correct DATABASE_URL, or see why the server does not answer.';
  return new DatabaseCheckError(
    `The database that DATABASE_URL names cannot be used: ${wordsOf(error)}. ${advice}`,
  );
}

function requireServer(facts: Facts): void {
  const { version, versionText, database, encoding, isReadOnly } = facts;
  if (version < OLDEST_VERSION) {
    throw new DatabaseCheckError(
      `The database runs PostgreSQL ${versionText}, and version 14 or newer is needed. Upgrade it, or set DATABASE_URL to a newer server.`,
    );
  }
  if (encoding !== 'UTF8') {
    throw new DatabaseCheckError(
      `The database "${database}" has the encoding ${encoding}, and UTF8 is needed. ` +
        "Create one with: CREATE DATABASE broadsheet ENCODING 'UTF8' TEMPLATE template0 LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'.",
    );
  }
  if (isReadOnly) {
    throw new DatabaseCheckError(
      `The database "${database}" accepts no writes: it is a standby, or set to read-only. Set DATABASE_URL to the primary server.`,
    );
  }
}

function requireExtension(name: string, extension: Extension | undefined, facts: Facts): void {
  if (!extension) {
    throw new DatabaseCheckError(
      `The database server lacks the extension ${name}. Install PostgreSQL's contrib package on it (Debian has it in postgresql-${Math.floor(facts.version / 10_000)}) and start again.`,
    );
  }
  if (!extension.isInstalled && !extension.mayCreate) {
    throw new DatabaseCheckError(
      `The extension ${name} is missing in the database "${facts.database}", and the role "${facts.role}" may not create it. ` +
        `Run there as a superuser: CREATE EXTENSION ${name}; or: GRANT CREATE ON DATABASE "${facts.database}" TO "${facts.role}".`,
    );
  }
}

async function requireExtensions(client: Client, facts: Facts): Promise<void> {
  const { rows } = await client.query<Extension>(AVAILABLE, [EXTENSIONS]);
  const found = new Map(rows.map((row) => [row.name, row]));
  for (const name of EXTENSIONS) requireExtension(name, found.get(name), facts);
}

/** Tries pg_trgm in a transaction that leaves no trace, since the migration that creates it may be still to come. */
async function hasCyrillicTrigrams(client: Client): Promise<boolean> {
  await client.query('begin');
  try {
    await client.query('create extension if not exists pg_trgm');
    const { rows } = await client.query<{ similarity: number }>(
      "select similarity('россия', 'россии')",
    );
    return (rows[0]?.similarity ?? 0) > 0;
  } finally {
    await client.query('rollback');
  }
}

async function compareWords(client: Client): Promise<boolean> {
  try {
    return await hasCyrillicTrigrams(client);
  } catch (error) {
    // Another process created it at this moment; now it is there.
    if (['23505', '42710'].includes(codeOf(error))) return hasCyrillicTrigrams(client);
    if (codeOf(error) !== '42883') throw error;
    throw new DatabaseCheckError(
      'The extension pg_trgm is installed in a schema that is not on the search path. Run as its owner: ALTER EXTENSION pg_trgm SET SCHEMA public.',
    );
  }
}

async function warningsOf(client: Client, facts: Facts): Promise<string[]> {
  const recipe =
    "a database made with LC_CTYPE 'C.UTF-8' (or any UTF-8 locale) would, and its contents can be moved there with pg_dump";
  const warnings: string[] = [];
  const letters = await client.query("select 1 where lower('Ж') = 'ж'");
  if (letters.rowCount === 0) {
    warnings.push(
      `The database "${facts.database}" does not know capital letters beyond ASCII, so searching in other scripts misses words; ${recipe}.`,
    );
  }
  if (!(await compareWords(client))) {
    warnings.push(
      `The database "${facts.database}" cannot compare words in other scripts than Latin, so suggestions and typing errors are not matched there; ${recipe}.`,
    );
  }
  if (!facts.mayCreateInSchema) {
    warnings.push(
      `The role "${facts.role}" may not create tables in the database "${facts.database}", so migrations must be run by another role; GRANT CREATE ON SCHEMA public TO "${facts.role}" would allow it.`,
    );
  }
  return warnings;
}

async function inspect(client: Client): Promise<string[]> {
  const facts = (await client.query<Facts>(FACTS)).rows[0];
  if (!facts) throw new DatabaseCheckError('The database does not list itself in pg_database.');
  requireServer(facts);
  await requireExtensions(client, facts);
  return warningsOf(client, facts);
}

/**
 * Looks whether a PostgreSQL can serve this application. Throws a {@link DatabaseCheckError} when it cannot; returns
 * warnings, each a sentence, about what it can only do badly.
 */
export async function checkDatabase(url: string): Promise<string[]> {
  const client = new QuietClient({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_LIMIT_MS,
  });
  try {
    await client.connect();
  } catch (error) {
    await client.end().catch(() => undefined);
    throw unreachable(error);
  }
  try {
    return await inspect(client);
  } finally {
    await client.end();
  }
}
