// What was measured as a result file, as a table, and as the part of the README.
import { readFileSync, writeFileSync } from 'node:fs';
import { OPERATIONS } from './operations.mjs';

const BEGIN = '<!-- peers: begin -->';
const END = '<!-- peers: end -->';

export const median = (values) => {
  const numbers = values.filter((value) => value !== null).toSorted((a, b) => a - b);
  return numbers.length === 0 ? null : numbers[Math.floor((numbers.length - 1) / 2)];
};

/** The medians of a cell's rounds. */
export function summary(rounds) {
  const figures = ['node', 'postgres', 'cpu', 'perSecond', 'p50', 'p99'];
  const medians = figures.map((name) => [name, median(rounds.map((round) => round[name]))]);
  const sum = (name) => rounds.reduce((total, round) => total + round[name], 0);
  return { ...Object.fromEntries(medians), sent: sum('sent'), failed: sum('failed') };
}

const digits = (value) => {
  if (value === null || value === undefined) return '–';
  if (value >= 100) return Math.round(value).toLocaleString('en');
  return value >= 10 ? value.toFixed(1) : value.toFixed(value >= 0.1 ? 2 : 3);
};

const row = (cells) => `| ${cells.join(' | ')} |`;

function operationTable(result, name) {
  const cells = result.cells.filter((cell) => cell.operation === name);
  if (cells.length === 0) return '';
  const reference = cells.find(({ contender }) => contender === 'bare') ?? cells[0];
  const heads = ['CPU ms', 'of it Node', 'PostgreSQL', `× ${reference.contender}`];
  const more = ['requests/s', 'p50 ms', 'p99 ms', 'statements', 'failed'];
  const lines = cells.map((cell) =>
    row([
      result.contenders[cell.contender].title,
      ...[cell.cpu, cell.node, cell.postgres, cell.cpu / reference.cpu].map(digits),
      ...[cell.perSecond, cell.p50, cell.p99].map(digits),
      cell.statements ?? '–',
      cell.failed,
    ]),
  );
  return [
    `**${OPERATIONS[name].title}** (${digits(result.bytes[name] / 1000)} kB)`,
    '',
    row(['', ...heads, ...more]),
    row(['---', ...[...heads, ...more].map(() => '---:')]),
    ...lines,
    '',
  ].join('\n');
}

function memoryTable({ contenders }) {
  const lines = Object.values(contenders)
    .filter(({ megabytes }) => megabytes)
    .map(({ title, megabytes }) => row([title, megabytes]));
  return [
    '**Memory after the last round**, MB resident',
    '',
    row(['', 'MB']),
    '| --- | ---: |',
    ...lines,
  ].join('\n');
}

/** The whole result in Markdown. */
export function toMarkdown(result) {
  const { machine, versions, load } = result;
  return [
    `# Peers, ${result.date}`,
    '',
    `${result.articles.toLocaleString('en')} articles; ${load.connections} connections, medians of ${load.rounds} rounds of ${load.seconds} s after 1 s of warming (single fields ${load.shortSeconds} s), the contenders taking turns. ` +
      `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB; load average ${machine.loadBefore} before and ${machine.loadAfter} after. ` +
      `CPU is of Node and PostgreSQL, without the load generator. ${result.agreed.toLocaleString('en')} answers were compared and were the same.`,
    '',
    Object.entries(versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(', ') + '.',
    '',
    ...result.notes.map((note) => `- ${note}`),
    ...(result.notes.length > 0 ? [''] : []),
    ...Object.keys(OPERATIONS).map((name) => operationTable(result, name)),
    memoryTable(result),
    '',
  ].join('\n');
}

/** The pages alone, in one table. */
function readmeTable(result, file) {
  const pages = Object.keys(OPERATIONS).filter((name) => OPERATIONS[name].isPage);
  const names = Object.keys(result.contenders);
  const cell = (contender, operation) =>
    result.cells.find((one) => one.contender === contender && one.operation === operation);
  const heads = pages.flatMap((name) => {
    const [short] = OPERATIONS[name].title.split(':');
    return [`${short} CPU ms`, `${short} requests/s`];
  });
  const lines = names.map((name) =>
    row([
      result.contenders[name].title,
      ...pages.flatMap((page) => {
        const { cpu, perSecond } = cell(name, page) ?? {};
        return [digits(cpu), digits(perSecond)];
      }),
    ]),
  );
  return [
    BEGIN,
    '',
    row(['', ...heads]),
    row(['---', ...heads.map(() => '---:')]),
    ...lines,
    '',
    `${pages.map((name) => OPERATIONS[name].title).join(', ')}; ${result.articles.toLocaleString('en')} articles, ` +
      `${result.load.connections} connections, medians of ${result.load.rounds} interleaved rounds on ${result.machine.cores} cores ` +
      `(${result.machine.cpu}), ${result.date}, load average ${result.machine.loadBefore} before. CPU is Node and PostgreSQL together. ` +
      `[All figures](${file}).`,
    '',
    END,
  ].join('\n');
}

/** Puts a result's table between the README's marks. */
export function writeReadme(readme, result, file) {
  const text = readFileSync(readme, 'utf8');
  const [start, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (start < 0 || end < 0) throw new Error(`${readme} has no "${BEGIN}" and "${END}".`);
  writeFileSync(
    readme,
    text.slice(0, start) + readmeTable(result, file) + text.slice(end + END.length),
  );
}
