/**
 * The half-lives, in hours, of the sums that are kept of each article's views. A sum is kept as its heat: the binary
 * logarithm of what it would be at the epoch, log2(sum over views of 2^((time of the view - epoch) / half-life)). So it
 * depends on no present time: it changes with views alone, in O(1), in whatever order they come; two articles compare the same
 * way for ever; and in a year it grows by thousands, where the sum itself would overflow within days. The idea is that of Cormode,
 * Shkapenyuk, Srivastava and Xu, "Forward Decay" (ICDE 2009), in logarithms, so that the landmark never has to move.
 */
export const HALF_LIVES = [0.5, 1, 3, 6, 12, 48] as const;

const EPOCH = '2020-01-01T00:00:00Z';

/** Differences of more binary digits change no sum, and `exp` refuses them. */
const DIGITS = 1_000;

const LN2 = 'ln(2.0::float8)';

/** A time in hours since the epoch, as SQL. */
export function hoursOf(at: string): string {
  return `(extract(epoch FROM ${at} - '${EPOCH}'::timestamptz)::float8 / 3600)`;
}

export function log2(value: string): string {
  return `(ln(${value}) / ${LN2})`;
}

export function powerOf2(exponent: string): string {
  return `exp(${LN2} * least(greatest(${exponent}, -${DIGITS}), ${DIGITS}))`;
}

/** The column of a half-life: `heat_30m`, `heat_3h`. */
export function heatColumn(halfLife: number): string {
  return `heat_${halfLife < 1 ? `${halfLife * 60}m` : `${halfLife}h`}`;
}

const COLUMNS = HALF_LIVES.map(heatColumn).join(', ');

/** The heat of the sum of two. */
function sumOf(a: string, b: string): string {
  return `greatest(${a}, ${b}) + ${log2(`1 + ${powerOf2(`-abs(${a} - ${b})`)}`)}`;
}

/**
 * A part of a WITH that adds the views of `source` (at, article_id, views) to the heats of their articles. A view of later
 * than `now`, from a clock that is ahead, counts as one of now: it would weigh many times as much.
 */
export function intoTrend(source: string, now = 'now()'): string {
  const heats = HALF_LIVES.map(
    (halfLife) =>
      `latest / ${halfLife} + ${log2(`sum(views * ${powerOf2(`(hour - latest) / ${halfLife}`)})`)}`,
  );
  const sums = HALF_LIVES.map(heatColumn).map(
    (column) => `${column} = ${sumOf(`article_trend.${column}`, `EXCLUDED.${column}`)}`,
  );
  return `in_trend AS (
    INSERT INTO article_trend (article_id, first_at, ${COLUMNS})
    SELECT article_id, min(at), ${heats.join(', ')}
    FROM (
      SELECT article_id, at, views, hour, max(hour) OVER () AS latest
      FROM (
        SELECT article_id, least(at, ${now}) AS at, views::float8 AS views, ${hoursOf(`least(at, ${now})`)} AS hour
        FROM ${source} WHERE views > 0) v) v
    GROUP BY article_id, latest ORDER BY 1
    ON CONFLICT (article_id) DO UPDATE
      SET first_at = least(article_trend.first_at, EXCLUDED.first_at), ${sums.join(', ')}
  )`;
}
