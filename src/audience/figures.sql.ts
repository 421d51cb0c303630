import { TimeBucket } from './figures.enums';

/** How far back minutes and hours are kept, or go: part of a WITH that every stretch needs. */
export const KEPT = `kept AS MATERIALIZED (
    SELECT (SELECT coalesce(date_trunc('day', min(minute), 'UTC'), 'infinity') FROM view_minute) AS minutes,
      (SELECT coalesce(date_trunc('day', min(hour), 'UTC'), 'infinity') FROM view_hour) AS hours
  )`;

/** The condition on rows `v` of a rollup that narrows them: `v.article_id` and, in hours and days, `v.section_id` are there. */
export interface Narrowing {
  minutes: string;
  /** Of hours and days. */
  wholes: string;
}

/** A stretch of time in a statement. */
export interface Stretch {
  /** Parts of the WITH, after {@link KEPT}. */
  ctes: string;
  /** The rows of its rollups: article_id, at, views, readers. */
  rows(narrowing: Narrowing): string;
  /** The same with whole days (UTC) as one row each: for sums of all, not for a course of time. */
  sums(narrowing: Narrowing): string;
  /** Rows of the sections in $4, added up, for its hours and days; and its minutes. Rows that are in no section yet count by their article. */
  sections(sections: string): string;
  /** Minutes alone. */
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
  ), ${name}_ends AS MATERIALIZED (
    SELECT since, until, last_hour, date_trunc('day', since, 'UTC') AS first_day,
      least(until, hours) AS days_until, greatest(first_hour, hours) AS hours_since,
      CASE WHEN first_hour < last_hour THEN first_hour ELSE until END AS minutes_until,
      CASE WHEN first_hour < last_hour THEN last_hour ELSE until END AS minutes_since
    FROM ${name}_whole
  ), ${name} AS MATERIALIZED (
    SELECT *, least(date_trunc('day', hours_since + interval '23 hours', 'UTC'), last_hour) AS whole_days_since,
      greatest(date_trunc('day', last_hour, 'UTC'), least(date_trunc('day', hours_since + interval '23 hours', 'UTC'), last_hour)) AS whole_days_until
    FROM ${name}_ends
  )`;
}

/**
 * From `since` to `until`, which is not part of it, exact to the minute: minutes at its ends, whole hours between, and days
 * from before there are hours. Where the minutes of an end are gone, its whole hour counts.
 */
export function stretch(name: string, since: string, until: string): Stretch {
  const within = (unit: string, from: string, to: string) =>
    `v.${unit} >= (SELECT ${from} FROM ${name}) AND v.${unit} < (SELECT ${to} FROM ${name})`;
  const rowsOf = (unit: string, from: string, to: string, and: string) =>
    `SELECT v.article_id, v.${unit} AS at, v.views, v.readers FROM view_${unit} v
     WHERE ${within(unit, from, to)} ${and}`;
  const sectionRows = (unit: string, from: string, to: string, ids: string) => `
    SELECT NULL::uuid, v.${unit}, v.views, v.readers FROM view_section_${unit} v
    WHERE v.section_id = ANY(${ids}) AND ${within(unit, from, to)}
    UNION ALL ${rowsOf(unit, from, to, `AND v.section_id IS NULL ${inSections(ids)}`)}`;
  const ends = (and: string) => [
    rowsOf('minute', 'since', 'minutes_until', and),
    rowsOf('minute', 'minutes_since', 'until', and),
  ];
  return {
    ctes: endsOf(name, since, until),
    rows: ({ minutes, wholes }) =>
      [
        ...ends(minutes),
        rowsOf('hour', 'hours_since', 'last_hour', wholes),
        rowsOf('day', 'first_day', 'days_until', wholes),
      ].join(' UNION ALL '),
    sums: ({ minutes, wholes }) =>
      [
        ...ends(minutes),
        rowsOf('hour', 'hours_since', 'whole_days_since', wholes),
        rowsOf('day', 'whole_days_since', 'whole_days_until', wholes),
        rowsOf('hour', 'whole_days_until', 'last_hour', wholes),
        rowsOf('day', 'first_day', 'days_until', wholes),
      ].join(' UNION ALL '),
    sections: (ids) =>
      [
        ...ends(inSections(ids)),
        sectionRows('hour', 'hours_since', 'last_hour', ids),
        sectionRows('day', 'first_day', 'days_until', ids),
      ].join(' UNION ALL '),
    minutes: (and) => rowsOf('minute', 'since', 'until', and),
  };
}

/** Rows `v` of articles that are in one of the sections. */
export function inSections(ids: string): string {
  return `AND EXISTS (SELECT FROM article a WHERE a.id = v.article_id AND a.section_id = ANY(${ids}))`;
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
