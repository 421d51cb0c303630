import { readdirSync, readFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { freshDatabase } from '../support/database';
import { EmbeddedBench, isRunning } from '../support/embedded-bench';
import { ask, build, start, stopAll } from './support';

const LATEST = '{ latest(first: 50) { headline publishedAt } }';

interface Latest {
  latest: { headline: string; publishedAt: string }[];
}

/** Takes a port; where it is taken already, that will do too. */
async function takePort(port: number): Promise<{ port: number; server: Server }> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.once('listening', resolve).once('error', () => {
      resolve();
    });
    server.listen(port, '127.0.0.1');
  });
  return { port: (server.address() as AddressInfo | null)?.port ?? port, server };
}

beforeAll(build, 120_000);

describe('a gateway process', () => {
  let url: string;
  let drop: () => Promise<void>;
  let client: Client;

  beforeAll(async () => {
    ({ url, drop } = await freshDatabase());
    client = new Client({ connectionString: url });
    await client.connect();
  });

  afterAll(async () => {
    await stopAll();
    await client.end();
    await drop();
  });

  it('says where it serves and what to try, and answers it', async () => {
    const gateway = start('main.js', [], { DATABASE_URL: url, PORT: '0' });
    const address = await gateway.address();
    expect(address).toMatch(/^http:\/\/localhost:\d+$/);
    expect(gateway.stdout).toContain('/graphiql');
    const body = /-d '(\{.*\})'/.exec(gateway.stdout)?.[1] ?? '';
    const { query } = JSON.parse(body) as { query: string };
    expect(await ask(address, query)).toMatchObject({ site: { name: 'Broadsheet' }, latest: [] });
    expect(await gateway.stop()).toMatchObject({ status: 0, stderr: '' });
  });

  it('answers the request that runs when it is told to stop, and leaves with 0', async () => {
    const gateway = start('main.js', [], { DATABASE_URL: url, PORT: '0' });
    const address = await gateway.address();
    await client.query('BEGIN');
    await client.query('LOCK TABLE article IN ACCESS EXCLUSIVE MODE');
    const slow = ask(address, '{ articles(first: 1) { totalCount } }');
    await sleep(200);
    const ended = gateway.stop('SIGTERM');
    await sleep(300);
    expect(gateway.isOver).toBe(false);
    await expect(fetch(`${address}/health/live`)).rejects.toThrow();
    await client.query('ROLLBACK');
    expect(await slow).toEqual({ articles: { totalCount: 0 } });
    expect((await ended).status).toBe(0);
  });

  it('says in a sentence that the port it was told is taken', async () => {
    const { port, server } = await takePort(0);
    const gateway = start('main.js', [], { DATABASE_URL: url, PORT: String(port) });
    const { status, stdout, stderr } = await gateway.ended;
    server.close();
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toBe(
      `Port ${port} is taken by another program. Stop that program, or choose another port with PORT=${port + 1}, or any free one with PORT=0.\n`,
    );
  });

  it('takes the next free port where it was told none and 4000 is taken', async () => {
    const { server } = await takePort(4000);
    const gateway = start('main.js', [], { DATABASE_URL: url });
    const address = await gateway.address();
    const port = Number(new URL(address).port);
    expect(port).toBeGreaterThan(4000);
    expect(port).toBeLessThan(4100);
    expect(await ask(address, '{ __typename }')).toEqual({ __typename: 'Query' });
    server.close();
    expect((await gateway.stop('SIGINT')).status).toBe(0);
  });

  it('says in a sentence that a setting is wrong, before it does anything', async () => {
    const gateway = start('main.js', [], { DATABASE_URL: url, PORT: 'abc' });
    const { status, stdout, stderr } = await gateway.ended;
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/^PORT must be a whole number\. Correct it [^\n]*\n$/);
  });
});

describe('gateway processes with the embedded database', () => {
  const bench = new EmbeddedBench();

  afterAll(async () => {
    await stopAll();
    await bench.clear();
  });

  it('keep their data after kill -9, share one database, and the last to stop stops it', async () => {
    const dataDir = bench.folder();
    const settings = { DATA_DIR: dataDir, PORT: '0', DEMO_CONTENT: 'true' };
    const first = start('main.js', [], settings);
    const before = await ask<Latest>(await first.address(), LATEST);
    expect(before.latest.length).toBeGreaterThan(40);
    await first.stop('SIGKILL');

    const both = [start('main.js', [], settings), start('main.js', [], settings)];
    const addresses = await Promise.all(both.map((gateway) => gateway.address()));
    expect(new Set(addresses).size).toBe(2);
    for (const address of addresses) expect(await ask(address, LATEST)).toEqual(before);

    const cluster = readdirSync(dataDir).find((name) => /^pgdata-\d+$/.test(name)) ?? '';
    const pidFile = readFileSync(join(dataDir, cluster, 'postmaster.pid'), 'utf8');
    const postmaster = Number(pidFile.split('\n')[0]);
    expect((await both[0]?.stop())?.status).toBe(0);
    expect(isRunning(postmaster)).toBe(true);
    expect(await ask(addresses[1] ?? '', LATEST)).toEqual(before);
    expect((await both[1]?.stop())?.status).toBe(0);
    expect(isRunning(postmaster)).toBe(false);
  }, 60_000);

  it('load the demo newspaper once where two start at once in an empty folder', async () => {
    const settings = { DATA_DIR: bench.folder(), PORT: '0', DEMO_CONTENT: 'true' };
    const both = [start('main.js', [], settings), start('main.js', [], settings)];
    const addresses = await Promise.all(both.map((gateway) => gateway.address()));
    const [one, other] = await Promise.all(
      addresses.map((address) => ask<Latest>(address, LATEST)),
    );
    expect(one).toEqual(other);
    expect(one?.latest.length).toBeGreaterThan(40);
    const ends = await Promise.all(both.map((gateway) => gateway.stop()));
    expect(ends.map(({ status }) => status)).toEqual([0, 0]);
  }, 60_000);
});
