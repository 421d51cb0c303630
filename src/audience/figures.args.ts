import { badUserInput } from '../graphql/errors';
import { TimeBucket } from './figures.enums';

const MOST_POINTS = 5_000;
/** Archives are old; what lies further apart would leave the calendar of the database. */
const MOST_YEARS = 500;

const HOUR_MS = 3_600_000;
const YEAR_MS = 366 * 24 * HOUR_MS;
const SHORTEST_MS: Record<TimeBucket, number> = {
  [TimeBucket.MINUTE]: HOUR_MS / 60,
  [TimeBucket.HOUR]: HOUR_MS,
  [TimeBucket.DAY]: 23 * HOUR_MS,
  [TimeBucket.WEEK]: 167 * HOUR_MS,
  [TimeBucket.MONTH]: 671 * HOUR_MS,
};

function checkYear(time: Date, field: string): void {
  const year = time.getUTCFullYear();
  if (year >= 1 && year <= 9999) return;
  throw badUserInput(field, `${field} must lie between the years 1 and 9999.`);
}

/** Refuses a stretch of time that ends before it begins, is longer than 500 years or has more than 5,000 buckets. */
export function checkStretch(from: Date, to: Date, bucket?: TimeBucket): void {
  checkYear(from, 'from');
  checkYear(to, 'to');
  const length = to.getTime() - from.getTime();
  if (length <= 0) throw badUserInput('to', 'to has to be later than from.');
  if (length > MOST_YEARS * YEAR_MS) {
    throw badUserInput('to', `to must be at most ${MOST_YEARS} years later than from.`);
  }
  if (bucket !== undefined && length / SHORTEST_MS[bucket] > MOST_POINTS) {
    throw badUserInput(
      'bucket',
      `These would be more than ${MOST_POINTS} points: take a longer bucket.`,
    );
  }
}
