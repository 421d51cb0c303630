import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { EmbeddedPostgresError } from './errors';
import { clustersIn, isRoot } from './locations';

/** The user that runs the server; empty: the user of this process. */
export interface Identity {
  readonly uid?: number;
  readonly gid?: number;
}

const PASSED_ON = [
  'PATH',
  'LD_LIBRARY_PATH',
  'DYLD_LIBRARY_PATH',
  'SystemRoot',
  'SYSTEMROOT',
  'windir',
  'TEMP',
  'TMP',
];

/**
 * The environment of the server's processes: only what programs need to be found and run. The locale and PostgreSQL's
 * own variables never come from outside, and root's secrets do not become readable to the server's user.
 */
export function childEnvironment(): NodeJS.ProcessEnv {
  const kept = PASSED_ON.map((name) => [name, process.env[name]] as const);
  return {
    ...Object.fromEntries(kept.filter(([, value]) => value !== undefined)),
    LC_ALL: 'C',
    TZ: 'UTC',
  };
}

function findUser(name: string): Required<Identity> | null {
  const line = fs
    .readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((entry) => entry.split(':'))
    .find((entry) => entry[0] === name);
  return line ? { uid: Number(line[2]), gid: Number(line[3]) } : null;
}

function namedUser(name: string): Identity {
  const user = findUser(name);
  if (user && user.uid !== 0) return user;
  throw new EmbeddedPostgresError(
    `EMBEDDED_PG_USER is "${name}", which is ${user ? 'root, and PostgreSQL refuses to run as root' : 'not a user of this system'}. ` +
      'Name an unprivileged user from /etc/passwd, or leave it unset.',
  );
}

/**
 * Who runs the server. PostgreSQL refuses root: there an existing cluster keeps its owner, else the user asked for, else
 * `postgres`, else `nobody`. No user is created.
 */
export function chooseIdentity(base: string, user: string | null): Identity {
  if (!isRoot()) return {};
  for (const { folder } of clustersIn(base)) {
    const { uid, gid } = fs.statSync(folder);
    if (uid !== 0) return { uid, gid };
  }
  if (user !== null) return namedUser(user);
  const found = findUser('postgres') ?? findUser('nobody');
  if (found) return found;
  throw new EmbeddedPostgresError(
    'PostgreSQL refuses to run as root, and this system has neither a user postgres nor nobody. ' +
      'Set EMBEDDED_PG_USER to an unprivileged user, or DATABASE_URL to a PostgreSQL of your own.',
  );
}

/** Makes a path the server's own. */
export function giveTo(identity: Identity, path: string): void {
  if (identity.uid !== undefined && identity.gid !== undefined) {
    fs.lchownSync(path, identity.uid, identity.gid);
  }
}

/** Refuses a base folder that the server's user cannot pass through, such as one under /root. */
export function requireReach(identity: Identity, base: string): void {
  if (identity.uid === undefined) return;
  const script = 'cd "$0" 2>/dev/null';
  const { status } = spawnSync('/bin/sh', ['-c', script, base], { ...identity, cwd: '/' });
  if (status === 0) return;
  throw new EmbeddedPostgresError(
    `PostgreSQL runs as user id ${identity.uid}, which cannot reach the database's folder ${base}. ` +
      'Set DATA_DIR to a folder whose parents that user may enter, such as one under /var/lib.',
  );
}

/** Makes a folder only the server's user may enter; refuses one that someone else put there first. */
export function makePrivateFolder(identity: Identity, folder: string): void {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { uid } = fs.lstatSync(folder);
  const isOwn = uid === identity.uid || uid === process.geteuid?.();
  if (process.platform !== 'win32' && (!isOwn || !fs.lstatSync(folder).isDirectory())) {
    throw new EmbeddedPostgresError(
      `${folder} belongs to another user. Remove it, or set DATA_DIR to another folder.`,
    );
  }
  giveTo(identity, folder);
  fs.chmodSync(folder, 0o700);
}
