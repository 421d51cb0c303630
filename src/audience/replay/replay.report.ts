import { type ReplayResult } from './replay.run';

const DAY_MS = 86_400_000;
const RESAMPLINGS = 2_000;

/** How a ranking did in all and in each half of the time; and how much better TRENDING was, with what chance leaves open. */
export interface ReportLine {
  name: string;
  ndcg: number;
  firstHalf: number;
  secondHalf: number;
  /** TRENDING less this, and the interval that holds it in 95 of 100 draws of the days. */
  lead: number;
  leadFrom: number;
  leadTo: number;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);
}

/** A generator of numbers from 0 to 1 that begins the same each time: a linear congruence (Numerical Recipes). */
function chance(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** The mean of differences if other days had come: days are drawn anew, whole, since a day's hours are alike. */
function interval(times: readonly number[], differences: readonly number[]): [number, number] {
  const days = new Map<number, number[]>();
  for (const [index, time] of times.entries()) {
    const day = Math.floor(time / DAY_MS);
    days.set(day, [...(days.get(day) ?? []), differences[index] ?? 0]);
  }
  const all = [...days.values()];
  const random = chance();
  const means = Array.from({ length: RESAMPLINGS }, () =>
    mean(all.flatMap(() => all[Math.floor(random() * all.length)] ?? [])),
  ).sort((a, b) => a - b);
  return [means[Math.floor(RESAMPLINGS * 0.025)] ?? 0, means[Math.floor(RESAMPLINGS * 0.975)] ?? 0];
}

export function reportOf({ times, rankers }: ReplayResult): ReportLine[] {
  const trending = rankers[0]?.scores ?? [];
  const half = Math.floor(times.length / 2);
  return rankers.map(({ name, scores }) => {
    const differences = scores.map((score, index) => (trending[index] ?? 0) - score);
    const [leadFrom, leadTo] = interval(times, differences);
    return {
      name,
      ndcg: mean(scores),
      firstHalf: mean(scores.slice(0, half)),
      secondHalf: mean(scores.slice(half)),
      lead: mean(differences),
      leadFrom,
      leadTo,
    };
  });
}

const signed = (value: number) => `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(4)}`;

/** The report as a table for people. */
export function tableOf(lines: readonly ReportLine[]): string[] {
  const head = [
    'ranking'.padEnd(24),
    'nDCG@10',
    '1st half',
    '2nd half',
    'TRENDING leads by (95 %, by days)',
  ];
  return [
    head.join('  '),
    ...lines.map(({ name, ndcg, firstHalf, secondHalf, lead, leadFrom, leadTo }, place) => {
      const numbers = [ndcg, firstHalf, secondHalf].map((value) => value.toFixed(4).padStart(8));
      const gap = place === 0 ? '' : `${signed(lead)}  (${signed(leadFrom)} to ${signed(leadTo)})`;
      return `${name.padEnd(24)} ${numbers.join('  ')}  ${gap}`.trimEnd();
    }),
  ];
}
