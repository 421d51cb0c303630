import { TimeBucket } from './figures.enums';

/** How far back minutes and hours are kept, or go: part of a WITH that every stretch needs. */
export const KEPT = `kept AS MATERIALIZED (
    SELECT (SELECT coalesce(date_trunc('day', min(minute), 'UTC'), 'infinity') FROM view_minute) AS minutes,
      (SELECT coalesce(date_trunc('day', min(hour), 'UTC'), 'infinity') FROM view_hour) AS hours
  )`;

/** A stretch of time in a statement. */
export interface Stretch {
  /** Parts of the WITH, after {@link KEPT}. */
  ctes: string;
  /** The rows of its rollups: article_id, at, views, readers. `and` narrows them further, by `v.article_id`. */
  rows(and: string): string;
  /** The same of minutes alone. */
  minutes(and: string): string;
}

function endsOf(name: string, since: string, until: string): string {
  return `${name}_whole AS MATERIALIZED (
    SELECT since, until, hours,
      CASE WHEN since >= minutes THEN date_trunc('hour', since + interval '59 minutes', 'UTC')
        ELSE date_trunc('hour', since, 'UTC') END AS first_hour,
      CASE WHEN until >= minutes THEN date_trunc('hour', until, 'UTC')
        ELSE date_trunc('hour', until + interval '59 minutes', 'UTC') END AS last_hour
    FROM kept, (SELECT date_trunc('minute', ${since}) AS since,
      date_trunc('minute', ${until} + interval '59999 milliseconds') AS until) s
  ), ${name} AS MATERIALIZED (
    SELECT since, until, last_hour, date_trunc('day', since, 'UTC') AS first_day,
      least(until, hours) AS days_until, greatest(first_hour, hours) AS hours_since,
      CASE WHEN first_hour < last_hour THEN first_hour ELSE until END AS minutes_until,
      CASE WHEN first_hour < last_hour THEN last_hour ELSE until END AS minutes_since
    FROM ${name}_whole
  )`;
}

/**
 * From `since` to `until`, which is not part of it, exact to the minute: minutes at its ends, whole hours between, and days
 * from before there are hours. Where the minutes of an end are gone, its whole hour counts.
 */
export function stretch(name: string, since: string, until: string): Stretch {
  const rowsOf = (unit: string, from: string, to: string, and: string) =>
    `SELECT v.article_id, v.${unit} AS at, v.views, v.readers FROM view_${unit} v
     WHERE v.${unit} >= (SELECT ${from} FROM ${name}) AND v.${unit} < (SELECT ${to} FROM ${name}) ${and}`;
  return {
    ctes: endsOf(name, since, until),
    rows: (and) =>
      [
        rowsOf('minute', 'since', 'minutes_until', and),
        rowsOf('minute', 'minutes_since', 'until', and),
        rowsOf('hour', 'hours_since', 'last_hour', and),
        rowsOf('day', 'first_day', 'days_until', and),
      ].join(' UNION ALL '),
    minutes: (and) => rowsOf('minute', 'since', 'until', and),
  };
}

/** The start of each bucket that the stretch touches, in the time zone `$3`. */
export function bucketStarts(bucket: TimeBucket): string {
  const unit = bucket.toLowerCase();
  // An hour that a clock passes twice is two; a day is one, however long.
  return bucket === TimeBucket.MINUTE || bucket === TimeBucket.HOUR
    ? `SELECT at FROM generate_series(date_trunc('${unit}', $1::timestamptz, $3), $2::timestamptz, interval '1 ${unit}') AS g(at)
       WHERE at < $2::timestamptz`
    : `SELECT local AT TIME ZONE $3 AS at FROM generate_series(
         date_trunc('${unit}', $1::timestamptz AT TIME ZONE $3), $2::timestamptz AT TIME ZONE $3, interval '1 ${unit}') AS g(local)
       WHERE local AT TIME ZONE $3 < $2::timestamptz`;
}
