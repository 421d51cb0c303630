import { HALF_LIVES, heatColumn, hoursOf, log2, powerOf2 } from './trend.heat';

/** How far ahead reads are foreseen. */
export const HORIZON_HOURS = 6;

/** Ages, in hours, up to which an article's age tells on what becomes of it. */
const AGE_STEPS = [2, 6, 12, 24, 72] as const;

const SUMS = HALF_LIVES.map((_, place) => `f.sum_${place}`);

/** What an article would be read in the next hours if it went on as in the last: S ln 2 / half-life is reads an hour. */
const READS = HALF_LIVES.map(
  (halfLife, place) => `${HORIZON_HOURS * Math.LN2} / ${halfLife} * ${SUMS[place] ?? ''}`,
);

/**
 * What TRENDING knows of an article, each an SQL expression over `f`: the logarithm of each sum of its views, of what the sums
 * foresee on average, and functions of the age since it was first read. One view more is counted to each: where there are few,
 * one more or less tells little, and how little is the same for a short half-life and a long one.
 */
const FEATURES = [
  ...SUMS.map((sum) => log2(`1 + ${sum}`)),
  log2(`1 + (${READS.join(' + ')}) / ${READS.length}`),
  log2('1 + f.age / 3'),
  ...AGE_STEPS.map((hours) => `least(f.age / ${hours}, 1)`),
];

/** An article whose views of the last days do not add up to a quarter of one is not trending. */
const FAINT = -2;

/** The rows `f` of articles that are still read, once each; `where` says which rows `t` of article_trend. */
function facts(at: string, where: string): string {
  const sums = HALF_LIVES.map((halfLife, place) => {
    const sum = powerOf2(`t.${heatColumn(halfLife)} - ${hoursOf(at)} / ${halfLife}`);
    return `${sum} AS sum_${place}`;
  });
  const longest = Math.max(...HALF_LIVES);
  // OFFSET 0: so that each is worked out once, not wherever it is used.
  return `
    SELECT t.article_id, ${sums.join(', ')},
      least(greatest(${hoursOf(at)} - ${hoursOf('t.first_at')}, 0), 720) AS age
    FROM article_trend t
    WHERE t.${heatColumn(longest)} > ${hoursOf(at)} / ${longest} + ${FAINT} AND ${where}
    OFFSET 0`;
}

/** The weights where nothing has been learned: the views of hours and days alike, the newer article first. */
export const PRIOR: readonly number[] = [
  ...[0.15, 0.2, 0.2, 0.15, 0.15, 0.15],
  ...[0, -0.2, 0, 0, 0, 0, 0],
];

function weighed(features: readonly string[], weights: string): string {
  return features.map((feature, place) => `(${weights})[${place + 1}] * ${feature}`).join(' + ');
}

/** The score of an array of features. */
export function scoreOf(features: string, weights: string): string {
  return weighed(
    FEATURES.map((_, place) => `(${features})[${place + 1}]`),
    weights,
  );
}

/** Rows (article_id, features) of articles, as a subquery. */
export function trendFeatures(at: string, where: string): string {
  return `(SELECT f.article_id, ARRAY[${FEATURES.join(', ')}] AS features FROM (${facts(at, where)}) f)`;
}

/**
 * Rows (article_id, score) of articles at a time, as a subquery. The score is what log2(1 + reads) of the next hours is foreseen
 * to be, but for what is the same for all.
 */
export function trendScores(at: string, weights: string, where: string): string {
  return `(SELECT f.article_id, ${weighed(FEATURES, weights)} AS score FROM (${facts(at, where)}) f)`;
}
