import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { withLaunchLock } from '../../src/sql/embedded/launch-lock';
import { ask, EmbeddedBench, isRunning, killHard, pause } from '../support/embedded-bench';

const bench = new EmbeddedBench();

afterAll(() => bench.clear());

function pidFile(clusterDir: string): string {
  return path.join(clusterDir, 'postmaster.pid');
}

/** Leaves the cluster as a crash does, but with its pid file naming another process. */
async function crashNaming(clusterDir: string, pid: number, other: number): Promise<void> {
  await killHard(pid);
  await pause(100);
  const text = fs.readFileSync(pidFile(clusterDir), 'utf8');
  fs.writeFileSync(pidFile(clusterDir), text.replace(String(pid), String(other)));
}

/** A zombie: a process that has ended and whose parent never asks. */
async function makeZombie(): Promise<{ pid: number; end: () => void }> {
  const parent = spawn('/bin/sh', ['-c', 'true & echo $!; exec sleep 60'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [line] = (await once(parent.stdout, 'data')) as [Buffer];
  const pid = Number(line.toString());
  while (isRunning(pid)) await pause(10);
  return { pid, end: () => parent.kill('SIGKILL') };
}

describe('the launch lock (case 9)', () => {
  it('lets one in at a time', async () => {
    const base = bench.folder();
    const order: string[] = [];
    const work = (name: string) => async (): Promise<void> => {
      order.push(`${name} in`);
      await pause(30);
      order.push(`${name} out`);
    };
    await Promise.all([withLaunchLock(base, work('a')), withLaunchLock(base, work('b'))]);
    expect(order.map((word) => word.slice(2))).toStrictEqual(['in', 'out', 'in', 'out']);
    expect(fs.readdirSync(base)).toStrictEqual([]);
  });

  it.each(['2147483646 1', `${process.pid} 1`, '', 'nonsense'])(
    'takes over from a holder that is gone: "%s"',
    async (text) => {
      const base = bench.folder();
      fs.writeFileSync(path.join(base, 'launch.lock'), text);
      await expect(withLaunchLock(base, () => Promise.resolve('done'))).resolves.toBe('done');
    },
  );

  it('says who is in the way when its patience ends', async () => {
    const base = bench.folder();
    await withLaunchLock(base, async () => {
      const second = withLaunchLock(base, () => Promise.resolve(), 100);
      await expect(second).rejects.toThrow(/Another process has held .*launch\.lock/);
    });
  });
});

describe('several processes', () => {
  it('share one server, and the last to leave stops it (cases 9 and 10)', async () => {
    const base = bench.folder();
    const children = await Promise.all([1, 2, 3, 4].map(() => bench.bootChild(base)));
    expect(new Set(children.map(({ pid }) => pid)).size).toBe(1);
    expect(children.filter(({ attached }) => !attached)).toHaveLength(1);
    for (const child of children) child.process.kill('SIGTERM');
    await Promise.all(children.map((child) => once(child.process, 'exit')));
    const said = children.map((child) => child.output());
    expect(said.filter((text) => text.includes('"stopped":true'))).toHaveLength(1);
    expect(isRunning(children[0]?.pid ?? 0)).toBe(false);
  });

  it('attach to the server of one that was killed (case 11)', async () => {
    const base = bench.folder();
    const child = await bench.bootChild(base);
    await killHard(child.process.pid ?? 0);
    expect(isRunning(child.pid)).toBe(true);
    const server = await bench.boot(base);
    expect(server).toMatchObject({ attached: true, pid: child.pid });
    await expect(server.stop()).resolves.toBe(true);
    expect(isRunning(child.pid)).toBe(false);
  });

  it('find every acknowledged row after both were killed (case 11)', async () => {
    const base = bench.folder();
    const child = await bench.bootChild(base);
    await ask(child.url, 'create table kept as select generate_series(1, 500) as id');
    await killHard(child.process.pid ?? 0);
    await killHard(child.pid);
    const server = await bench.boot(base);
    expect(server.attached).toBe(false);
    const sql = 'select count(*)::int as rows from kept';
    expect(await ask(server.url('postgres'), sql)).toStrictEqual([{ rows: 500 }]);
  });
});

describe('a stale pid file (case 12)', () => {
  it('that names a living process of someone else is removed', async () => {
    const base = bench.folder();
    const first = await bench.boot(base);
    await crashNaming(first.clusterDir, first.pid, process.pid);
    const second = await bench.boot(base);
    expect(second.attached).toBe(false);
    expect(second.pid).not.toBe(process.pid);
  });

  it('that names a zombie is removed', async () => {
    const base = bench.folder();
    const zombie = await makeZombie();
    const first = await bench.boot(base);
    await crashNaming(first.clusterDir, first.pid, zombie.pid);
    const second = await bench.boot(base);
    zombie.end();
    expect(second.attached).toBe(false);
  });

  it('does not let a server in while someone still works in the cluster', async () => {
    const base = bench.folder();
    const first = await bench.boot(base);
    await killHard(first.pid);
    const straggler = spawn('sleep', ['60'], { cwd: first.clusterDir });
    let isIn = false;
    const second = bench.boot(base).then(() => (isIn = true));
    await pause(1000);
    const wasInEarly = isIn;
    straggler.kill('SIGKILL');
    await second;
    expect(wasInEarly).toBe(false);
  });
});
