import { type EntityManager } from 'typeorm';
import { learn, noSums, type TrendSample, type TrendSums, weightsOf } from './trend.model';
import { HORIZON_HOURS, PRIOR, scoreOf, trendFeatures } from './trend.score';

const SAMPLE_EVERY_MINUTES = 30;

/** The first of the ranking are looked at: the order of the others shows nowhere. */
const SAMPLE_SIZE = 30;

/** The articles that stand first by the weights $2, the first first. */
const SAMPLE = `
  INSERT INTO trend_sample (at, article_id, features, rank)
  SELECT $1, f.article_id, f.features, row_number() OVER (ORDER BY ${scoreOf('f.features', '$2::float8[]')} DESC, f.article_id)
  FROM (
    SELECT DISTINCT article_id FROM view_hour
    WHERE hour > $1::timestamptz - interval '1 day' AND hour <= $1::timestamptz
  ) v
  CROSS JOIN LATERAL ${trendFeatures('$1::timestamptz', 't.article_id = v.article_id')} f
  WHERE NOT EXISTS (
    SELECT FROM trend_sample WHERE at > $1::timestamptz - interval '${SAMPLE_EVERY_MINUTES} minutes')
  ORDER BY 4 LIMIT ${SAMPLE_SIZE}`;

const OUTCOMES = `
  WITH due AS (
    DELETE FROM trend_sample WHERE at <= $1::timestamptz - interval '${HORIZON_HOURS} hours'
    RETURNING at, article_id, features, rank
  )
  SELECT d.at, d.features, d.rank, coalesce(sum(m.views), 0)::float8 AS reads
  FROM due d LEFT JOIN view_minute m ON m.article_id = d.article_id
    AND m.minute >= d.at AND m.minute < d.at + interval '${HORIZON_HOURS} hours'
  GROUP BY d.at, d.article_id, d.features, d.rank ORDER BY d.at`;

interface Outcome {
  at: Date;
  features: number[];
  rank: number;
  reads: number;
}

/** An article counts as much as its place does in nDCG. */
function toSample({ features, rank, reads }: Outcome): TrendSample {
  return { features, gain: Math.log2(1 + reads), weight: 1 / Math.log2(1 + rank) };
}

/**
 * Lets TRENDING learn how this site is read: notes what is known of the first of its ranking, every half hour, and
 * compares what it noted six hours ago with how they were read since.
 */
export async function learnTrends(manager: EntityManager, at = new Date()): Promise<void> {
  await manager.transaction(async (transaction) => {
    const weights = await trendWeights(transaction);
    await transaction.query(SAMPLE, [at, weights]);
    const outcomes = await transaction.query<Outcome[]>(OUTCOMES, [at]);
    if (outcomes.length === 0) return;
    const [known] = await transaction.query<TrendSums[]>(
      'SELECT gram, moment, rounds, error FROM trend_model FOR UPDATE',
    );
    let sums = known?.moment.length === PRIOR.length ? known : noSums(PRIOR.length);
    const rounds = new Map<number, TrendSample[]>();
    for (const outcome of outcomes) {
      const time = outcome.at.getTime();
      rounds.set(time, [...(rounds.get(time) ?? []), toSample(outcome)]);
    }
    for (const samples of rounds.values()) sums = learn(sums, samples, weights);
    await transaction.query(
      `INSERT INTO trend_model (gram, moment, rounds, error, weights) VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT (is_only) DO UPDATE SET gram = $1, moment = $2, rounds = $3, error = $4, weights = $5`,
      [sums.gram, sums.moment, sums.rounds, sums.error, weightsOf(sums, PRIOR)],
    );
  });
}

/** What TRENDING weighs what it knows by: as learned here, or the prior. */
export async function trendWeights(manager: EntityManager): Promise<readonly number[]> {
  const [model] = await manager.query<{ weights: number[] }[]>('SELECT weights FROM trend_model');
  return model?.weights.length === PRIOR.length ? model.weights : PRIOR;
}
