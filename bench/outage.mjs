// A steady load while PostgreSQL is killed and started again (--freeze: stopped and continued): what is answered, second by second,
// and how long it takes to recover. --seconds 60 --gone 25 --back 35 --rate 200 (requests a second) --workers 1. Linux only.
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bootServer, build, withClient } from './data/database.mjs';
import { numberOption } from './data/options.mjs';
import { factsOf, makeNewspaper, startGateway } from './demo/gateways.mjs';
import { load, send } from './outage/load.mjs';
import { report } from './outage/report.mjs';
import { headlineOf, warmUp } from './outage/requests.mjs';

const plan = {
  seconds: numberOption('seconds', 60),
  gone: numberOption('gone', 25),
  back: numberOption('back', 35),
  perSecond: numberOption('rate', 200),
  workers: numberOption('workers', 1),
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
const url = await makeNewspaper(server);
const { base, stop } = await startGateway(url, { workers: plan.workers });
try {
  const facts = await factsOf(url);
  for (let round = 0; round < 3 * plan.workers; round += 1) {
    for (const request of warmUp(facts)) await send(base, request);
  }
  const { seconds, perSecond } = plan;
  const [notes, times] = await Promise.all([
    load({ base, facts, seconds, perSecond, first: 0 }),
    outage(server, dataDir),
  ]);
  server = times.again;
  report(notes, times);
  const { acknowledged, missing } = await lost(url, notes, facts.run);
  console.log(`${acknowledged} mutations acknowledged, ${missing} of them lost`);
} finally {
  await stop();
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
