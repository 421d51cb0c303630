// Asks a gateway for three pages of a newspaper of 100,000 articles (--articles N), and prints what each costs: CPU of Node and of
// PostgreSQL per request, requests a second, and how long they take. Linux only: the CPU is read from /proc.
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import pg from 'pg';
import { openBenchDatabase } from './data/database.mjs';
import { OPERATIONS } from './pages/operations.mjs';

const PORT = 4471;
const URL_BASE = `http://127.0.0.1:${PORT}`;
const CONNECTIONS = 32;
const ROUNDS = 3;
const SECONDS = 8;
const VARIATIONS = 500;
const TICK_MS = 10;

function argument(name, otherwise) {
  const place = process.argv.indexOf(`--${name}`);
  return place < 0 ? otherwise : Number(process.argv[place + 1]);
}

function ticksOf(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return Number(fields[11]) + Number(fields[12]);
}

/** CPU of a server's processes, which are the children of its first. */
function serverTicks(pid) {
  const children = readdirSync('/proc').filter((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      return (
        readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1].split(' ')[1] === String(pid)
      );
    } catch {
      return false;
    }
  });
  return children.reduce((sum, name) => sum + ticksOf(name), 0);
}

async function startServer(url) {
  const main = fileURLToPath(new URL('../dist/src/main.js', import.meta.url));
  const env = {
    ...process.env,
    DATABASE_URL: url,
    PORT: String(PORT),
    NODE_ENV: 'production',
    LOG_LEVEL: 'error',
    RATE_LIMIT_PER_MINUTE: '0',
  };
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  for (let tries = 0; tries < 200; tries += 1) {
    const isReady = await fetch(`${URL_BASE}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) return child;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The gateway did not start.');
}

async function factsOf(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const slugs = await client.query('SELECT slug FROM article ORDER BY md5(slug) LIMIT 500');
  const sections = await client.query('SELECT slug FROM section ORDER BY slug');
  await client.end();
  return {
    slugs: slugs.rows.map(({ slug }) => slug),
    sections: sections.rows.map(({ slug }) => slug),
  };
}

function requestsOf({ query, variables }, facts) {
  return Array.from({ length: VARIATIONS }, (_, n) => ({
    method: 'POST',
    path: '/graphql',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables: variables(facts, n) }),
  }));
}

async function measure(requests, child, serverPid) {
  const before = [ticksOf(child.pid), serverTicks(serverPid)];
  const load = { url: URL_BASE, connections: CONNECTIONS, duration: SECONDS, requests };
  const { requests: sent, latency, non2xx } = await autocannon(load);
  const perRequest = (ticks) => (ticks * TICK_MS) / sent.total;
  return {
    node: perRequest(ticksOf(child.pid) - before[0]),
    postgres: perRequest(serverTicks(serverPid) - before[1]),
    perSecond: sent.average,
    p50: latency.p50,
    p99: latency.p99,
    failed: non2xx,
  };
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

function print(name, bytes, rounds) {
  const of = (key) => median(rounds.map((round) => round[key]));
  const failed = rounds.reduce((sum, round) => sum + round.failed, 0);
  console.log(
    `${name}: CPU ${(of('node') + of('postgres')).toFixed(2)} ms a request (Node ${of('node').toFixed(2)}, ` +
      `PostgreSQL ${of('postgres').toFixed(2)}), ${of('perSecond').toFixed(0)} requests/s, ` +
      `p50 ${of('p50')} ms, p99 ${of('p99')} ms, ${bytes} bytes, ${failed} failed`,
  );
}

const articles = argument('articles', 100_000);
const database = await openBenchDatabase(articles);
const child = await startServer(database.url);
try {
  const facts = await factsOf(database.url);
  const pages = Object.entries(OPERATIONS).map(([name, operation]) => ({
    name,
    requests: requestsOf(operation, facts),
    rounds: [],
  }));
  // The pages take turns, so that what else the machine does meets all of them.
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const page of pages) {
      const measured = await measure(page.requests, child, database.server.pid);
      if (round > 0) page.rounds.push(measured);
    }
  }
  console.log(
    `${articles} articles, ${CONNECTIONS} connections, medians of ${ROUNDS} rounds, no cache of answers`,
  );
  for (const { name, requests, rounds } of pages) {
    const { headers, body } = requests[0];
    const answer = await fetch(`${URL_BASE}/graphql`, { method: 'POST', headers, body });
    print(name, (await answer.text()).length, rounds);
  }
} finally {
  child.kill('SIGTERM');
  await new Promise((resolve) => child.on('exit', resolve));
  await database.stop();
}
