import { spawn, type ChildProcess } from 'node:child_process';
import * as fs from 'node:fs';
import { createServer } from 'node:net';
import * as path from 'node:path';
import { type Binaries } from './binaries';
import { EmbeddedPostgresError, pause } from './errors';
import { childEnvironment, giveTo, makePrivateFolder, type Identity } from './identity';
import { type Places } from './locations';
import { processesIn, readPostmasterFile } from './processes';
import { program } from './runtime';

const LARGEST_LOG = 8_388_608;
const LONGEST_TROUBLE_MS = 30_000;
const PASSES_BY_ITSELF =
  /lock file ".*" already exists|pre-existing shared memory block|the database system is (starting up|shutting down)|could not bind|could not create any/;
const isWindows = process.platform === 'win32';

/** Everything needed to start the server of one cluster. */
export interface Server {
  readonly places: Places;
  readonly binaries: Binaries;
  readonly identity: Identity;
  readonly settings: Readonly<Record<string, string>>;
}

/** Starting one server, again and again while what stops it passes by itself. */
export interface Launch {
  /** Whether a server that this launch started may be running. */
  isUnderWay: () => boolean;
  /** Starts the server unless it is under way, or says why that is hopeless. */
  advance: () => Promise<void>;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        resolve(typeof address === 'object' && address ? address.port : 0);
      });
    });
  });
}

function openLog(server: Server): { descriptor: number; end: number } {
  const { O_APPEND, O_CREAT, O_WRONLY, O_NOFOLLOW } = fs.constants;
  const flags = O_APPEND | O_CREAT | O_WRONLY | O_NOFOLLOW;
  const descriptor = fs.openSync(server.places.log, flags, 0o600);
  if (fs.fstatSync(descriptor).size > LARGEST_LOG) fs.ftruncateSync(descriptor);
  giveTo(server.identity, server.places.log);
  return { descriptor, end: fs.fstatSync(descriptor).size };
}

async function serverArguments(server: Server): Promise<string[]> {
  const settings = {
    max_connections: '100',
    jit: 'off',
    ...server.settings,
    listen_addresses: isWindows ? '127.0.0.1' : '',
    unix_socket_directories: isWindows ? '' : server.places.sockets,
    unix_socket_permissions: '0700',
  };
  const port = isWindows ? await freePort() : 5432;
  const pairs = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return ['-D', server.places.cluster, '-p', String(port), ...pairs];
}

/** In a session of its own with its output in a file, so it outlives this process and its terminal. */
async function spawnServer(server: Server): Promise<{ child: ChildProcess; logEnd: number }> {
  const wanted = await serverArguments(server);
  const { descriptor, end } = openLog(server);
  // pg_ctl drops an administrator's rights, which postgres refuses on Windows.
  const [name, args] = isWindows
    ? (['pg_ctl', ['start', '-W', '-D', server.places.cluster, '-o', quoted(wanted)]] as const)
    : (['postgres', wanted] as const);
  const child = spawn(program(server.binaries.bin, name), args, {
    ...server.identity,
    cwd: isWindows ? server.places.base : '/',
    env: childEnvironment(),
    detached: true,
    windowsHide: true,
    stdio: ['ignore', descriptor, descriptor],
  });
  fs.closeSync(descriptor);
  child.unref();
  return { child, logEnd: end };
}

function quoted(args: string[]): string {
  return args.map((arg) => `"${arg}"`).join(' ');
}

/** Files that name a dead, zombie or foreign process only get in the way. Never to be called while anyone works there. */
function removeStaleFiles(places: Places): void {
  fs.rmSync(path.join(places.cluster, 'postmaster.pid'), { force: true });
  const names = fs.existsSync(places.sockets) ? fs.readdirSync(places.sockets) : [];
  for (const name of names.filter((entry) => entry.startsWith('.s.PGSQL.'))) {
    fs.rmSync(path.join(places.sockets, name), { force: true });
  }
}

function hopeless(exit: string, said: string, log: string): EmbeddedPostgresError {
  const tail = said.trim().slice(-1500) || 'it wrote nothing';
  return new EmbeddedPostgresError(
    `The embedded database stopped while starting (${exit}): ${tail}\n` +
      `Its log is ${log}. Correct what it says, or set DATABASE_URL to a PostgreSQL of your own.`,
  );
}

interface LaunchState {
  child: ChildProcess | null;
  exit: string | null;
  logEnd: number;
  failures: number;
}

function watch(state: LaunchState, child: ChildProcess): void {
  child.on('error', (error) => {
    state.exit = error.message;
  });
  child.on('exit', (code, signal) => {
    // On Windows this was pg_ctl, which has done its part.
    if (!isWindows || code !== 0) state.exit = signal ?? `exit code ${code ?? 'unknown'}`;
  });
}

async function considerFailure(state: LaunchState, server: Server, since: number): Promise<void> {
  const said = fs.readFileSync(server.places.log).subarray(state.logEnd).toString('utf8');
  const isPassing = PASSES_BY_ITSELF.test(said) && Date.now() - since < LONGEST_TROUBLE_MS;
  if (!isPassing) throw hopeless(state.exit ?? 'unknown', said, server.places.log);
  await pause(Math.min(50 * 2 ** state.failures, 1000));
  state.failures += 1;
  state.child = null;
  state.exit = null;
}

function requireEmpty(server: Server, others: number[], since: number): boolean {
  if (others.length === 0) return true;
  if (Date.now() - since < LONGEST_TROUBLE_MS) return false;
  throw new EmbeddedPostgresError(
    `Processes of an earlier database server still work in ${server.places.cluster} (${others.join(', ')}). ` +
      'End them, or restart the machine, and start again.',
  );
}

/** Prepares the launching of a server. To be used under the launch lock. */
export function prepareLaunch(server: Server): Launch {
  const since = Date.now();
  const state: LaunchState = { child: null, exit: null, logEnd: 0, failures: 0 };
  return {
    isUnderWay: () => state.child !== null && state.exit === null,
    advance: async () => {
      if (state.exit !== null) {
        await considerFailure(state, server, since);
        return;
      }
      if (state.child !== null) return;
      const others = processesIn(server.places.cluster, server.identity);
      if (others !== null && !requireEmpty(server, others, since)) return;
      const isForeign = others === null && readPostmasterFile(server.places.cluster) !== null;
      if (others !== null || isForeign) removeStaleFiles(server.places);
      makePrivateFolder(server.identity, server.places.sockets);
      const { child, logEnd } = await spawnServer(server);
      Object.assign(state, { child, logEnd });
      watch(state, child);
    },
  };
}
