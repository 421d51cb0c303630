import { type Reader } from '../sql/reader';
import { manyByKey } from '../sql/loader';
import { adHocStatement } from '../sql/statement';
import { TimeBucket } from './figures.enums';
import { bucketStarts, inSections, KEPT, stretch } from './figures.sql';

/** Whose audience: of all in an edition, in a section with its subsections, by a person, or of single articles. */
export type AudienceScope =
  | { kind: 'edition'; id: string }
  | { kind: 'sections'; ids: readonly string[] }
  /** Of all editions where none is named. */
  | { kind: 'person'; id: string; editionId?: string | null }
  | { kind: 'article'; id: string };

export interface AudienceKey {
  scope: AudienceScope;
  from: Date;
  /** Not part of it. */
  to: Date;
  bucket: TimeBucket;
  /** The edition's. */
  timeZone: string;
}

/** Views and readers from `at` to the next point; the first and the last may lie partly outside of what was asked. */
export interface AudiencePointRow {
  at: Date;
  views: number;
  readers: number;
}

/** Where the ids in $4 are not sections themselves. */
const SECTIONS = {
  edition: 'ARRAY(SELECT id FROM section WHERE edition_id = ANY($4::uuid[]))',
  sections: '$4::uuid[]',
};

/** Of several articles, each row says which; of a person all rows are one's. */
const MEMBERS = {
  person: `AND v.article_id = ANY (ARRAY(
    SELECT c.article_id FROM credit c JOIN article a ON a.id = c.article_id
    WHERE c.person_id = ANY($4::uuid[]) AND ($5::uuid IS NULL OR a.edition_id = $5)))`,
  article: 'AND v.article_id = ANY($4::uuid[])',
};

function idsOf(scope: AudienceScope): readonly string[] {
  return scope.kind === 'sections' ? scope.ids : [scope.id];
}

/** Whether the zone's clock shows the hours of UTC; in India, for one, it does not. */
function hasWholeHours(timeZone: string): boolean {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  const offset = parts.formatToParts().find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return !/:(?!00)\d\d$/.test(offset);
}

const ASKED = stretch('asked', '$1::timestamptz', '$2::timestamptz');

function rowsFor({ bucket, timeZone, scope: { kind } }: AudienceKey): string {
  const needsMinutes =
    bucket === TimeBucket.MINUTE || (bucket === TimeBucket.HOUR && !hasWholeHours(timeZone));
  if (kind === 'edition' || kind === 'sections') {
    const ids = SECTIONS[kind];
    return needsMinutes ? ASKED.minutes(inSections(ids)) : ASKED.sections(ids);
  }
  const and = MEMBERS[kind];
  return needsMinutes ? ASKED.minutes(and) : ASKED.rows({ minutes: and, wholes: and });
}

function pointsSql(key: AudienceKey, perArticle: boolean): string {
  const subject = perArticle ? 'article_id' : 'NULL::uuid';
  const subjects = perArticle ? 'unnest($4::uuid[])' : 'unnest(ARRAY[NULL::uuid])';
  return `
    WITH ${KEPT}, ${ASKED.ctes}, counted AS (
      SELECT ${subject} AS subject, date_trunc('${key.bucket.toLowerCase()}', r.at, $3) AS at,
        sum(r.views)::int AS views, sum(r.readers)::int AS readers
      FROM (${rowsFor(key)}) r GROUP BY 1, 2
    )
    SELECT s.subject AS "subject", b.at AS "at", coalesce(c.views, 0) AS "views",
      coalesce(c.readers, 0) AS "readers"
    FROM ${subjects} AS s(subject) CROSS JOIN (${bucketStarts(key.bucket)}) b
    LEFT JOIN counted c ON c.at = b.at AND c.subject IS NOT DISTINCT FROM s.subject
    ORDER BY 1, 2`;
}

type PointRow = AudiencePointRow & { subject: string | null };

function pointRows(
  reader: Reader,
  key: AudienceKey,
  ids: readonly string[],
  perArticle: boolean,
): Promise<PointRow[]> {
  const { from, to, timeZone, scope } = key;
  const statement = adHocStatement(pointsSql(key, perArticle));
  const edition = scope.kind === 'person' ? [scope.editionId ?? null] : [];
  return reader.rows<PointRow>(statement, [from, to, timeZone, ids, ...edition]);
}

function toPoint({ at, views, readers }: PointRow): AudiencePointRow {
  return { at, views, readers };
}

/**
 * The audience of each key, by one statement for keys that differ in the article alone; zeros are filled in. The keys have
 * to be alike in all else. Readers of a day (UTC) are counted when they first come, so that the points add up.
 */
export async function audiencePoints(
  reader: Reader,
  keys: readonly AudienceKey[],
): Promise<AudiencePointRow[][]> {
  const [first] = keys;
  if (!first) return [];
  if (first.scope.kind !== 'article') {
    return Promise.all(
      keys.map(async (key) => (await pointRows(reader, key, idsOf(key.scope), false)).map(toPoint)),
    );
  }
  const ids = keys.flatMap(({ scope }) => idsOf(scope));
  const rows = await pointRows(reader, first, [...new Set(ids)], true);
  return manyByKey(ids, rows, (row) => row.subject).map((points) => points.map(toPoint));
}
