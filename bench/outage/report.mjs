const SEEN = ['fresh', 'stale', '503'];

const percentile = (values, share) =>
  values[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;

function line(second, notes) {
  const count = (outcome) => notes.filter((note) => note.outcome === outcome).length;
  const others = notes.filter(({ outcome }) => !SEEN.includes(outcome));
  const slowest = Math.max(0, ...notes.map(({ ms }) => ms));
  return [second, ...SEEN.map(count), others.length, Math.round(slowest)];
}

function table(rows) {
  const header = ['second', ...SEEN, 'other', 'slowest ms'];
  const all = [header, ...rows].map((row) => row.map((cell) => String(cell).padStart(10)).join(''));
  console.log(all.join('\n'));
}

const seconds = (ms) => (ms === undefined ? 'never' : `${(ms / 1_000).toFixed(1)} s`);

/** When the first was answered that is so, after a time. */
function firstAnswer(notes, after, isSo) {
  const answered = notes.filter((note) => note.at >= after && isSo(note));
  const times = answered.map(({ at, ms }) => at + ms - after);
  return times.length > 0 ? Math.min(...times) : undefined;
}

function printTimes(notes, { goneAt, askedAt, backAt }) {
  const isStale = ({ outcome }) => outcome === 'stale';
  const isFresh = ({ outcome }) => outcome === 'fresh';
  const late = notes.filter((note) => note.at >= goneAt && !isFresh(note));
  const last = Math.max(askedAt, ...late.map(({ at }) => at));
  console.log(`gone -> first stale answer: ${seconds(firstAnswer(notes, goneAt, isStale))}`);
  console.log(`started again -> takes connections: ${seconds(backAt - askedAt)}`);
  console.log(
    `started again -> first fresh answer: ${seconds(firstAnswer(notes, askedAt, isFresh))}`,
  );
  console.log(`started again -> every answer fresh: ${seconds(last - askedAt)}`);
}

function printWaits(notes, { goneAt, backAt }) {
  const phases = {
    'before it is gone': (at) => at < goneAt,
    'while it is gone': (at) => at >= goneAt && at < backAt,
    afterwards: (at) => at >= backAt,
  };
  for (const [phase, isIn] of Object.entries(phases)) {
    for (const kind of new Set(notes.map((note) => note.kind))) {
      const times = notes.filter((note) => note.kind === kind && isIn(note.at)).map(({ ms }) => ms);
      times.sort((a, b) => a - b);
      const [p50, p99, most] = [0.5, 0.99, 1].map((share) => percentile(times, share).toFixed(1));
      console.log(
        `${phase}, ${kind}: ${times.length} requests, p50 ${p50} ms, p99 ${p99} ms, most ${most} ms`,
      );
    }
  }
}

/** Prints what became of the requests, second by second and in sum. */
export function report(notes, times) {
  const bySecond = new Map();
  for (const note of notes) {
    const second = Math.floor(note.at / 1_000);
    bySecond.set(second, [...(bySecond.get(second) ?? []), note]);
  }
  table([...bySecond].sort(([a], [b]) => a - b).map(([second, some]) => line(second, some)));
  printTimes(notes, times);
  printWaits(notes, times);
  const others = notes.filter(({ outcome }) => !SEEN.includes(outcome));
  const kinds = new Set(others.map(({ kind, outcome }) => `${kind}: ${outcome}`));
  const count = (outcome) => notes.filter((note) => note.outcome === outcome).length;
  console.log(
    `${notes.length} requests: ${SEEN.map((one) => `${count(one)} ${one}`).join(', ')}, ${others.length} other`,
  );
  for (const kind of kinds) console.log(`  ${kind}`);
}
