import { badUserInput } from '../graphql/errors';
import { TimeBucket } from './figures.enums';

const MOST_POINTS = 5_000;

const HOUR_MS = 3_600_000;
const SHORTEST_MS: Record<TimeBucket, number> = {
  [TimeBucket.MINUTE]: HOUR_MS / 60,
  [TimeBucket.HOUR]: HOUR_MS,
  [TimeBucket.DAY]: 23 * HOUR_MS,
  [TimeBucket.WEEK]: 167 * HOUR_MS,
  [TimeBucket.MONTH]: 671 * HOUR_MS,
};

/** Refuses a stretch of time that ends before it begins, or that has too many buckets. */
export function checkStretch(from: Date, to: Date, bucket?: TimeBucket): void {
  const length = to.getTime() - from.getTime();
  if (length <= 0) throw badUserInput('to', 'to has to be later than from.');
  if (bucket !== undefined && length / SHORTEST_MS[bucket] > MOST_POINTS) {
    throw badUserInput(
      'bucket',
      `These would be more than ${MOST_POINTS} points: take a longer bucket.`,
    );
  }
}
