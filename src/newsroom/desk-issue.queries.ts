import { type Placed } from '../graphql/connection';
import { type PageRequest } from '../graphql/page.args';
import { type Reader } from '../sql/reader';
import { adHocStatement } from '../sql/statement';
import { Values } from '../sql/values';
import { type DeskPlace, toPosition } from './desk-issue.cursor';
import { DeskIssueKind } from './desk-issue.enum';
import { type DeskFilter } from './desk-issue.filter';
import { HEADLINE_LIMIT, issuesOf, lastPublished } from './desk-issue.sql';
import { DeskIssue, type DeskIssueCount } from './desk-issue.type';

export interface DeskListKey {
  filter: DeskFilter;
  page: PageRequest<DeskPlace>;
}

interface Row {
  articleUid: string;
  publishedAt: Date;
  place: number;
  kind: DeskIssueKind;
  amount: number;
  total: number;
  changedAt: Date | null;
}

function detailOf({ kind, amount, total, changedAt }: Row): string {
  const ofPictures = `${amount} of ${total} ${total === 1 ? 'picture' : 'pictures'}`;
  switch (kind) {
    case DeskIssueKind.ALT_TEXT_MISSING:
      return `${ofPictures} without alternative text.`;
    case DeskIssueKind.LICENCE_MISSING:
      return `${ofPictures} without a licence.`;
    case DeskIssueKind.SEO_TITLE_MISSING:
      return `Search engines get the headline, ${amount} characters long.`;
    case DeskIssueKind.EDITOR_MISSING:
      return 'Nobody is credited as editor.';
    case DeskIssueKind.TRANSLATION_STALE:
      return `The original changed at ${changedAt?.toISOString() ?? ''}, after this was saved.`;
    case DeskIssueKind.HEADLINE_TOO_LONG:
      return `${amount} characters, ${amount - HEADLINE_LIMIT} too many.`;
  }
}

const SIGNS = { after: '<', before: '>' } as const;

/** What lies beyond the cursors: of the articles, which is cheap to tell, and then of their issues. */
function beyond({ after, before }: PageRequest<DeskPlace>, values: Values) {
  const articles: string[] = [];
  const all: string[] = [];
  for (const [name, place] of Object.entries({ after, before })) {
    if (!place) continue;
    const sign = SIGNS[name as keyof typeof SIGNS];
    const time = `${values.add(place.publishedAt.toISOString())}::timestamptz`;
    articles.push(`w.published_at ${sign}= ${time}`);
    all.push(`(a.published_at, a.id, k.place) ${sign}
      (${time}, ${values.add(place.articleUid)}::uuid, ${values.add(place.place)}::int)`);
  }
  const where = (parts: string[]) => (parts.length > 0 ? `WHERE ${parts.join(' AND ')}` : '');
  return { articles: where(articles), all: where(all) };
}

/** One page of issues, those of the last published articles first. */
export async function deskIssuePage(
  reader: Reader,
  { filter, page }: DeskListKey,
): Promise<Placed<DeskIssue>[]> {
  if (filter.kinds.length === 0) return [];
  const values = new Values();
  const articles = lastPublished(filter, values);
  const asked = beyond(page, values);
  const direction = page.backward ? 'ASC' : 'DESC';
  // Ordered before the issues are looked for, so that it ends as soon as the page is full.
  const rows = await reader.rows<Row>(
    adHocStatement(`SELECT a.id AS "articleUid", a.published_at AS "publishedAt", k.place AS "place",
        k.kind AS "kind", k.amount AS "amount", k.total AS "total", k.changed_at AS "changedAt"
      FROM (
        SELECT * FROM ${articles} w ${asked.articles}
        ORDER BY w.published_at ${direction}, w.id ${direction} OFFSET 0) a
      ${issuesOf(filter.kinds)} ${asked.all}
      ORDER BY a.published_at ${direction}, a.id ${direction}, k.place ${direction}
      LIMIT ${values.add(page.size + 1)}`),
    values.list,
  );
  const placed = rows.map((row) => {
    const { articleUid, kind } = row;
    const node = Object.assign(new DeskIssue(), { articleUid, kind, detail: detailOf(row) });
    return { node, position: toPosition(row) };
  });
  return page.backward ? placed.reverse() : placed;
}

/** How many issues there are of each kind asked for, zeros included. */
export async function deskIssueCounts(
  reader: Reader,
  filter: DeskFilter,
): Promise<DeskIssueCount[]> {
  if (filter.kinds.length === 0) return [];
  const values = new Values();
  const rows = await reader.rows<DeskIssueCount>(
    adHocStatement(`SELECT k.kind AS "kind", count(*)::int AS "count"
      FROM ${lastPublished(filter, values)} a ${issuesOf(filter.kinds)} GROUP BY 1`),
    values.list,
  );
  const counts = new Map(rows.map(({ kind, count }) => [kind, count]));
  return filter.kinds.map((kind) => ({ kind, count: counts.get(kind) ?? 0 }));
}
