/** One article at one time: what was known of it, and what became of it. */
export interface TrendSample {
  features: readonly number[];
  /** log2(1 + reads) of the hours that followed. */
  gain: number;
  weight: number;
}

/** What was learned of the weights: the sums of a least squares fit, of which the older count less. */
export interface TrendSums {
  /** Of products of features, row after row. */
  gram: number[];
  /** Of products of a feature with the gain. */
  moment: number[];
  /** How many rounds they are of, the older of which count less. */
  rounds: number;
  /** Of the squares by which what was foreseen was off: 1 is by a factor of two. */
  error: number;
}

/** Each round of half an hour counts this much less than the one after: half after five days. */
const FORGETTING = 0.997;

const LEAST_ERROR = 0.05;

/**
 * How many rounds the prior is worth. The outcomes of six hours are for the most part those of the rounds before as well, so that the
 * first rounds tell little more than one would: the prior holds out against a day of them, and gives way. Where there are so many
 * reads that hardly anything is left to chance, it gives way sooner.
 */
function priorRounds({ rounds, error }: TrendSums): number {
  const chance = rounds > 0 ? Math.min(1, Math.max(LEAST_ERROR, error / rounds)) : 1;
  return chance * (1 + 12 * 2 ** (-rounds / 24));
}

export function noSums(size: number): TrendSums {
  return {
    gram: Array<number>(size * size).fill(0),
    moment: Array<number>(size).fill(0),
    rounds: 0,
    error: 0,
  };
}

function meanOf(samples: readonly TrendSample[], value: (sample: TrendSample) => number): number {
  const total = samples.reduce((sum, { weight }) => sum + weight, 0);
  return samples.reduce((sum, sample) => sum + sample.weight * value(sample), 0) / total;
}

/**
 * Adds the samples of one time. Features and gains count as they differ from their means, since only the order of the articles
 * of one time matters: not whether it is a busy hour. `weights` are those that were foreseen by.
 */
export function learn(
  sums: TrendSums,
  samples: readonly TrendSample[],
  weights: readonly number[],
): TrendSums {
  const size = sums.moment.length;
  const next: TrendSums = {
    gram: sums.gram.map((value) => value * FORGETTING),
    moment: sums.moment.map((value) => value * FORGETTING),
    rounds: sums.rounds * FORGETTING + 1,
    error: sums.error * FORGETTING,
  };
  const total = samples.reduce((sum, { weight }) => sum + weight, 0);
  if (!(total > 0)) return next;
  const means = Array.from({ length: size }, (_, i) =>
    meanOf(samples, ({ features }) => features[i] ?? 0),
  );
  const meanGain = meanOf(samples, ({ gain }) => gain);
  for (const { features, gain, weight } of samples) {
    const share = weight / total;
    const x = means.map((mean, i) => (features[i] ?? 0) - mean);
    const foreseen = x.reduce((sum, xi, i) => sum + (weights[i] ?? 0) * xi, 0);
    next.error += share * (gain - meanGain - foreseen) ** 2;
    for (const [i, xi] of x.entries()) {
      next.moment[i] = (next.moment[i] ?? 0) + share * xi * (gain - meanGain);
      for (const [j, xj] of x.entries()) {
        next.gram[i * size + j] = (next.gram[i * size + j] ?? 0) + share * xi * xj;
      }
    }
  }
  return next;
}

/** The sum of so many products. */
function dot(count: number, product: (place: number) => number): number {
  let sum = 0;
  for (let place = 0; place < count; place += 1) sum += product(place);
  return sum;
}

/** Solves a symmetric, positive definite system by Cholesky's method. */
function solve(matrix: readonly number[], right: readonly number[]): number[] {
  const size = right.length;
  const lower = Array.from({ length: size }, () => Array<number>(size).fill(0));
  const at = (i: number, j: number) => lower[i]?.[j] ?? 0;
  for (const [i, row] of lower.entries()) {
    for (let j = 0; j <= i; j += 1) {
      const rest = (matrix[i * size + j] ?? 0) - dot(j, (k) => at(i, k) * at(j, k));
      row[j] = i === j ? Math.sqrt(rest) : rest / at(j, j);
    }
  }
  const half = Array<number>(size).fill(0);
  for (const [i, value] of right.entries()) {
    half[i] = (value - dot(i, (k) => at(i, k) * (half[k] ?? 0))) / at(i, i);
  }
  const solution = Array<number>(size).fill(0);
  for (let i = size - 1; i >= 0; i -= 1) {
    const known = dot(size - 1 - i, (k) => at(i + 1 + k, i) * (solution[i + 1 + k] ?? 0));
    solution[i] = ((half[i] ?? 0) - known) / at(i, i);
  }
  return solution;
}

/**
 * The weights that foresee the gains best: ridge regression towards the prior. Where little was learned it is the prior that
 * decides; a site's own readers move it from there within days.
 */
export function weightsOf(sums: TrendSums, prior: readonly number[]): number[] {
  const { gram, moment } = sums;
  const size = prior.length;
  const worth = priorRounds(sums);
  const matrix = gram.map((value, place) => (place % (size + 1) === 0 ? value + worth : value));
  const right = moment.map((value, i) =>
    prior.reduce((sum, weight, j) => sum - (gram[i * size + j] ?? 0) * weight, value),
  );
  return solve(matrix, right).map((change, i) => (prior[i] ?? 0) + change);
}
