// What a request costs as a newspaper grows: CPU of Node and PostgreSQL at 10,000, 100,000 and 1,000,000 articles, in one interleaved
// run with both caches off and with rows kept. --rounds 3 --seconds 4. Linux only.
import pg from 'pg';
import { CONTENDERS } from './contest/contenders.mjs';
import { measureCell, openLoad, requestsFor } from './contest/measure.mjs';
import { factsOf, OPERATIONS } from './contest/operations.mjs';
import { median } from './contest/report.mjs';
import { startContender, stopContender } from './contest/servers.mjs';
import { openBenchDatabases } from './data/database.mjs';
import { numberOption } from './data/options.mjs';

const SIZES = [10_000, 100_000, 1_000_000];
/** The size that the others are compared with, by its place. */
const USUAL = 1;
const MODES = { 'caches off': 'broadsheet', 'rows kept': 'broadsheet-rows' };
const WARM_SECONDS = 1;
const rounds = numberOption('rounds', 3);
const seconds = numberOption('seconds', 4);

const row = (cells) => `| ${cells.join(' | ')} |`;
const digits = (number) => number.toFixed(number < 10 ? 2 : 1);

async function start(databaseUrl, facts, mode) {
  const contender = await startContender(CONTENDERS[MODES[mode]], { databaseUrl, env: {} });
  const cells = Object.keys(OPERATIONS).map((operation) => ({
    operation,
    requests: requestsFor(contender, operation, facts),
    costs: [],
  }));
  return { mode, contender, cells };
}

function print(bySize) {
  const names = SIZES.map((size) => size.toLocaleString('en'));
  const last = `× from ${names[USUAL]} to ${names[SIZES.length - 1]}`;
  console.log(row(['CPU ms a request', ...names, last]));
  console.log(row(['---', ...SIZES.map(() => '---:'), '---:']));
  for (const mode of Object.keys(MODES)) {
    for (const [place, operation] of Object.keys(OPERATIONS).entries()) {
      const costs = bySize.map((ofSize) =>
        median(ofSize.find((one) => one.mode === mode).cells[place].costs),
      );
      const growth = costs.at(-1) / costs[USUAL];
      const title = `${OPERATIONS[operation].title}, ${mode}`;
      console.log(row([title, ...costs.map(digits), digits(growth)]));
    }
  }
}

const { server, urls, stop } = await openBenchDatabases(SIZES);
const load = openLoad();
const running = [];
try {
  const bySize = [];
  for (const url of urls) {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const facts = await factsOf(client);
    await client.end();
    const ofSize = [];
    for (const mode of Object.keys(MODES)) ofSize.push(await start(url, facts, mode));
    bySize.push(ofSize);
    running.push(...ofSize);
  }
  const costOf = ({ contender }, { requests }) =>
    measureCell({
      ...{ load, contender, requests, database: server.pid },
      ...{ warmSeconds: WARM_SECONDS, seconds },
    });
  // The first load is for the compilers.
  for (const { contender, cells } of running) {
    for (const { requests } of cells) {
      await load.send({ url: contender.url, requests, duration: WARM_SECONDS });
    }
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const place of Object.keys(OPERATIONS).keys()) {
      for (const one of running) {
        const { cpu } = await costOf(one, one.cells[place]);
        one.cells[place].costs.push(cpu);
        process.stderr.write(
          `${round + 1} ${one.cells[place].operation} ${one.mode}: ${cpu.toFixed(3)} ms\n`,
        );
      }
    }
  }
  print(bySize);
} finally {
  for (const { contender } of running) await stopContender(contender);
  load.close();
  await stop();
}
