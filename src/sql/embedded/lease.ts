import { type Client } from 'pg';
import { QuietClient } from '../quiet.client';
import { withLaunchLock } from './launch-lock';
import { pause } from './errors';
import { isServerOf } from './processes';
import { type Server } from './postmaster';

const LEASE_KEY = 7_203_145;
const FAST_SHUTDOWN_MS = 20_000;
const IMMEDIATE_SHUTDOWN_MS = 5_000;

/** How to log in to the server. `host` is the folder of its socket, or an address where there are no sockets. */
export interface Connection {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
}

/**
 * Logs in and takes a share of the server: a session that holds a shared advisory lock for as long as this process uses
 * it, and that the system ends when the process dies.
 */
export async function takeLease(connection: Connection): Promise<Client> {
  const client = new QuietClient({
    ...connection,
    database: 'postgres',
    connectionTimeoutMillis: 5_000,
    application_name: 'broadsheet lease',
  });
  try {
    await client.connect();
    await client.query('select pg_advisory_lock_shared($1)', [LEASE_KEY]);
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
}

/** Gives the share back. True when it was the last one. */
async function endLease(lease: Client): Promise<boolean> {
  try {
    await lease.query('select pg_advisory_unlock_shared($1)', [LEASE_KEY]);
    const sql = 'select pg_try_advisory_lock($1) as "isLast"';
    const { rows } = await lease.query<{ isLast: boolean }>(sql, [LEASE_KEY]);
    return rows[0]?.isLast === true;
  } catch {
    return false;
  } finally {
    await lease.end().catch(() => undefined);
  }
}

async function isGoneWithin(isHere: () => boolean, milliseconds: number): Promise<boolean> {
  const end = Date.now() + milliseconds;
  while (isHere() && Date.now() < end) await pause(20);
  return !isHere();
}

async function shutDown(server: Server, pid: number): Promise<boolean> {
  const isHere = (): boolean => isServerOf(pid, server.places.cluster, server.identity);
  if (!isHere()) return true;
  // A fast shutdown; SIGTERM would wait for every client. Windows ends the process, which recovers at the next start.
  process.kill(pid, 'SIGINT');
  if (await isGoneWithin(isHere, FAST_SHUTDOWN_MS)) return true;
  process.kill(pid, 'SIGQUIT');
  return isGoneWithin(isHere, IMMEDIATE_SHUTDOWN_MS);
}

/** Gives a share back and, when it was the last one, stops the server. True when the server is stopped. */
export function leaveServer(server: Server, pid: number, lease: Client): Promise<boolean> {
  return withLaunchLock(server.places.base, async () =>
    (await endLease(lease)) ? shutDown(server, pid) : false,
  );
}
