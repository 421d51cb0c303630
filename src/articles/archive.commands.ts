import { type EntityManager } from 'typeorm';

// What is younger is left to those who read: one whose clock stands just before it must not find it counted. Changes
// that took each other back before they were due must not show by the time of the last change.
const FOLD = `
  WITH due AS (
    DELETE FROM archive_change WHERE due_at <= now() - interval '1 minute'
    RETURNING edition_id, day, due_at, count, changed_at
  ), settled AS (
    SELECT edition_id, day, sum(count) AS count, max(changed_at) AS changed_at
    FROM due GROUP BY edition_id, day, due_at HAVING due_at = '-infinity' OR sum(count) <> 0
  )
  INSERT INTO archive_count AS c (edition_id, unit, period, count, changed_at)
  SELECT s.edition_id, p.unit, p.period, sum(s.count), max(s.changed_at)
  FROM settled s CROSS JOIN LATERAL (
    VALUES ('DAY'::archive_unit, s.day), ('MONTH', date_trunc('month', s.day::timestamp)::date)
  ) AS p(unit, period)
  GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
  ON CONFLICT (edition_id, unit, period) DO UPDATE
    SET count = c.count + EXCLUDED.count, changed_at = greatest(c.changed_at, EXCLUDED.changed_at)
  RETURNING c.count`;

/** Adds the changes that are due up into the archive's counts. What is read is the same before and after. */
export async function foldArchive(manager: EntityManager): Promise<void> {
  const rows = await manager.query<{ count: number }[]>(FOLD);
  if (rows.some(({ count }) => count === 0)) {
    await manager.query('DELETE FROM archive_count WHERE count = 0');
  }
}
