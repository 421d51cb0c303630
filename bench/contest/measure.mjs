// One cell: a contender under one operation's load. CPU is of its process and of PostgreSQL, from /proc.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { OPERATIONS } from './operations.mjs';
import { ask } from './servers.mjs';

export const CONNECTIONS = 32;
/** How many different requests there are of an operation, at the most. */
const VARIATIONS = 500;
const TICK_MS = 10;

/** utime, stime, cutime and cstime of a process, in ticks; [0, 0, 0, 0] where it has ended. */
function timesOf(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ');
    return { parent: Number(fields[1]), times: fields.slice(11, 15).map(Number) };
  } catch {
    return { parent: 0, times: [0, 0, 0, 0] };
  }
}

/** Ticks of a process and of its children: those that live, and those that it has waited for. */
export function ticksOf(pid) {
  const own = timesOf(pid).times.reduce((sum, time) => sum + time, 0);
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(timesOf)
    .filter(({ parent }) => parent === pid);
  return children.reduce((sum, { times: [user, system] }) => sum + user + system, own);
}

export function residentMegabytes(pid) {
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Math.round(Number(kilobytes) / 1024);
}

/** What is sent for an operation: a list that connections go through again and again. */
export function requestsFor(contender, name, facts) {
  const { variables } = OPERATIONS[name];
  const texts = new Map();
  for (let n = 0; n < VARIATIONS; n += 1) {
    const request = contender.request(name, variables(facts, n));
    texts.set(JSON.stringify(request), request);
  }
  return [...texts.values()];
}

/** A process that makes load; `send` answers when all that was sent is answered. */
export function openLoad() {
  const child = fork(fileURLToPath(new URL('load.mjs', import.meta.url)));
  const send = async (job) => {
    child.send({ connections: CONNECTIONS, ...job });
    const [result] = await once(child, 'message');
    return result;
  };
  return { send, close: () => child.disconnect() };
}

/** What a load that was broken off has left behind is worked off before anything is measured. */
async function untilIdle(pids) {
  const ticks = () => pids.reduce((sum, pid) => sum + ticksOf(pid), 0);
  for (let before = -Infinity, now = ticks(); now - before > 1; now = ticks()) {
    before = now;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Twice all that is asked for: what is kept but over its time is given once more while the next is made, and measured is what comes then. */
const UNTIL_KNOWN = { amount: 2 * VARIATIONS };

/** Load for so many seconds after some for warming up; the costs are of all that was answered, and all that was sent is. */
export async function measureCell({ load, contender, requests, database, warmSeconds, seconds }) {
  const pid = contender.child.pid;
  const job = { url: contender.url, requests };
  const warm = await load.send({ ...job, duration: warmSeconds });
  const known = contender.isCached ? await load.send({ ...job, ...UNTIL_KNOWN }) : { failed: 0 };
  await untilIdle([pid, database]);
  const before = [ticksOf(pid), ticksOf(database)];
  const result = await load.send({ ...job, duration: seconds });
  const perRequest = (ticks) => (ticks * TICK_MS) / result.sent;
  const node = perRequest(ticksOf(pid) - before[0]);
  const postgres = perRequest(ticksOf(database) - before[1]);
  return {
    ...{ node, postgres, cpu: node + postgres },
    ...{ perSecond: result.sent / result.seconds, p50: result.p50, p99: result.p99 },
    ...{ sent: result.sent, failed: warm.failed + known.failed + result.failed },
  };
}

const CALLS = `
  SELECT s.queryid::text AS id, sum(s.calls)::int AS calls FROM pg_stat_statements s
  WHERE s.dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) GROUP BY 1`;
const STATEMENT_REQUESTS = 40;
const IDLE_SECONDS = 12;

/** The statements that are sent while nobody asks: the gateways' jobs'. */
export async function idleStatements(client) {
  await client.query('SELECT pg_stat_statements_reset()');
  await new Promise((resolve) => setTimeout(resolve, IDLE_SECONDS * 1000));
  return new Set((await client.query(CALLS)).rows.map(({ id }) => id));
}

/** Statements a request, one request after the other, without those of the jobs and the few of a cache that is warm. */
export async function statementsOf(contender, requests, { client, database, idle }) {
  await untilIdle([contender.child.pid, database]);
  await client.query('SELECT pg_stat_statements_reset()');
  for (let n = 0; n < STATEMENT_REQUESTS; n += 1) {
    await ask(contender, requests[(n * 7) % requests.length]);
  }
  const { rows } = await client.query(CALLS);
  const own = rows.filter(({ id, calls }) => !idle.has(id) && calls >= STATEMENT_REQUESTS / 20);
  const calls = own.reduce((sum, row) => sum + row.calls, 0);
  return Number((calls / STATEMENT_REQUESTS).toFixed(1));
}
