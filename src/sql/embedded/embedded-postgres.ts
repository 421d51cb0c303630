import { type Client } from 'pg';
import { findBinaries } from './binaries';
import { ensureCluster, OWNER, readPassword, tightenMode } from './cluster';
import { codeOf, EmbeddedPostgresError, pause, wordsOf } from './errors';
import { chooseIdentity, requireReach } from './identity';
import { withLaunchLock } from './launch-lock';
import { leaveServer, takeLease, type Connection } from './lease';
import { baseFolder, makeBase, placesOf } from './locations';
import { prepareLaunch, type Launch, type Server } from './postmaster';
import { isServerOf, readPostmasterFile, type PostmasterFile } from './processes';
import { QuietClient } from '../quiet.client';

const START_LIMIT_MS = 120_000;
const UNKNOWN_PROCESS_LIMIT_MS = 10_000;
// Stopping, starting up, not listening, no socket, no free connection: all pass by themselves.
const NOT_YET = ['57P01', '57P03', 'ECONNREFUSED', 'ENOENT', 'ECONNRESET', '53300'];

export interface EmbeddedPostgresOptions {
  /** The database's folder; `null`: the launcher's own choice for this project. */
  readonly dataDir: string | null;
  readonly projectDir: string;
  /** The folder of PostgreSQL's programs; `null`: the installed package, else the system's. */
  readonly binDir?: string | null;
  /** Who runs the server when this process is root; `null`: `postgres`, else `nobody`. */
  readonly user?: string | null;
  /** Settings of the server, used when this process is the one to start it. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** A running server that this process has a share in. */
export interface EmbeddedPostgres {
  readonly connection: Connection;
  /** The address of one of its databases, for pg, TypeORM and psql. */
  readonly url: (database: string) => string;
  /** Whether it was running already. */
  readonly attached: boolean;
  readonly pid: number;
  /** The base folder, as DATA_DIR would name it. */
  readonly dataDir: string;
  /** The cluster of this major version, in the base folder. */
  readonly clusterDir: string;
  /** Comes to pass when the server has ended this process's session: it was killed, or one of its own processes was. */
  readonly lost: Promise<void>;
  /** Gives this process's share back; the last to do so stops the server. True when it is stopped. */
  readonly stop: () => Promise<boolean>;
}

interface Running {
  readonly file: PostmasterFile;
  readonly connection: Connection;
  readonly lease: Client;
  readonly attached: boolean;
}

/** The address of a database on a server reached through a socket's folder or a host. */
function connectionUrl(connection: Connection, database: string): string {
  const { host, port, user, password } = connection;
  const isSocket = host.startsWith('/');
  const login = `${encodeURIComponent(user)}:${encodeURIComponent(password)}`;
  const address = `postgresql://${login}@${isSocket ? 'localhost' : host}:${port}/${encodeURIComponent(database)}`;
  return isSocket ? `${address}?host=${encodeURIComponent(host)}` : address;
}

function connectionTo(file: PostmasterFile, password: string): Connection {
  const host = process.platform === 'win32' || file.sockets === '' ? '127.0.0.1' : file.sockets;
  return { host, port: file.port, user: OWNER, password };
}

interface Attempt {
  readonly server: Server;
  readonly launch: Launch;
  readonly password: string;
  lastError: unknown;
}

/** Logs in to whatever answers in this cluster; `null` when it is not ready yet, or is no more. */
async function tryLogin(attempt: Attempt, file: PostmasterFile): Promise<Running | null> {
  const connection = connectionTo(file, attempt.password);
  try {
    const lease = await takeLease(connection);
    return { file, connection, lease, attached: !attempt.launch.isUnderWay() };
  } catch (error) {
    attempt.lastError = error;
    const { places, identity } = attempt.server;
    const isOurs = isServerOf(file.pid, places.cluster, identity);
    if (isOurs && process.platform !== 'win32' && !NOT_YET.includes(codeOf(error))) throw error;
    return null;
  }
}

function isRunning(attempt: Attempt, file: PostmasterFile | null, since: number): boolean {
  if (file === null) return false;
  const { places, identity } = attempt.server;
  if (!isServerOf(file.pid, places.cluster, identity)) return false;
  // Windows does not tell whose process it is, and uses numbers again soon.
  return process.platform !== 'win32' || Date.now() - since < UNKNOWN_PROCESS_LIMIT_MS;
}

function tooLate(attempt: Attempt): EmbeddedPostgresError {
  const { log } = attempt.server.places;
  const last =
    attempt.lastError === undefined ? '' : ` The last answer was: ${wordsOf(attempt.lastError)}.`;
  return new EmbeddedPostgresError(
    `The embedded database was not ready after ${START_LIMIT_MS / 1000} seconds.${last} ` +
      `See its log ${log}; it may still be recovering from a crash, then start again a little later.`,
  );
}

/** Attaches to the cluster's running server, or starts it and waits until a login works. */
async function attachOrStart(server: Server): Promise<Running> {
  const { cluster } = server.places;
  const launch = prepareLaunch(server);
  const attempt: Attempt = {
    server,
    launch,
    password: readPassword(cluster),
    lastError: undefined,
  };
  const since = Date.now();
  while (Date.now() - since < START_LIMIT_MS) {
    const file = readPostmasterFile(cluster);
    const running = file?.isReady ? await tryLogin(attempt, file) : null;
    if (running) return running;
    if (!isRunning(attempt, file, since)) await launch.advance();
    await pause(15);
  }
  throw tooLate(attempt);
}

function handle(server: Server, running: Running): EmbeddedPostgres {
  const { connection, file, lease, attached } = running;
  let stopped: Promise<boolean> | undefined;
  const lost = new Promise<void>((resolve) => {
    lease.once('end', () => {
      if (!stopped) resolve();
    });
  });
  return {
    connection,
    lost,
    url: (database) => connectionUrl(connection, database),
    attached,
    pid: file.pid,
    dataDir: server.places.base,
    clusterDir: server.places.cluster,
    stop: () => (stopped ??= leaveServer(server, file.pid, lease)),
  };
}

/**
 * Starts the project's own PostgreSQL, or attaches to it where another process of the project has it running already.
 * Throws an {@link EmbeddedPostgresError} that says what to do.
 */
export async function bootEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const base = baseFolder(options.dataDir, options.projectDir);
  makeBase(base);
  return withLaunchLock(base, async () => {
    const identity = chooseIdentity(base, options.user ?? null);
    requireReach(identity, base);
    const binaries = findBinaries(base, identity, options.binDir ?? null);
    const places = placesOf(base, binaries.major);
    const settings = options.settings ?? {};
    ensureCluster(places, binaries, identity, settings.fsync === 'off');
    tightenMode(places.cluster);
    const server: Server = { places, binaries, identity, settings };
    return handle(server, await attachOrStart(server));
  });
}

function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Makes a database unless it is there, also when another process does so at the same moment. */
export async function ensureDatabase(connection: Connection, name: string): Promise<void> {
  const client = new QuietClient({ ...connection, database: 'postgres' });
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (found.rowCount === 0) {
      await client.query(`create database ${quoteName(name)} template template0`);
    }
  } catch (error) {
    // Already there, in either of the two ways PostgreSQL says so.
    if (!['42P04', '23505'].includes(codeOf(error))) throw error;
  } finally {
    await client.end();
  }
}
