// pgbench with the limit's own statements: what PostgreSQL costs without any Node.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { STATEMENTS } from '../peers/bare.statements.mjs';
import { OPERATIONS } from './operations.mjs';
import { ticksOf } from './measure.mjs';

const TICK_MS = 10;
const PICKED = 500;

export const isPgbenchThere = () => spawnSync('pgbench', ['--version']).status === 0;

/** The variables of the n-th requests as a table, since pgbench knows numbers only. */
async function pick(client, name, facts) {
  const { variables } = OPERATIONS[name];
  const values = Array.from(
    { length: PICKED },
    (_, n) => Object.values(variables(facts, n))[0] ?? '',
  );
  await client.query('CREATE SCHEMA IF NOT EXISTS peers');
  await client.query('CREATE TABLE IF NOT EXISTS peers.pick (n int PRIMARY KEY, value text)');
  await client.query('TRUNCATE peers.pick');
  await client.query(
    'INSERT INTO peers.pick SELECT n, v FROM unnest($1::text[]) WITH ORDINALITY x(v, n)',
    [values],
  );
  await client.query('ANALYZE peers.pick');
}

/** The same shape of figures as of any other contender; the CPU is PostgreSQL's alone. */
export async function measurePgbench({ client, databaseUrl, database, name, facts, seconds }) {
  await pick(client, name, facts);
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-pgbench-'));
  const script = join(folder, 'script.sql');
  const statement = STATEMENTS[name].replaceAll(
    '$1',
    '(SELECT value FROM peers.pick WHERE n = :n)',
  );
  writeFileSync(script, `\\set n random(1, ${PICKED})\n${statement.replaceAll('\n', ' ')};\n`);
  const options = [
    '-n',
    '-M',
    'prepared',
    '-c',
    '2',
    '-j',
    '1',
    '-T',
    String(seconds),
    '-f',
    script,
  ];
  const before = ticksOf(database);
  const { stdout, status, stderr } = spawnSync('pgbench', [...options, databaseUrl], {
    encoding: 'utf8',
    env: { ...process.env, PGOPTIONS: '-c plan_cache_mode=force_generic_plan' },
  });
  rmSync(folder, { recursive: true });
  // Until PostgreSQL has noticed that its processes have ended, what they have used is counted nowhere.
  await sleep(500);
  if (status !== 0) throw new Error(`pgbench failed: ${stderr}`);
  const sent = Number(/transactions actually processed: (\d+)/.exec(stdout)[1]);
  const perSecond = Number(/tps = ([\d.]+)/.exec(stdout)[1]);
  const latency = Number(/latency average = ([\d.]+)/.exec(stdout)[1]);
  const postgres = ((ticksOf(database) - before) * TICK_MS) / sent;
  return { node: 0, postgres, cpu: postgres, perSecond, p50: latency, p99: null, sent, failed: 0 };
}
