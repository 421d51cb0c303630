// How good TRENDING is: the replay of made-up streams of reads of very different kinds (bench/trending/streams.mjs) and, where it is
// there, of the real one in ../shared/data, by the gateway's own statements in an embedded database of its own. --seed N: other
// draws of the same kinds; --only TEXT: those whose name has it. Nothing is timed: a run is the same each time.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, compiled, project } from './data/compiled.mjs';
import { bootServer, withClient, withManager } from './data/database.mjs';
import { numberOption } from './data/options.mjs';
import { NAMES, streamOf } from './trending/streams.mjs';

const REAL = join(project, '../shared/data/audience/idea-events.csv');
const COLD_HOURS = 24;

const signed = (value) => `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(4)}`;
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);

/** How far TRENDING is ahead of the best of the others in the first hours. */
function coldLead({ times, rankers }) {
  const end = times.filter((time) => time < times[0] + COLD_HOURS * 3_600_000).length;
  const [trending, ...others] = rankers.map(({ scores }) => mean(scores.slice(0, end)));
  return trending - Math.max(...others);
}

async function score(url, stream) {
  const { replay } = compiled('src/audience/replay/replay.run.js');
  const { reportOf } = compiled('src/audience/replay/replay.report.js');
  return withManager(url, async (_manager, dataSource) => {
    const queryRunner = dataSource.createQueryRunner();
    try {
      const result = await replay(queryRunner.manager, stream);
      const [trending, ...others] = reportOf(result);
      return { trending, others, cold: coldLead(result) };
    } finally {
      await queryRunner.query('DISCARD TEMP');
      await queryRunner.release();
    }
  });
}

function print(name, stream, { trending, others, cold }) {
  const [best] = others.toSorted((a, b) => b.ndcg - a.ndcg);
  const range = `${signed(best.lead)} (${signed(best.leadFrom)} to ${signed(best.leadTo)})`;
  console.log(
    `${name.padEnd(30)} ${String(stream.events.length).padStart(9)} reads  TRENDING ${trending.ndcg.toFixed(4)}  best of the others ${best.ndcg.toFixed(4)} ${best.name.padEnd(22)} ahead by ${range}, in the first day by ${signed(cold)}`,
  );
}

build();
const only = process.argv.includes('--only')
  ? process.argv[process.argv.indexOf('--only') + 1]
  : '';
const seed = numberOption('seed', 1);
const folder = mkdtempSync(
  join(process.getuid?.() === 0 ? '/var/tmp' : tmpdir(), 'broadsheet-bench-'),
);
const server = await bootServer(folder);
try {
  await withClient(server.url('postgres'), (client) => client.query('CREATE DATABASE trending'));
  const url = server.url('trending');
  await withManager(url, (_manager, dataSource) => dataSource.runMigrations());
  const { readStream } = compiled('src/audience/replay/replay.stream.js');
  const real = existsSync(REAL) ? [['IDEA, real reads', () => readStream(REAL)]] : [];
  const made = NAMES.map((name) => [name, () => streamOf(name, seed)]);
  for (const [name, load] of [...real, ...made]) {
    if (!name.includes(only)) continue;
    const stream = await load();
    print(name, stream, await score(url, stream));
  }
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
