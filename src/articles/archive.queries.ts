import { type Reader } from '../sql/reader';
import { namedStatement } from '../sql/statement';

const ARCHIVE_DAYS = namedStatement(
  `SELECT e.id AS "editionId", d.day AS "day", d.count AS "count"
   FROM edition e CROSS JOIN LATERAL (
     SELECT to_char(a.published_at AT TIME ZONE e.time_zone, 'YYYY-MM-DD') AS day, count(*)::int AS count
     FROM public_article a WHERE a.edition_id = e.id GROUP BY 1
   ) d
   WHERE e.id = ANY($1::uuid[]) ORDER BY e.id, d.day DESC`,
);

/** How many articles an edition published on a day of its own time zone, written YYYY-MM-DD. */
export interface ArchiveDay {
  editionId: string;
  day: string;
  count: number;
}

/** The days on which each edition published something, the last one first. */
export function archiveDays(reader: Reader, editionIds: readonly string[]): Promise<ArchiveDay[]> {
  return reader.rows<ArchiveDay>(ARCHIVE_DAYS, [editionIds]);
}
