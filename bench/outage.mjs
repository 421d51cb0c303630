// A steady load while PostgreSQL is killed and started again (--freeze: stopped and continued): what is answered, second by second,
// and how long it takes to recover. --seconds 60 --gone 25 --back 35 --rate 200 (requests a second) --workers 1. Linux only.
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bootServer, build, compiled, withClient, withManager } from './data/database.mjs';
import { project } from './data/compiled.mjs';
import { load, send } from './outage/load.mjs';
import { report } from './outage/report.mjs';
import { headlineOf, warmUp } from './outage/requests.mjs';

const PORT = 4473;
const BASE = `http://127.0.0.1:${PORT}`;
const DATABASE = 'outage';

function option(name, otherwise) {
  const place = process.argv.indexOf(`--${name}`);
  return place < 0 ? otherwise : Number(process.argv[place + 1]);
}

const plan = {
  seconds: option('seconds', 60),
  gone: option('gone', 25),
  back: option('back', 35),
  perSecond: option('rate', 200),
  workers: option('workers', 1),
  isFrozen: process.argv.includes('--freeze'),
};

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** A server's first process and its children. */
function processesOf(pid) {
  const isChild = (name) => {
    try {
      return (
        readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1].split(' ')[1] === String(pid)
      );
    } catch {
      return false;
    }
  };
  return [
    pid,
    ...readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name) && isChild(name))
      .map(Number),
  ];
}

function signal(pids, name) {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch {
      // It has ended with the others.
    }
  }
}

async function makeNewspaper(server) {
  await withClient(server.url('postgres'), async (client) => {
    await client.query(`DROP DATABASE IF EXISTS "${DATABASE}"`);
    await client.query(`CREATE DATABASE "${DATABASE}"`);
  });
  const { loadDemo } = compiled('src/demo/demo.loader.js');
  await withManager(server.url(DATABASE), async (manager, dataSource) => {
    await dataSource.runMigrations();
    await loadDemo(manager);
  });
}

async function startGateway(url) {
  const program = join(project, 'dist/src/cli/main.js');
  const env = {
    ...process.env,
    DATABASE_URL: url,
    PORT: String(PORT),
    LOG_LEVEL: 'silent',
    RATE_LIMIT_PER_MINUTE: '0',
  };
  const args = [program, 'serve', '--workers', String(plan.workers)];
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((resolve, reject) => {
    child.on('exit', () => reject(new Error('The gateway did not start.')));
    child.stdout.on('data', (text) => String(text).includes('is serving') && resolve());
  });
  return child;
}

async function factsOf(url) {
  const { ensureSecret } = compiled('src/images/secret.commands.js');
  const { LOCAL_TOKEN_SECRET, signLocalToken } = compiled('src/identity/local.token.js');
  const secret = await withManager(url, (manager) => ensureSecret(manager, LOCAL_TOKEN_SECRET));
  const { rows } = await withClient(url, (client) =>
    client.query(`SELECT a.slug, s.slug AS section FROM public_article a JOIN section s ON s.id = a.section_id
      JOIN edition e ON e.id = a.edition_id WHERE e.is_default ORDER BY a.slug LIMIT 60`),
  );
  return {
    slugs: rows.map(({ slug }) => slug),
    section: rows[0].section,
    token: await signLocalToken(secret, { subject: 'bench', role: 'EDITOR' }),
    run: `Run ${Date.now()}`,
  };
}

/** Takes the database away at its time and gives it back; answers when, in milliseconds of the load, and the server. */
async function outage(server, dataDir) {
  const started = performance.now();
  const at = () => performance.now() - started;
  await pause(plan.gone * 1_000);
  const pids = processesOf(server.pid);
  signal(pids, plan.isFrozen ? 'SIGSTOP' : 'SIGKILL');
  const goneAt = at();
  await pause((plan.back - plan.gone) * 1_000);
  const askedAt = at();
  if (plan.isFrozen) signal(pids, 'SIGCONT');
  const again = plan.isFrozen ? server : await bootServer(dataDir);
  return { again, goneAt, askedAt, backAt: at() };
}

async function lost(url, notes, run) {
  const acknowledged = notes.filter(
    ({ kind, outcome }) => kind === 'mutation' && outcome === 'fresh',
  );
  const { rows } = await withClient(url, (client) =>
    client.query('SELECT headline FROM article WHERE headline LIKE $1', [`${run} %`]),
  );
  const found = new Set(rows.map(({ headline }) => headline));
  const missing = acknowledged.filter(({ number }) => !found.has(headlineOf(run, number)));
  return { acknowledged: acknowledged.length, missing: missing.length };
}

build();
const dataDir = join(process.env.BENCH_DIR ?? '/var/tmp/broadsheet-bench', 'outage');
let server = await bootServer(dataDir);
const url = server.url(DATABASE);
await makeNewspaper(server);
const gateway = await startGateway(url);
try {
  const facts = await factsOf(url);
  for (let round = 0; round < 3 * plan.workers; round += 1) {
    for (const request of warmUp(facts)) await send(BASE, request);
  }
  const { seconds, perSecond } = plan;
  const [notes, times] = await Promise.all([
    load({ base: BASE, facts, seconds, perSecond, first: 0 }),
    outage(server, dataDir),
  ]);
  server = times.again;
  report(notes, times);
  const { acknowledged, missing } = await lost(url, notes, facts.run);
  console.log(`${acknowledged} mutations acknowledged, ${missing} of them lost`);
} finally {
  gateway.kill('SIGTERM');
  await new Promise((resolve) => gateway.on('exit', resolve));
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
