// Broadsheet against its peers and against the limits, on one database and in one run: npm run bench -- peers
//   [--articles 100000] [--rounds 3] [--seconds 5] [--only broadsheet,mercurius,…]
//   [--readme bench/results/<date>-peers.json]: measures nothing, and puts that result's table into the README.
// Linux only: the CPU is read from /proc.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { checkAgreement, operationsOf } from './contest/agreement.mjs';
import { CONTENDERS, manifest } from './contest/contenders.mjs';
import * as measuring from './contest/measure.mjs';
import { factsOf, OPERATIONS } from './contest/operations.mjs';
import { isPgbenchThere, measurePgbench } from './contest/pgbench.mjs';
import { summary, toMarkdown, writeReadme } from './contest/report.mjs';
import * as servers from './contest/servers.mjs';
import { compiled, openBenchDatabase } from './data/database.mjs';
import { writeFormatted } from './data/formatted.mjs';

const project = fileURLToPath(new URL('..', import.meta.url));
const SAMPLES = 12;
/** Each cell begins with so much load that is not measured. */
const WARM_SECONDS = 1;
/** Before the first round: what compilers take to be done with a page, of which the slow ones are asked for fewer. */
const FIRST_LOAD = { amount: 4_000, duration: 10 };
const PGBENCH = { title: 'limit: pgbench, one statement (no Node)', onlyPages: true };

function option(name, otherwise) {
  const place = process.argv.indexOf(`--${name}`);
  return place < 0 ? otherwise : process.argv[place + 1];
}

const rounds = Number(option('rounds', 3));
const seconds = Math.max(1, Number(option('seconds', 5)) - WARM_SECONDS);
const shortSeconds = Math.max(1, seconds / 4);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1));
const say = (text) => process.stderr.write(`${text}\n`);

function chosen() {
  const names = option('only', [...Object.keys(CONTENDERS), 'pgbench'].join(',')).split(',');
  const unknown = names.filter((name) => !(name in CONTENDERS) && name !== 'pgbench');
  if (unknown.length > 0) {
    throw new Error(
      `No contender "${unknown}". There are: ${Object.keys(CONTENDERS).join(', ')}, pgbench.`,
    );
  }
  return names;
}

/** The answers to the first variables, and the headers that the answer cache gives them where it is measured. */
async function firstAnswers([first, ...others], facts) {
  const cached = others.find(({ name }) => name === 'broadsheet-answers') ?? first;
  const answers = Object.entries(OPERATIONS).map(async ([operation, { variables }]) => {
    const values = variables(facts, 0);
    const text = await servers.ask(first, first.request(operation, values));
    const headers = await servers.headersOf(cached, cached.request(operation, values));
    return [operation, { text, headers }];
  });
  return Object.fromEntries(await Promise.all(answers));
}

/** Starts the chosen ones; the answers that constant bytes are of come from the first. */
async function startAll(names, { running, url, facts, folder, notes }) {
  const manifestFile = join(folder, 'manifest.json');
  writeFileSync(manifestFile, JSON.stringify(manifest()));
  const env = { PERSISTED_DOCUMENTS: manifestFile, ANSWERS_FILE: join(folder, 'answers.json') };
  const known = compiled('src/config.environment.js').SETTING_NAMES;
  for (const name of Object.keys(CONTENDERS).filter((one) => names.includes(one))) {
    const contender = { name, ...CONTENDERS[name] };
    if (!servers.nodeFor(contender.minimumNode)) {
      notes.push(`${contender.title} is left out: it needs Node ${contender.minimumNode}.`);
      continue;
    }
    const unknown = (contender.settings ?? []).filter((setting) => !known.includes(setting));
    if (unknown.length > 0) {
      notes.push(`${contender.title}: this gateway does not know ${unknown.join(' and ')}.`);
    }
    if (contender.isConstant) {
      writeFileSync(env.ANSWERS_FILE, JSON.stringify(await firstAnswers(running, facts)));
    }
    running.push(await servers.startContender(contender, { databaseUrl: url, env }));
    for (const operation of contender.teach ? operationsOf(contender) : []) {
      const request = contender.teach(operation, OPERATIONS[operation].variables(facts, 0));
      await servers.ask(running.at(-1), request);
    }
  }
}

/** Nobody ranks anew what is popular from here on, as an answer that is kept would not show it. The lock goes with the connection. */
async function keepRankings(client) {
  // A gateway ranks when it starts.
  await sleep(2_000);
  await client.query(`SELECT pg_advisory_lock(7203147, hashtext('refresh-rankings'))`);
}

function cellsOf(running, facts, names) {
  const cells = [];
  for (const operation of Object.keys(OPERATIONS)) {
    for (const contender of running) {
      if (!operationsOf(contender).includes(operation)) continue;
      const requests = measuring.requestsFor(contender, operation, facts);
      cells.push({ operation, name: contender.name, contender, requests, rounds: [] });
    }
    if (names.includes('pgbench') && OPERATIONS[operation].isPage) {
      cells.push({ operation, name: 'pgbench', rounds: [] });
    }
  }
  return cells;
}

async function measureAll(cells, { load, client, database, url, facts }) {
  const idle = await measuring.idleStatements(client);
  for (const cell of cells.filter(({ contender }) => contender)) {
    // The first load is for compilers and caches, which are to know all answers; then statements are counted.
    const length = OPERATIONS[cell.operation].isPage ? FIRST_LOAD : { duration: WARM_SECONDS };
    await load.send({ url: cell.contender.url, requests: cell.requests, ...length });
    cell.statements = await measuring.statementsOf(cell.contender, cell.requests, {
      client,
      database,
      idle,
    });
  }
  for (let round = 1; round <= rounds; round += 1) {
    for (const cell of cells) {
      const length = OPERATIONS[cell.operation].isPage ? seconds : shortSeconds;
      const measured = cell.contender
        ? await measuring.measureCell({
            ...{ load, contender: cell.contender, requests: cell.requests },
            ...{ database, warmSeconds: WARM_SECONDS, seconds: length },
          })
        : await measurePgbench({
            ...{ client, databaseUrl: url, database, name: cell.operation, facts },
            seconds: Math.max(1, Math.round(length / 2)),
          });
      cell.rounds.push(measured);
      say(
        `${round} ${cell.operation} ${cell.name}: ${measured.cpu.toFixed(3)} ms, ${measured.perSecond.toFixed(0)}/s`,
      );
    }
  }
}

async function versionsOf(client) {
  const { rows } = await client.query('SHOW server_version');
  const own = (name) => servers.versionOf(name, `${project}node_modules`);
  const peers = [
    '@apollo/server',
    '@apollo/server-plugin-response-cache',
    'type-graphql',
    'typeorm',
  ];
  const more = [
    'mercurius',
    'fastify',
    'graphql-yoga',
    '@envelop/graphql-jit',
    'graphql-jit',
    'postgraphile',
  ];
  return {
    ...{ Node: process.versions.node, PostgreSQL: rows[0].server_version, pg: own('pg') },
    'Node of PostGraphile': servers.nodeVersion(CONTENDERS.postgraphile.minimumNode),
    ...Object.fromEntries([...peers, ...more].map((name) => [name, servers.versionOf(name)])),
  };
}

const loadAverage = () => Number(loadavg()[0].toFixed(1));

async function contest() {
  const names = chosen();
  servers.preparePeers();
  const articles = Number(option('articles', 100_000));
  const database = await openBenchDatabase(articles);
  const folder = join(tmpdir(), `broadsheet-peers-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  const client = new pg.Client({ connectionString: database.url });
  const load = measuring.openLoad();
  const notes = [
    `Every Node.js process runs with ${servers.NODE_FLAGS.join(' ')}, as \`npm start\` gives it.`,
  ];
  const running = [];
  try {
    await client.connect();
    await client.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements');
    const facts = await factsOf(client);
    const context = { load, client, database: database.server.pid, url: database.url, facts };
    if (names.includes('pgbench') && !isPgbenchThere()) {
      notes.push('pgbench is left out: it is not installed.');
      names.splice(names.indexOf('pgbench'), 1);
    }
    await startAll(names, { ...context, running, folder, notes });
    await keepRankings(client);
    const loadBefore = loadAverage();
    const before = await checkAgreement(running, facts, SAMPLES);
    say(`${before.answers} answers are the same`);
    const cells = cellsOf(running, facts, names);
    await measureAll(cells, context);
    const after = await checkAgreement(running, facts, SAMPLES);
    const result = {
      date: new Date().toISOString().slice(0, 10),
      articles,
      machine: {
        ...{ cpu: cpus()[0].model.trim(), cores: cpus().length },
        ...{ memoryGiB: Math.round(totalmem() / 2 ** 30), loadBefore, loadAfter: loadAverage() },
      },
      versions: await versionsOf(client),
      load: { connections: measuring.CONNECTIONS, rounds, seconds, shortSeconds },
      agreed: before.answers + after.answers,
      bytes: before.bytes,
      notes,
      contenders: Object.fromEntries([
        ...running.map(({ name, title, child }) => [
          name,
          { title, megabytes: measuring.residentMegabytes(child.pid) },
        ]),
        ...(names.includes('pgbench') ? [['pgbench', { title: PGBENCH.title }]] : []),
      ]),
      cells: cells.map(({ operation, name, statements, rounds: measured }) => ({
        ...{ operation, contender: name, ...summary(measured), statements: statements ?? null },
        rounds: measured,
      })),
    };
    return result;
  } finally {
    load.close();
    await Promise.all(running.map(servers.stopContender));
    // Nothing that is made of our tables may stand in the way of the next migration.
    await client.query('DROP SCHEMA IF EXISTS peers CASCADE');
    await client.end();
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const given = option('readme', null);
if (given) {
  const readme = join(project, 'README.md');
  const table = given.replace(/\.json$/, '.md');
  writeReadme(readme, JSON.parse(readFileSync(given, 'utf8')), table);
  await writeFormatted(readme, readFileSync(readme, 'utf8'));
} else {
  const result = await contest();
  const markdown = toMarkdown(result);
  console.log(markdown);
  const folder = join(project, 'bench/results');
  mkdirSync(folder, { recursive: true });
  const name = option('name', `${result.date}-peers`);
  await writeFormatted(join(folder, `${name}.json`), JSON.stringify(result));
  await writeFormatted(join(folder, `${name}.md`), markdown);
}
