import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { LOCAL_TOKEN_SECRET, signLocalToken } from '../../src/identity/local.token';
import { Role } from '../../src/identity/viewer';
import { ensureSecret } from '../../src/images/secret.commands';
import { freshDatabase } from '../support/database';
import { EmbeddedBench, isRunning, killHard } from '../support/embedded-bench';
import { Newspaper, type SavedTestArticle } from '../support/newspaper';
import { expectSoon, until } from '../support/patience';
import { ask, build, type Running, start, stopAll } from './support';
import { answeredBy, type Connection, connectionsTo, workersOf } from './workers.support';

const SERVE = ['serve', '--workers', '2'];

beforeAll(build, 120_000);

describe('serve --workers 2', () => {
  let url: string;
  let drop: () => Promise<void>;
  let newspaper: Newspaper;
  let article: SavedTestArticle;
  let gateway: Running;
  let address: string;
  let editor: string;
  const settings = () => ({ DATABASE_URL: url, PORT: '0', LOG_LEVEL: 'info' });
  const parent = () => gateway.child.pid ?? 0;

  beforeAll(async () => {
    ({ url, drop } = await freshDatabase());
    newspaper = await Newspaper.found(url);
    article = await newspaper.article({ slug: 'one', headline: 'One' });
    const secret = await ensureSecret(newspaper.manager, LOCAL_TOKEN_SECRET);
    editor = await signLocalToken(secret, { subject: 'ed', role: Role.EDITOR });
  });

  beforeEach(async () => {
    gateway = start('cli/main.js', SERVE, settings());
    address = await gateway.address();
  });

  afterEach(stopAll);

  afterAll(async () => {
    await newspaper.close();
    await drop();
  });

  it('says once where it serves; two processes answer there, and all are gone after SIGTERM', async () => {
    const workers = workersOf(parent());
    expect(workers).toHaveLength(2);
    await connectionsTo(gateway, address, 2);
    const { status, stdout, stderr } = await gateway.stop('SIGTERM');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout.match(/is serving/g)).toHaveLength(1);
    expect(workers.filter(isRunning)).toEqual([]);
  });

  it('leaves with 0 where all its processes get the signal, as by Ctrl-C', async () => {
    for (const pid of workersOf(parent())) process.kill(pid, 'SIGINT');
    expect((await gateway.stop('SIGINT')).status).toBe(0);
  });

  it('answers what runs when it is told to stop', async () => {
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query('BEGIN');
    await client.query('LOCK TABLE article IN ACCESS EXCLUSIVE MODE');
    const slow = ask(address, '{ articles(first: 1) { totalCount } }');
    await sleep(300);
    const ended = gateway.stop('SIGTERM');
    await sleep(500);
    expect(gateway.isOver).toBe(false);
    await expect(fetch(`${address}/health/live`)).rejects.toThrow();
    await client.query('ROLLBACK');
    await client.end();
    expect(await slow).toEqual({ articles: { totalCount: 1 } });
    expect((await ended).status).toBe(0);
  });

  it('shows a change at once to whoever made it, and within a moment through the other', async () => {
    const [one, other] = (await connectionsTo(gateway, address, 2)) as [Connection, Connection];
    const QUERY = '{ article(slug: "one") { headline } }';
    const headline = async (connection: Connection) =>
      ((await connection.ask(QUERY)).body.data.article as { headline: string }).headline;
    let slowest = 0;
    for (let turn = 1; turn <= 10; turn += 1) {
      const [writer, reader] = turn % 2 === 0 ? [one, other] : [other, one];
      await Promise.all([headline(one), headline(other)]);
      const version = await versionOf();
      const wanted = `Turn ${turn}`;
      const { body } = await writer.ask(
        `mutation { updateArticle(id: "${article.id}", version: ${version}, input: { headline: "${wanted}" }) { id } }`,
        editor,
      );
      const since = performance.now();
      expect(body.errors).toBeUndefined();
      expect(await headline(writer)).toBe(wanted);
      await expectSoon(() => headline(reader), wanted);
      slowest = Math.max(slowest, performance.now() - since);
    }
    process.stdout.write(
      `a change was seen through the other worker after ${Math.round(slowest)} ms at the most\n`,
    );
  });

  async function versionOf(): Promise<number> {
    const rows = await newspaper.manager.query<{ version: number }[]>(
      'SELECT version FROM article WHERE id = $1',
      [article.uid],
    );
    return rows[0]?.version ?? 0;
  }

  it('counts a view once, through whichever it comes', async () => {
    const connections = await connectionsTo(gateway, address, 2);
    const view = { articleId: article.id, visitor: 'somebody' };
    for (const connection of [...connections, ...connections]) {
      const { status } = await connection.send('/v1/views', JSON.stringify(view));
      expect(status).toBe(202);
    }
    const counted = () =>
      newspaper.manager.query(
        `SELECT (SELECT count(*)::int FROM view_event) AS reported,
           (SELECT views::int FROM article_view_count WHERE article_id = $1) AS counted`,
        [article.uid],
      );
    await expectSoon(counted, [{ reported: 4, counted: 1 }]);
  });

  it('goes on where one is killed, and has another in its place', async () => {
    const before = workersOf(parent());
    await killHard(before[0] ?? 0);
    // Connections that are handed to it until its end is known are broken, not left open.
    await until(() => gateway.stdout.includes('A worker ended'));
    for (let turn = 0; turn < 20; turn += 1) {
      expect(await ask(address, '{ __typename }')).toEqual({ __typename: 'Query' });
    }
    await until(() => workersOf(parent()).length === 2);
    await connectionsTo(gateway, address, 2);
    expect(workersOf(parent())).not.toEqual(before);
    expect(gateway.stdout).toMatch(/"signal":"SIGKILL".*A worker ended and is started again/);
    expect((await gateway.stop()).status).toBe(0);
  });

  it('goes on where all are killed', async () => {
    await Promise.all(workersOf(parent()).map(killHard));
    const serving = () =>
      gateway.stdout
        .match(/serving (http:\S+)\/graphql/g)
        ?.at(-1)
        ?.replace(/serving |\/graphql/g, '');
    await expectSoon(() => ask(serving() ?? '', '{ __typename }').catch(() => null), {
      __typename: 'Query',
    });
    await connectionsTo(gateway, serving() ?? '', 2);
  });
});

describe('serve --workers 2, as it starts', () => {
  let url: string;
  let drop: () => Promise<void>;

  beforeAll(async () => {
    ({ url, drop } = await freshDatabase());
  });

  afterAll(async () => {
    await stopAll();
    await drop();
  });

  it('counts the requests of a caller once for all workers', async () => {
    const settings = { DATABASE_URL: url, PORT: '0', LOG_LEVEL: 'info' };
    const gateway = start('cli/main.js', SERVE, { ...settings, RATE_LIMIT_PER_MINUTE: '30' });
    const connections = await connectionsTo(gateway, await gateway.address(), 2);
    const statuses: number[] = [];
    const workers = new Set<number>();
    for (let turn = 0; turn < 60; turn += 1) {
      const reply = await connections[turn % 2]?.ask('{ __typename }');
      statuses.push(reply?.status ?? 0);
      if (reply) workers.add(await answeredBy(gateway, reply));
    }
    const allowed = statuses.filter((status) => status === 200).length;
    expect(workers.size).toBe(2);
    // Those that found the two workers count too; how many these were is chance.
    expect(allowed).toBeLessThanOrEqual(28);
    expect(allowed).toBeGreaterThan(10);
    expect(statuses.at(-1)).toBe(429);
    await gateway.stop();
  });

  it('says in one sentence that the port is taken, and stops', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const gateway = start('cli/main.js', SERVE, { DATABASE_URL: url, PORT: String(port) });
    const { status, stdout, stderr } = await gateway.ended;
    server.close();
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(new RegExp(`^Port ${port} is taken by another program\\.[^\\n]*\\n$`));
  });

  it('takes the next free port for all where it was told none', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => {
      server.once('error', () => {
        resolve();
      });
      server.listen(4000, '127.0.0.1', resolve);
    });
    const gateway = start('cli/main.js', SERVE, { DATABASE_URL: url, LOG_LEVEL: 'info' });
    const address = await gateway.address();
    expect(Number(new URL(address).port)).toBeGreaterThan(4000);
    await connectionsTo(gateway, address, 2);
    server.close();
    expect((await gateway.stop()).status).toBe(0);
  });

  it('gives up with a sentence where its workers never get as far as to serve', async () => {
    const gateway = start('cli/main.js', SERVE, {
      DATABASE_URL: url,
      PORT: '0',
      LOG_LEVEL: 'silent',
    });
    const seen = new Set<number>();
    while (!gateway.isOver) {
      for (const pid of workersOf(gateway.child.pid ?? 0)) {
        seen.add(pid);
        process.kill(pid, 'SIGKILL');
      }
      await sleep(10);
    }
    const { status, stdout, stderr } = await gateway.ended;
    expect({ status, stdout, workers: seen.size }).toEqual({ status: 1, stdout: '', workers: 5 });
    expect(stderr).toMatch(/^Workers were killed 5 times in a row before they served[^\n]*\n$/);
  });

  it('refuses a number of workers that is none', async () => {
    const gateway = start('cli/main.js', ['serve', '--workers', 'some'], { DATABASE_URL: url });
    const { status, stderr } = await gateway.ended;
    expect(status).toBe(1);
    expect(stderr).toMatch(/^WORKERS must be a number of processes from 1 to 99, or max/);
  });
});

describe('serve --workers 2 with the embedded database', () => {
  const bench = new EmbeddedBench();

  afterAll(async () => {
    await stopAll();
    await bench.clear();
  });

  it('killed itself, leaves neither workers nor the database running', async () => {
    const dataDir = bench.folder();
    const gateway = start('cli/main.js', SERVE, {
      DATA_DIR: dataDir,
      PORT: '0',
      LOG_LEVEL: 'info',
    });
    const address = await gateway.address();
    expect(await ask(address, '{ latest(first: 1) { headline } }')).toEqual({ latest: [] });
    const workers = workersOf(gateway.child.pid ?? 0);
    const cluster = readdirSync(dataDir).find((name) => /^pgdata-\d+$/.test(name)) ?? '';
    const postmaster = Number(
      readFileSync(join(dataDir, cluster, 'postmaster.pid'), 'utf8').split('\n')[0],
    );
    await killHard(gateway.child.pid ?? 0);
    await until(() => !workers.some(isRunning));
    await until(() => !isRunning(postmaster));
    expect(gateway.stdout).toContain('The process that started it is gone');
  });
});
