import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { EmbeddedPostgresError, wordsOf } from './errors';

const ROOT_HOME = '/var/lib/broadsheet';
// sun_path holds 104 bytes on macOS and 108 on Linux, its end included.
const LONGEST_SOCKET_PATH = 100;

/** Whether this process is the superuser of a system that has one. */
export function isRoot(): boolean {
  return process.geteuid?.() === 0;
}

function shortHash(text: string, length: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}

function realPath(folder: string): string {
  try {
    return fs.realpathSync(folder);
  } catch {
    return path.resolve(folder);
  }
}

/** The clusters in a base folder, the newest major version first. */
export function clustersIn(base: string): { folder: string; major: number }[] {
  const names = fs.existsSync(base) ? fs.readdirSync(base) : [];
  return names
    .filter((name) => /^pgdata-\d+$/.test(name))
    .filter((name) => fs.existsSync(path.join(base, name, 'PG_VERSION')))
    .map((name) => ({ folder: path.join(base, name), major: Number(name.slice('pgdata-'.length)) }))
    .sort((one, other) => other.major - one.major);
}

/**
 * Where the embedded database lives: the folder asked for, else `.data` in the project. Root's own default lies outside
 * the project, which PostgreSQL's unprivileged user often cannot reach, in a folder of its own for every checkout; a
 * cluster that an ordinary user has already made in the project is used by root too.
 */
export function baseFolder(dataDir: string | null, projectDir: string): string {
  if (dataDir !== null) return path.resolve(dataDir);
  const inProject = path.join(path.resolve(projectDir), '.data');
  if (!isRoot() || clustersIn(inProject).length > 0) return inProject;
  return path.join(ROOT_HOME, shortHash(realPath(projectDir), 8));
}

/** Makes a folder and its missing parents, open to be passed through whatever the umask says. */
export function makeBase(base: string): void {
  try {
    const first = fs.mkdirSync(base, { recursive: true, mode: 0o755 });
    if (first === undefined) return;
    for (let folder = base; folder.length >= first.length; folder = path.dirname(folder)) {
      fs.chmodSync(folder, 0o755);
    }
  } catch (error) {
    throw new EmbeddedPostgresError(
      `The database's folder ${base} cannot be made (${wordsOf(error)}). ` +
        'Set DATA_DIR to a folder that can be written, or DATABASE_URL to a PostgreSQL of your own.',
    );
  }
}

/** Where one major version keeps its cluster, its socket and its log. */
export interface Places {
  readonly base: string;
  readonly cluster: string;
  readonly sockets: string;
  readonly log: string;
}

function socketFolder(base: string, major: number): string {
  const inBase = path.join(base, `run-${major}`);
  if (Buffer.byteLength(path.join(inBase, '.s.PGSQL.5432')) <= LONGEST_SOCKET_PATH) return inBase;
  // Not TMPDIR: it may be long itself, or private to root.
  const temporary = fs.existsSync('/tmp') ? '/tmp' : tmpdir();
  return path.join(temporary, `broadsheet-${shortHash(inBase, 12)}`);
}

/** The places of one major version in a base folder. A socket whose path would be too long gets a short one. */
export function placesOf(base: string, major: number): Places {
  return {
    base,
    cluster: path.join(base, `pgdata-${major}`),
    sockets: socketFolder(base, major),
    log: path.join(base, `postgres-${major}.log`),
  };
}
