// Views: how many a gateway takes over HTTP while it answers queries and counts them, how many rows the batch writer appends, and
// whether a flood on one article holds up the views of others. In an embedded database of its own, with the demo newspaper.
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { articleIds, startGateway } from './audience/gateway.mjs';
import { median, print, printBar } from './audience/figures.mjs';
import { MEASURES, overHttp } from './audience/http.mjs';
import { appendRows, otherWrites, untilFolded } from './audience/writers.mjs';
import { build, compiled, project } from './data/compiled.mjs';
import { withClient } from './data/database.mjs';

const ROUNDS = Number(process.env.AUDIENCE_BENCH_ROUNDS ?? 3);
const SECONDS = Number(process.env.AUDIENCE_BENCH_SECONDS ?? 10);
const SUSTAINED_SECONDS = Number(process.env.AUDIENCE_BENCH_SUSTAINED ?? 60);
const SUSTAINED_RATE = 10_000;
const FLOODERS = 64;

async function roundsOf(work) {
  const results = [];
  for (let round = 0; round < ROUNDS; round += 1) results.push(await work());
  return results;
}

function printRounds(title, results) {
  console.log(`\n${title}`);
  for (const [name, key, digits] of MEASURES)
    print(
      `  ${name}`,
      results.map((result) => result[key]),
      digits,
    );
}

async function measureHttp(gateway, ids, client) {
  for (const eventsARequest of [1, 10]) {
    const options = { eventsARequest, seconds: SECONDS };
    const results = await roundsOf(() => overHttp(gateway, ids, client, options));
    printRounds(
      `${eventsARequest} event(s) a request, as fast as they are taken, ${SECONDS} s`,
      results,
    );
  }
  const options = { eventsARequest: 1, seconds: SUSTAINED_SECONDS, overallRate: SUSTAINED_RATE };
  const sustained = await overHttp(gateway, ids, client, options);
  printRounds(`${SUSTAINED_RATE} events a second sent, one a request, for ${SUSTAINED_SECONDS} s`, [
    sustained,
  ]);
  return sustained;
}

async function measureWriter(url, uids, client) {
  const results = await roundsOf(async () => {
    const appended = await appendRows(url, uids);
    await untilFolded(client);
    return appended;
  });
  console.log('\nThe batch writer, one connection, 5,000 rows a batch, beside the fold');
  print('  rows a second', results);
  return median(results);
}

async function measureFlood(url, [other, flooded, ...rest], client) {
  console.log('\nOne view of another article, written alone');
  const floods = [
    ['nobody else', [flooded], 0],
    [`${FLOODERS} writers of one article`, [flooded], FLOODERS],
    // Where one article's flood cost more than this, it would be for the article and not for the work.
    [`${FLOODERS} writers of all articles`, [flooded, ...rest], FLOODERS],
  ];
  const p99s = [];
  for (const [name, articles, flooders] of floods) {
    const results = await roundsOf(async () => {
      const times = await otherWrites(url, { other, flooded: articles }, flooders);
      await untilFolded(client);
      return times;
    });
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
    p99s.push(median(results.map(({ p99 }) => p99)));
  }
  return { one: p99s[1], all: p99s[2] };
}

function printBars(sustained, rowsASecond, flood) {
  console.log('\nBars');
  printBar('events accepted a second, sustained', { figure: sustained.events, atLeast: 5_000 });
  printBar('queries answered meanwhile, a second', {
    figure: sustained.queries,
    atLeast: 45,
    digits: 1,
  });
  printBar('all counted after the last', {
    figure: sustained.behind,
    atMost: 10,
    unit: ' s',
    digits: 1,
  });
  printBar('rows a second through the batch writer', { figure: rowsASecond, atLeast: 20_000 });
  // A convoy would make those who write wait for all others, one after another.
  printBar("another article's p99, flood of one against flood of all", {
    ...{ figure: flood.one / flood.all, atMost: 3, digits: 1, unit: ' times' },
  });
}

build();
const folder = mkdtempSync(
  join(process.getuid?.() === 0 ? '/var/tmp' : tmpdir(), 'broadsheet-bench-'),
);
// The database may run as another user, who has to reach it.
chmodSync(folder, 0o755);
const dataDir = join(folder, 'data');
const gateway = await startGateway(dataDir);
const { bootEmbeddedPostgres } = compiled('src/sql/embedded/embedded-postgres.js');
const database = await bootEmbeddedPostgres({
  ...{ dataDir, projectDir: project },
  ...{ binDir: process.env.EMBEDDED_PG_BIN ?? null, user: process.env.EMBEDDED_PG_USER ?? null },
});
const url = database.url('broadsheet');
try {
  console.log(
    `${cpus().length} processors, load ${loadavg()[0].toFixed(1)} before, Node ${process.version}; medians of ${ROUNDS}`,
  );
  await withClient(url, async (client) => {
    const ids = await articleIds(gateway.url);
    const uids = ids.map((id) => id.slice('art_'.length));
    const sustained = await measureHttp(gateway, ids, client);
    const rowsASecond = await measureWriter(url, uids, client);
    printBars(sustained, rowsASecond, await measureFlood(url, uids, client));
  });
} finally {
  gateway.child.kill('SIGTERM');
  if (gateway.child.exitCode === null) await once(gateway.child, 'exit');
  await database.stop();
  rmSync(folder, { recursive: true, force: true });
}
