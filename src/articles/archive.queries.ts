import { type Reader } from '../sql/reader';
import { namedStatement } from '../sql/statement';

/** What the counts of an archive are by. */
export type ArchiveUnit = 'YEAR' | 'MONTH' | 'DAY';

/** The years of an edition, the months of a year or the days of a month; `within` begins what the period's name begins. */
export interface ArchiveKey {
  editionId: string;
  unit: ArchiveUnit;
  /** '', '2026' or '2026-11'. */
  within: string;
}

/** How many articles an edition published in a year, a month or on a day of its own time zone. */
export interface ArchiveCount {
  /** 2026, 2026-11 or 2026-11-23. */
  period: string;
  count: number;
}

// Changes that are due and not yet added up are added here, so that the counts are right at every instant.
const ARCHIVE_COUNTS = namedStatement(
  `SELECT k.place - 1 AS "place", to_char(c.period, k.format) AS "period", c.count AS "count"
   FROM unnest($1::uuid[], $2::text[], $3::date[], $4::date[]) WITH ORDINALITY
     AS r(edition_id, unit, "from", "to", place)
   CROSS JOIN LATERAL (SELECT r.place::int, CASE r.unit
     WHEN 'YEAR' THEN 'YYYY' WHEN 'MONTH' THEN 'YYYY-MM' ELSE 'YYYY-MM-DD' END AS format) k
   CROSS JOIN LATERAL (
     SELECT date_trunc(r.unit, p.period::timestamp) AS period, sum(p.count)::int AS count
     FROM (
       SELECT a.period, a.count FROM archive_count a
       WHERE a.edition_id = r.edition_id AND a.period >= r."from" AND a.period < r."to"
         AND a.unit = CASE r.unit WHEN 'DAY' THEN 'DAY' ELSE 'MONTH' END::archive_unit
       UNION ALL
       SELECT g.day, g.count FROM archive_change g
       WHERE g.edition_id = r.edition_id AND g.due_at <= now() AND g.day >= r."from" AND g.day < r."to"
     ) p GROUP BY 1 HAVING sum(p.count) > 0
   ) c
   ORDER BY k.place, c.period DESC`,
);

/** From which day (inclusive) to which (exclusive) the periods within another are. */
function daysWithin(within: string): [string, string] {
  const [year = 0, month] = within.split('-').map(Number);
  if (within === '') return ['-infinity', 'infinity'];
  const name = (y: number, m: number) =>
    `${String(y).padStart(4, '0')}-${String(m).padStart(2, '0')}-01`;
  if (month === undefined) return [name(year, 1), name(year + 1, 1)];
  return [name(year, month), month === 12 ? name(year + 1, 1) : name(year, month + 1)];
}

/** For each key its periods in which something public was published, the last one first. */
export async function archiveCounts(
  reader: Reader,
  keys: readonly ArchiveKey[],
): Promise<ArchiveCount[][]> {
  const ranges = keys.map(({ within }) => daysWithin(within));
  const rows = await reader.rows<ArchiveCount & { place: number }>(ARCHIVE_COUNTS, [
    keys.map(({ editionId }) => editionId),
    keys.map(({ unit }) => unit),
    ranges.map(([from]) => from),
    ranges.map(([, to]) => to),
  ]);
  const counts = keys.map((): ArchiveCount[] => []);
  for (const { place, period, count } of rows) counts[place]?.push({ period, count });
  return counts;
}
