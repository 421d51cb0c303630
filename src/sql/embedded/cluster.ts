import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { type Binaries } from './binaries';
import { EmbeddedPostgresError, wordsOf } from './errors';
import { childEnvironment, giveTo, type Identity } from './identity';
import { type Places } from './locations';
import { program } from './runtime';

/** The server's superuser, which is also the application's role. */
export const OWNER = 'broadsheet';
const PASSWORD_FILE = 'app-password';
const FIRST_MAJOR_WITH_BUILTIN_LOCALE = 17;

function characterTypes(): string[] {
  return process.platform === 'win32' ? ['C'] : ['C.UTF-8', 'en_US.UTF-8', 'UTF-8', 'C'];
}

/**
 * The locale never comes from the environment. Full text needs `lower()` to know every letter, which the builtin C.UTF-8
 * does; pg_trgm asks the LC_CTYPE of the system, which must be a UTF-8 one too or Cyrillic words have no trigrams.
 */
function localeArguments(major: number, characterType: string): string[] {
  if (major < FIRST_MAJOR_WITH_BUILTIN_LOCALE) return [`--locale=${characterType}`];
  return [
    '--locale=C',
    `--lc-ctype=${characterType}`,
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
  ];
}

interface InitOptions {
  readonly binaries: Binaries;
  readonly identity: Identity;
  readonly folder: string;
  readonly isThrowaway: boolean;
}

function runInitdb(options: InitOptions, passwordFile: string): SpawnSyncReturns<string> {
  const { binaries, identity, folder } = options;
  const fixed = ['-D', folder, '-U', OWNER, `--pwfile=${passwordFile}`, '-A', 'scram-sha-256'];
  fixed.push('-E', 'UTF8', '--no-instructions', ...(options.isThrowaway ? ['--no-sync'] : []));
  const run = (characterType: string): SpawnSyncReturns<string> =>
    spawnSync(
      program(binaries.bin, 'initdb'),
      [...fixed, ...localeArguments(binaries.major, characterType)],
      { ...identity, cwd: '/', env: childEnvironment(), encoding: 'utf8' },
    );
  const [preferred = 'C', ...others] = characterTypes();
  let result = run(preferred);
  for (const characterType of others) {
    if (result.status === 0 || !result.stderr.includes('invalid locale')) break;
    result = run(characterType);
  }
  return result;
}

function refusal(result: SpawnSyncReturns<string>, base: string): EmbeddedPostgresError {
  const said = result.error ? wordsOf(result.error) : result.stderr.trim().slice(-1500);
  const advice = said.includes('could not look up effective user ID')
    ? 'This process runs as a user id without a name on this system, which PostgreSQL refuses: run it as a named user, or set DATABASE_URL.'
    : `See that there is room and permission in ${base}, or set DATABASE_URL to a PostgreSQL of your own.`;
  return new EmbeddedPostgresError(`The embedded database could not be made: ${said}\n${advice}`);
}

function writeSecret(identity: Identity, file: string, secret: string): void {
  fs.rmSync(file, { force: true });
  fs.writeFileSync(file, secret, { mode: 0o600, flag: 'wx' });
  giveTo(identity, file);
}

function makeCluster(options: InitOptions): void {
  const { identity, folder } = options;
  const password = randomBytes(18).toString('base64url');
  const passwordFile = `${folder}.password`;
  fs.mkdirSync(folder, { mode: 0o700 });
  giveTo(identity, folder);
  writeSecret(identity, passwordFile, `${password}\n`);
  const result = runInitdb(options, passwordFile);
  fs.rmSync(passwordFile, { force: true });
  if (result.status !== 0) throw refusal(result, path.dirname(folder));
  writeSecret(identity, path.join(folder, PASSWORD_FILE), password);
}

function removeLeftovers(base: string): void {
  for (const name of fs.readdirSync(base)) {
    if (/^(pgdata-\d+|runtime)\.init-/.test(name)) {
      fs.rmSync(path.join(base, name), { recursive: true, force: true });
    }
  }
}

/**
 * Makes the cluster unless it is there: beside its place and then renamed, so a half-made one is never seen. To be called
 * under the launch lock.
 */
export function ensureCluster(
  places: Places,
  binaries: Binaries,
  identity: Identity,
  isThrowaway: boolean,
): void {
  removeLeftovers(places.base);
  if (fs.existsSync(path.join(places.cluster, 'PG_VERSION'))) return;
  const folder = `${places.cluster}.init-${process.pid}`;
  try {
    makeCluster({ binaries, identity, folder, isThrowaway });
    fs.renameSync(folder, places.cluster);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** The password of {@link OWNER}, kept in the cluster for its owner's eyes only. */
export function readPassword(cluster: string): string {
  try {
    return fs.readFileSync(path.join(cluster, PASSWORD_FILE), 'utf8').trim();
  } catch (error) {
    throw new EmbeddedPostgresError(
      `The database's password in ${cluster} cannot be read (${wordsOf(error)}). ` +
        'Start as the user who made this database, or set DATA_DIR to another folder.',
    );
  }
}

/** PostgreSQL refuses a cluster that others may look into, as a copy or a restored backup often is. */
export function tightenMode(cluster: string): void {
  if (process.platform === 'win32') return;
  const mode = fs.statSync(cluster).mode & 0o777;
  if (mode !== 0o700 && mode !== 0o750) fs.chmodSync(cluster, 0o700);
}
