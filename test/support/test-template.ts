import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { type Client } from 'pg';
import { createDataSource } from '../../ormconfig';
import { databaseUrl } from './test-server';

const TEMPLATE_LOCK = 'select pg_advisory_lock(991)';
const TEMPLATE_UNLOCK = 'select pg_advisory_unlock(991)';
// The first half of a two-part advisory lock; the second half is the number of the run that holds it.
const RUN_LOCK = 992;

function migrationsHash(): string {
  const folder = path.resolve(__dirname, '../../migrations');
  const hash = createHash('sha256');
  for (const name of fs.readdirSync(folder).sort()) {
    hash.update(`${name}\n`).update(fs.readFileSync(path.join(folder, name)));
  }
  return hash.digest('hex').slice(0, 10);
}

async function namesLike(admin: Client, pattern: string): Promise<string[]> {
  const sql = 'select datname from pg_database where datname like $1';
  const { rows } = await admin.query<{ datname: string }>(sql, [pattern]);
  return rows.map(({ datname }) => datname);
}

async function isRunOver(admin: Client, run: number): Promise<boolean> {
  const { rows } = await admin.query<{ free: boolean }>(
    'select pg_try_advisory_lock($1, $2) as free',
    [RUN_LOCK, run],
  );
  if (rows[0]?.free !== true) return false;
  await admin.query('select pg_advisory_unlock($1, $2)', [RUN_LOCK, run]);
  return true;
}

/** Drops the databases of runs that ended without doing so. A living run holds the lock of its number. */
async function dropLeftovers(admin: Client): Promise<void> {
  for (const name of await namesLike(admin, 'jt\\_%')) {
    const run = Number(name.split('_')[1]);
    if (await isRunOver(admin, run))
      await admin.query(`drop database if exists "${name}" with (force)`);
  }
}

async function dropTemplate(admin: Client, name: string): Promise<void> {
  await admin.query('update pg_database set datistemplate = false where datname = $1', [name]);
  await admin.query(`drop database if exists "${name}" with (force)`);
}

/** Templates of other migrations go once no run can be using them. */
async function dropOldTemplates(admin: Client, current: string): Promise<void> {
  const { rowCount } = await admin.query(
    "select 1 from pg_locks where locktype = 'advisory' and classid = $1 and objsubid = 2",
    [RUN_LOCK],
  );
  if (rowCount !== 0) return;
  const names = await namesLike(admin, 'tpl\\_%');
  for (const name of names.filter((other) => other !== current)) await dropTemplate(admin, name);
}

async function migrate(url: string): Promise<void> {
  const dataSource = await createDataSource(url).initialize();
  try {
    await dataSource.runMigrations();
  } finally {
    await dataSource.destroy();
  }
}

async function makeTemplate(admin: Client, adminUrl: string, name: string): Promise<void> {
  const sql = 'select 1 from pg_database where datname = $1 and datistemplate';
  if ((await admin.query(sql, [name])).rowCount !== 0) return;
  await dropTemplate(admin, name);
  await admin.query(`create database "${name}" template template0`);
  await migrate(databaseUrl(adminUrl, name));
  // Closed to sessions, so that copying it never meets one.
  await admin.query(
    'update pg_database set datistemplate = true, datallowconn = false where datname = $1',
    [name],
  );
}

/**
 * Makes the migrated template unless it is there, clears what dead runs left behind, and takes this run's number. The
 * session it is given must stay open until the run is over.
 */
export async function prepareTemplate(
  admin: Client,
  adminUrl: string,
): Promise<{ template: string; run: number }> {
  const template = `tpl_${migrationsHash()}`;
  const run = Math.floor(Math.random() * 2_000_000_000);
  await admin.query(TEMPLATE_LOCK);
  try {
    await dropLeftovers(admin);
    await dropOldTemplates(admin, template);
    await makeTemplate(admin, adminUrl, template);
    await admin.query('select pg_advisory_lock($1, $2)', [RUN_LOCK, run]);
  } finally {
    await admin.query(TEMPLATE_UNLOCK);
  }
  return { template, run };
}
