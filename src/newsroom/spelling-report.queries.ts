import { type Placed } from '../graphql/connection';
import { type Position } from '../graphql/cursor';
import { type PageRequest } from '../graphql/page.args';
import { hydrate } from '../sql/columns';
import { type Reader } from '../sql/reader';
import { adHocStatement, namedStatement } from '../sql/statement';
import { Values } from '../sql/values';
import { SpellingReport, type SpellingStatus } from './spelling-report.type';

export interface SpellingListKey {
  /** `null`: all. */
  status: SpellingStatus | null;
  page: PageRequest<Position>;
}

const shown = (column: string) => `nullif(trim(E' \\n' FROM r.${column}), '')`;

const COLUMNS = `r.id AS "uid", r.article_id AS "articleUid", r.selected_text AS "selectedText",
  ${shown('before_text')} AS "before", ${shown('after_text')} AS "after", r.comment AS "comment",
  r.count AS "count", r.status AS "status", r.created_at AS "createdAt"`;

const BY_ID = namedStatement(
  `SELECT ${COLUMNS} FROM spelling_report r WHERE r.id = ANY($1::uuid[])`,
);

const COUNTS = namedStatement(
  `SELECT k.status AS "status", (
     SELECT count(*)::int FROM spelling_report r WHERE k.status = '' OR r.status::text = k.status) AS "total"
   FROM unnest($1::text[]) AS k(status)`,
);

/** Reports in any state: for editors alone. */
export async function spellingReportsById(
  reader: Reader,
  uids: readonly string[],
): Promise<SpellingReport[]> {
  return hydrate(SpellingReport, await reader.rows(BY_ID, [uids]));
}

const instant = (position: Position) => new Date(Number(position.value)).toISOString();

/** One page of reports, the newest first. */
export async function spellingReportPage(
  reader: Reader,
  { status, page }: SpellingListKey,
): Promise<Placed<SpellingReport>[]> {
  const values = new Values();
  const parts = status === null ? [] : [`r.status = ${values.add(status)}::spelling_status`];
  for (const [position, sign] of [
    [page.after, '<'],
    [page.before, '>'],
  ] as const) {
    if (!position) continue;
    parts.push(
      `(r.created_at, r.id) ${sign} (${values.add(instant(position))}::timestamptz, ${values.add(position.uid)}::uuid)`,
    );
  }
  const direction = page.backward ? 'ASC' : 'DESC';
  const where = parts.length > 0 ? `WHERE ${parts.join(' AND ')}` : '';
  const rows = await reader.rows<SpellingReport>(
    adHocStatement(`SELECT ${COLUMNS} FROM spelling_report r ${where}
      ORDER BY r.created_at ${direction}, r.id ${direction} LIMIT ${values.add(page.size + 1)}`),
    values.list,
  );
  const placed = hydrate(SpellingReport, rows).map((node) => {
    return { node, position: { value: node.createdAt.getTime(), uid: node.uid } };
  });
  return page.backward ? placed.reverse() : placed;
}

/** How many reports there are in each of these states; '' is any. */
export async function spellingReportCounts(
  reader: Reader,
  statuses: readonly (SpellingStatus | '')[],
): Promise<number[]> {
  const rows = await reader.rows<{ status: SpellingStatus | ''; total: number }>(COUNTS, [
    statuses,
  ]);
  return statuses.map((status) => rows.find((row) => row.status === status)?.total ?? 0);
}
