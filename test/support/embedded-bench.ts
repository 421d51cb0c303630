import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { Client } from 'pg';
import {
  bootEmbeddedPostgres,
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
} from '../../src/sql/embedded/embedded-postgres';
import { type Booted } from './embedded-child';

/** Whether these tests run as root, where the server runs as another user. */
export const isRoot = process.getuid?.() === 0;

/** An application process of its own, with what it has said. */
interface Child extends Booted {
  readonly process: ChildProcess;
  readonly output: () => string;
}

/** Temporary folders, servers and processes of one test file, all ended and removed by `clear`. */
export class EmbeddedBench {
  private readonly folders: string[] = [];
  private readonly servers: EmbeddedPostgres[] = [];
  private readonly children: ChildProcess[] = [];

  /** A new folder that the server's user can reach. */
  folder(): string {
    const folder = fs.mkdtempSync(path.join(tmpdir(), 'broadsheet-epg-'));
    fs.chmodSync(folder, 0o755);
    this.folders.push(folder);
    return folder;
  }

  options(dataDir: string, more: Partial<EmbeddedPostgresOptions> = {}): EmbeddedPostgresOptions {
    const settings = { fsync: 'off', shared_buffers: '16MB', ...more.settings };
    return { dataDir, projectDir: dataDir, ...more, settings };
  }

  async boot(
    dataDir: string,
    more: Partial<EmbeddedPostgresOptions> = {},
  ): Promise<EmbeddedPostgres> {
    const server = await bootEmbeddedPostgres(this.options(dataDir, more));
    this.servers.push(server);
    return server;
  }

  /** Boots from a process of its own. */
  async bootChild(dataDir: string): Promise<Child> {
    const hook = path.join(__dirname, 'typescript-hook.cjs');
    const program = path.join(__dirname, 'embedded-child.ts');
    const options = JSON.stringify(this.options(dataDir));
    const child = spawn(process.execPath, ['-r', hook, program, options], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.children.push(child);
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
    while (!said.includes('\n') && child.exitCode === null) await pause(10);
    const booted = JSON.parse(said.split('\n')[0] ?? '') as Booted;
    return { ...booted, process: child, output: () => said };
  }

  async clear(): Promise<void> {
    for (const child of this.children) {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGKILL');
        await once(child, 'exit');
      }
    }
    await Promise.all(this.servers.map((server) => server.stop()));
    for (const folder of this.folders.splice(0)) {
      await stopOrphans(folder);
      fs.rmSync(folder, { recursive: true, force: true });
    }
  }
}

/** Waits for some milliseconds. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Whether a process of that id exists and is no zombie. */
export function isRunning(pid: number): boolean {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    return !stat.slice(stat.lastIndexOf(') ')).startsWith(') Z');
  } catch {
    return false;
  }
}

/** Kills without giving a chance to tidy up, and waits until it is gone. */
export async function killHard(pid: number): Promise<void> {
  process.kill(pid, 'SIGKILL');
  while (isRunning(pid)) await pause(5);
}

/** Asks one question of a server. */
export async function ask<Row extends object>(url: string, sql: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function stopOrphans(base: string): Promise<void> {
  const clusters = fs.readdirSync(base).filter((name) => /^pgdata-\d+$/.test(name));
  for (const cluster of clusters) {
    const file = path.join(base, cluster, 'postmaster.pid');
    if (!fs.existsSync(file)) continue;
    const pid = Number(fs.readFileSync(file, 'utf8').split('\n')[0]);
    const isServer =
      isRunning(pid) && fs.realpathSync(`/proc/${pid}/cwd`) === path.join(base, cluster);
    if (isServer) process.kill(pid, 'SIGINT');
    while (isServer && isRunning(pid)) await pause(10);
  }
}
