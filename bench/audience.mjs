// Views: how many a gateway takes over HTTP while it answers queries, how many rows the batch writer appends, and whether
// a flood on one article holds up the views of others. In an embedded database of its own, with the demo newspaper.
import autocannon from 'autocannon';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('..', import.meta.url));
const ROUNDS = Number(process.env.AUDIENCE_BENCH_ROUNDS ?? 3);
const SECONDS = Number(process.env.AUDIENCE_BENCH_SECONDS ?? 10);
const EVENTS_A_REQUEST = Number(process.env.AUDIENCE_BENCH_EVENTS ?? 10);
const WRITER_ROWS = 100_000;
const FLOODERS = 64;

const build = spawn(process.execPath, [join(project, 'scripts/run.mjs'), 'build'], {
  stdio: 'inherit',
});
if ((await once(build, 'exit'))[0] !== 0) process.exit(1);
const compiled = createRequire(join(project, 'dist/src/main.js'));
compiled('reflect-metadata');
const { Client } = compiled('pg');
const { bootEmbeddedPostgres } = compiled('./sql/embedded/embedded-postgres');
const { ViewWriter } = compiled('./audience/view.writer');

const median = (values, share = 0.5) =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * share)];
const show = (number, digits = 0) =>
  number.toLocaleString('en', { maximumFractionDigits: digits, minimumFractionDigits: digits });

/** Seconds of processor time that a process has used, from /proc where there is one. */
function processorSeconds(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return Number.NaN;
  }
}

async function startGateway(dataDir) {
  const child = spawn(process.execPath, [join(project, 'dist/src/main.js')], {
    env: {
      ...process.env,
      ...{ DATABASE_URL: '', DATA_DIR: dataDir, PORT: '0', NODE_ENV: 'production' },
      ...{ LOG_LEVEL: 'error', RATE_LIMIT_PER_MINUTE: '0' },
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  for await (const chunk of child.stdout) {
    said += chunk;
    const url = /serving (http:\/\/\S+)\/graphql\b/.exec(said)?.[1];
    if (url && said.includes('first query')) return { child, url };
  }
  throw new Error(`The gateway did not start: ${said}`);
}

async function articleIds(url) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"query":"{ latest(first: 50) { id } }"}',
  });
  return (await response.json()).data.latest.map(({ id }) => id);
}

let visitors = 0;
const newEvent = (ids) => ({
  articleId: ids[visitors % ids.length],
  visitor: `reader-${(visitors += 1)}`,
});

function load(options) {
  return new Promise((resolve, reject) => {
    autocannon(options, (error, result) => (error ? reject(error) : resolve(result)));
  });
}

/** One round of beacons and, beside them, queries. */
async function overHttp({ child, url }, ids, eventsARequest) {
  const before = { used: processorSeconds(child.pid), at: performance.now() };
  const beacons = load({
    url: `${url}/v1/views`,
    method: 'POST',
    connections: 16,
    duration: SECONDS,
    headers: {
      'content-type': 'text/plain',
      'user-agent': 'Mozilla/5.0 (X11; Linux) Firefox/140.0',
    },
    requests: [
      {
        setupRequest: (request) => ({
          ...request,
          body: JSON.stringify(Array.from({ length: eventsARequest }, () => newEvent(ids))),
        }),
      },
    ],
  });
  const queries = load({
    url: `${url}/graphql`,
    method: 'POST',
    connections: 2,
    overallRate: 50,
    duration: SECONDS,
    headers: { 'content-type': 'application/json' },
    body: '{"query":"{ latest(first: 10) { headline path } popular { headline } }"}',
  });
  const [taken, answered] = await Promise.all([beacons, queries]);
  const seconds = (performance.now() - before.at) / 1000;
  return {
    events: (taken['2xx'] * eventsARequest) / SECONDS,
    refused: taken.non2xx,
    beaconP99: taken.latency.p99,
    queries: answered['2xx'] / SECONDS,
    failed: answered.non2xx + answered.errors,
    queryP50: answered.latency.p50,
    queryP99: answered.latency.p99,
    processor: ((processorSeconds(child.pid) - before.used) / seconds) * 100,
  };
}

function rows(count, uids) {
  return Array.from({ length: count }, (_, place) => ({
    articleId: uids[place % uids.length],
    at: new Date(),
    visitor: `bench-${(visitors += 1)}`,
  }));
}

async function appendRows(databaseUrl, uids) {
  const writer = new ViewWriter(databaseUrl, console.error);
  const batches = Array.from({ length: WRITER_ROWS / 5_000 }, () => rows(5_000, uids));
  await writer.write(rows(100, uids));
  const started = performance.now();
  for (const batch of batches) await writer.write(batch);
  const seconds = (performance.now() - started) / 1000;
  await writer.close();
  return WRITER_ROWS / seconds;
}

/** Milliseconds of each write of a view of another article while as many writers as may be flood some. */
async function otherWrites(databaseUrl, { other, flooded }, flooders) {
  let isOver = false;
  let flood = 0;
  const writers = Array.from({ length: flooders }, async () => {
    const writer = new ViewWriter(databaseUrl, console.error);
    while (!isOver) {
      await writer.write(rows(5, flooded));
      flood += 5;
      // What a gateway does at the shortest: 64 of them are 64 gateways.
      await sleep(10);
    }
    await writer.close();
  });
  const writer = new ViewWriter(databaseUrl, console.error);
  await writer.write(rows(1, [other]));
  await sleep(1_000);
  const times = [];
  const end = performance.now() + 4_000;
  while (performance.now() < end) {
    const started = performance.now();
    await writer.write(rows(1, [other]));
    times.push(performance.now() - started);
    await sleep(5);
  }
  isOver = true;
  await Promise.all(writers);
  await writer.close();
  return { p50: median(times), p99: median(times, 0.99), flood: flood / 5 };
}

/** Waits until all that was reported is counted, and answers how long that took. */
async function untilFolded(client) {
  const started = performance.now();
  const sql = `SELECT NOT EXISTS (SELECT FROM view_event e, view_fold f
    WHERE e.tx >= pg_snapshot_xmax(f.snapshot) OR e.tx IN (SELECT pg_snapshot_xip(f.snapshot))) AS done`;
  while (!(await client.query(sql)).rows[0].done) await sleep(100);
  return (performance.now() - started) / 1000;
}

function print(name, results, digits = 0) {
  const values = results.map((value) => show(value, digits)).join(', ');
  console.log(`${name}: ${show(median(results), digits)} (each: ${values})`);
}

async function measureHttp(gateway, ids, client) {
  for (const count of [1, EVENTS_A_REQUEST]) {
    const results = [];
    const behind = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      results.push(await overHttp(gateway, ids, count));
      behind.push(await untilFolded(client));
    }
    console.log(`\n${count} event(s) a request, 16 connections, ${SECONDS} s`);
    print(
      '  events accepted a second',
      results.map(({ events }) => events),
    );
    print(
      '  beacons refused',
      results.map(({ refused }) => refused),
    );
    print(
      '  beacon p99, ms',
      results.map(({ beaconP99 }) => beaconP99),
    );
    print(
      '  queries answered a second, of 50 asked',
      results.map(({ queries }) => queries),
      1,
    );
    print(
      '  queries failed',
      results.map(({ failed }) => failed),
    );
    print(
      '  query p50, ms',
      results.map(({ queryP50 }) => queryP50),
    );
    print(
      '  query p99, ms',
      results.map(({ queryP99 }) => queryP99),
    );
    print(
      "  the gateway's processor, % of one",
      results.map(({ processor }) => processor),
    );
    print('  seconds until all is counted', behind, 1);
  }
}

async function measureWriter(url, uids, client) {
  const appended = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    appended.push(await appendRows(url, uids));
    await untilFolded(client);
  }
  console.log('\nThe batch writer, one connection, 5,000 rows a batch');
  print('  rows a second', appended);
}

async function measureFlood(url, [other, flooded, ...rest], client) {
  console.log('\nOne view of another article, written alone');
  const floods = [
    ['nobody else', [flooded], 0],
    [`${FLOODERS} writers of one article`, [flooded], FLOODERS],
    // Where one article's flood cost more than this, it would be for the article and not for the work.
    [`${FLOODERS} writers of all articles`, [flooded, ...rest], FLOODERS],
  ];
  for (const [name, articles, flooders] of floods) {
    const results = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      results.push(await otherWrites(url, { other, flooded: articles }, flooders));
      await untilFolded(client);
    }
    console.log(`  beside ${name}`);
    print(
      '    flood, events a second',
      results.map(({ flood }) => flood),
    );
    print(
      '    p50, ms',
      results.map(({ p50 }) => p50),
      2,
    );
    print(
      '    p99, ms',
      results.map(({ p99 }) => p99),
      2,
    );
  }
}

const folder = mkdtempSync(
  join(process.getuid?.() === 0 ? '/var/tmp' : tmpdir(), 'broadsheet-bench-'),
);
// The database may run as another user, who has to reach it.
chmodSync(folder, 0o755);
const dataDir = join(folder, 'data');
const gateway = await startGateway(dataDir);
const database = await bootEmbeddedPostgres({
  ...{ dataDir, projectDir: project },
  ...{ binDir: process.env.EMBEDDED_PG_BIN ?? null, user: process.env.EMBEDDED_PG_USER ?? null },
});
const databaseUrl = database.url('broadsheet');
const client = new Client({ connectionString: databaseUrl });
await client.connect();
try {
  console.log(
    `${cpus().length} processors, load ${loadavg()[0].toFixed(1)} before, Node ${process.version}; medians of ${ROUNDS}`,
  );
  const ids = await articleIds(gateway.url);
  const uids = ids.map((id) => id.slice('art_'.length));
  await measureHttp(gateway, ids, client);
  await measureWriter(databaseUrl, uids, client);
  await measureFlood(databaseUrl, uids, client);
} finally {
  await client.end();
  gateway.child.kill('SIGTERM');
  if (gateway.child.exitCode === null) await once(gateway.child, 'exit');
  await database.stop();
  rmSync(folder, { recursive: true, force: true });
}
