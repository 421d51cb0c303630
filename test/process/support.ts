import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

const root = resolve(__dirname, '../..');
const BASE_ENVIRONMENT = { NODE_ENV: 'test', LOG_LEVEL: 'warn', DEMO_CONTENT: 'false' };

/** What a process has said and how it ended. */
export interface Ended {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** Builds `dist` where it does not fit the sources. */
export function build(): void {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/run.mjs', 'build'], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The project could not be built.\n${stderr}`);
}

/** A program of `dist` that runs. */
export class Running {
  stdout = '';
  stderr = '';
  readonly ended: Promise<Ended>;

  constructor(readonly child: ChildProcess) {
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.stdout += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    this.ended = once(child, 'close').then(() => ({
      status: child.exitCode,
      stdout: this.stdout,
      stderr: this.stderr,
    }));
  }

  get isOver(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** Waits until it serves, and answers where. */
  async address(): Promise<string> {
    while (!this.isOver) {
      const found = /serving (http:\/\/\S+)\/graphql\b/.exec(this.stdout)?.[1];
      if (found !== undefined && this.stdout.includes('A first query to try')) return found;
      await new Promise((resume) => setTimeout(resume, 20));
    }
    throw new Error(`The process ended before it served.\n${this.stdout}${this.stderr}`);
  }

  stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<Ended> {
    if (!this.isOver) this.child.kill(signal);
    return this.ended;
  }
}

const started: Running[] = [];

/** Starts a program of `dist` with nothing of this process's own settings. */
export function start(
  program: string,
  args: string[],
  environment: Record<string, string> = {},
): Running {
  const { PATH, HOME, TMPDIR } = process.env;
  const child = spawn(process.execPath, [resolve(root, 'dist/src', program), ...args], {
    cwd: root,
    env: { PATH, HOME, TMPDIR, ...BASE_ENVIRONMENT, ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const running = new Running(child);
  started.push(running);
  return running;
}

/** Ends what a test has left running. */
export async function stopAll(): Promise<void> {
  await Promise.all(started.splice(0).map((running) => running.stop('SIGKILL')));
}

/** Asks a gateway a query. */
export async function ask<Data>(address: string, query: string): Promise<Data> {
  const response = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return ((await response.json()) as { data: Data }).data;
}
