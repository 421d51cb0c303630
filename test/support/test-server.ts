import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import {
  bootEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../../src/sql/embedded/embedded-postgres';

/** What global set-up tells the test files, which run in other processes. */
export interface TestServer {
  /** The address of the server's administrative database. */
  readonly adminUrl: string;
  /** The migrated database that test databases are copies of. */
  readonly template: string;
  /** This run's number, part of its databases' names. */
  readonly run: number;
}

const VARIABLE = 'BROADSHEET_TEST_SERVER';

// Nothing here has to survive a power cut.
const FAST_AND_LOOSE = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
  shared_buffers: '64MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '2GB',
  log_min_messages: 'fatal',
};

/** Hands the test files what they need; test processes inherit the environment. */
export function publishTestServer(server: TestServer): void {
  process.env[VARIABLE] = JSON.stringify(server);
}

/** The server that global set-up prepared. */
export function readTestServer(): TestServer {
  const text = process.env[VARIABLE];
  if (text === undefined)
    throw new Error('There is no test database: jest ran without its global set-up.');
  return JSON.parse(text) as TestServer;
}

/** The address of another database on the same server. */
export function databaseUrl(adminUrl: string, database: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  return url.href;
}

/** Boots the tests' own PostgreSQL, kept between runs and shared by runs of one checkout and user. */
export function bootTestPostgres(): Promise<EmbeddedPostgres> {
  const uid = process.getuid?.() ?? 0;
  const hash = createHash('sha256').update(`${process.cwd()} ${uid}`).digest('hex').slice(0, 8);
  const parent = uid === 0 && process.getuid ? '/var/tmp' : tmpdir();
  return bootEmbeddedPostgres({
    dataDir: path.join(parent, `broadsheet-test-${hash}`),
    projectDir: process.cwd(),
    binDir: process.env.EMBEDDED_PG_BIN ?? null,
    user: process.env.EMBEDDED_PG_USER ?? null,
    settings: FAST_AND_LOOSE,
  });
}
