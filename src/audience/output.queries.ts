import { type Reader } from '../sql/reader';
import { adHocStatement } from '../sql/statement';
import { OutputBreakdown, type TimeBucket } from './figures.enums';
import { bucketStarts } from './figures.sql';

export interface OutputKey {
  editionId: string;
  /** The edition's. */
  timeZone: string;
  from: Date;
  /** Not part of it. */
  to: Date;
  bucket: TimeBucket;
  by: OutputBreakdown | null;
}

/** What was published from `at` to the next point. */
export interface OutputPointRow {
  at: Date;
  group: string | null;
  articles: number;
  words: number;
}

const GROUPS: Record<OutputBreakdown, { join: string; group: string }> = {
  [OutputBreakdown.SECTION]: { join: 'JOIN section s ON s.id = a.section_id', group: 's.slug' },
  [OutputBreakdown.PERSON]: {
    join: `JOIN credit c ON c.article_id = a.id AND c.role = 'AUTHOR' JOIN person p ON p.id = c.person_id`,
    group: 'p.slug',
  },
  [OutputBreakdown.FORMAT]: { join: '', group: 'a.format::text' },
};

/** Each bucket is counted by itself, in an index that has all of it. */
function wholeSql(bucket: TimeBucket): string {
  return `
    SELECT b.at AS "at", NULL::text AS "group", c.articles AS "articles", c.words AS "words"
    FROM (SELECT at, lead(at, 1, $2::timestamptz) OVER (ORDER BY at) AS until FROM (${bucketStarts(bucket)}) s) b
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS articles, coalesce(sum(a.word_count), 0)::int AS words FROM public_article a
      WHERE a.edition_id = $4::uuid AND a.published_at >= greatest(b.at, $1::timestamptz) AND a.published_at < b.until) c
    ORDER BY 1`;
}

function dividedSql(bucket: TimeBucket, by: OutputBreakdown): string {
  const { join, group } = GROUPS[by];
  return `
    WITH counted AS (
      SELECT date_trunc('${bucket.toLowerCase()}', a.published_at, $3) AS at, ${group} AS "group",
        count(*)::int AS articles, sum(a.word_count)::int AS words
      FROM public_article a ${join}
      WHERE a.edition_id = $4::uuid AND a.published_at >= $1 AND a.published_at < $2
      GROUP BY 1, 2
    )
    SELECT b.at AS "at", c."group" AS "group", c.articles AS "articles", c.words AS "words"
    FROM (${bucketStarts(bucket)}) b JOIN counted c ON c.at = b.at
    ORDER BY 1, 3 DESC, 2`;
}

/** How much an edition has published: public articles alone. Zeros are filled in, unless it is divided into groups. */
export function output(
  reader: Reader,
  { from, to, timeZone, editionId, bucket, by }: OutputKey,
): Promise<OutputPointRow[]> {
  const statement = adHocStatement(by ? dividedSql(bucket, by) : wholeSql(bucket));
  return reader.rows<OutputPointRow>(statement, [from, to, timeZone, editionId]);
}
