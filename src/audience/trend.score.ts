import { HALF_LIVES, heatColumn, hoursOf, log2, powerOf2 } from './trend.heat';

/** How far ahead reads are foreseen. */
export const HORIZON_HOURS = 6;

/** Ages, in hours, up to which an article's age tells on what becomes of it. */
const AGE_STEPS = [2, 6, 12, 24, 72] as const;

/** What an article would be read in the next hours if it went on as in the last: S ln 2 / half-life is reads an hour. */
function readsAhead(at: string, halfLife: number): string {
  const sum = powerOf2(`t.${heatColumn(halfLife)} - ${hoursOf(at)} / ${halfLife}`);
  return `${HORIZON_HOURS * Math.LN2} / ${halfLife} * ${sum}`;
}

/**
 * What TRENDING knows of an article, each an SQL expression over its row `t` of article_trend: the logarithm of the reads that
 * each half-life foresees, of their mean, and functions of the age since it was first read.
 */
function features(at: string): string[] {
  const ahead = HALF_LIVES.map((halfLife) => readsAhead(at, halfLife));
  const age = `least(greatest(${hoursOf(at)} - ${hoursOf('t.first_at')}, 0), 720)`;
  return [
    ...ahead.map((reads) => log2(`1 + ${reads}`)),
    log2(`1 + (${ahead.join(' + ')}) / ${HALF_LIVES.length}`),
    log2(`1 + ${age} / 3`),
    ...AGE_STEPS.map((hours) => `least(${age} / ${hours}, 1)`),
  ];
}

/** Which of the features is the logarithm of the mean that the half-lives foresee. */
export const MEAN_FEATURE = HALF_LIVES.length;

/** The weights where nothing has been learned: views of the last hours, the newer article first. */
export const PRIOR: readonly number[] = [0.2, 0.4, 0.2, 0.1, 0, 0.1, 0, -0.2, 0, 0, 0, 0, 0];

/** The features as an SQL array. */
export function featureArray(at: string): string {
  return `ARRAY[${features(at).join(', ')}]`;
}

/** The score of an article at a time, as SQL: what `log2(1 + reads)` of the next hours is foreseen to be, but for what is the same for all. */
export function trendScore(at: string, weights: string): string {
  return features(at)
    .map((feature, place) => `(${weights})[${place + 1}] * ${feature}`)
    .join(' + ');
}
