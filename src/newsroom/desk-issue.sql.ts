import { type Values } from '../sql/values';
import { DeskIssueKind } from './desk-issue.enum';
import { type DeskFilter } from './desk-issue.filter';

/** A headline that is longer is cut where search engines and feeds show it. */
export const HEADLINE_LIMIT = 110;

/** How many articles are looked at, at most: the last published ones. */
export const MOST_ARTICLES = 20_000;

/** Of a public article `a`: whether it lacks it, how much of how many, and since when. */
interface Check {
  lacks: string;
  amount?: string;
  total?: string;
  changedAt?: string;
}

const CHECKS: Record<DeskIssueKind, Check> = {
  ALT_TEXT_MISSING: { lacks: 'p.silent > 0', amount: 'p.silent', total: 'p.pictures' },
  LICENCE_MISSING: { lacks: 'p.unlicensed > 0', amount: 'p.unlicensed', total: 'p.pictures' },
  SEO_TITLE_MISSING: {
    lacks: `btrim(coalesce(a.seo_title, '')) = ''`,
    amount: 'char_length(a.headline)',
  },
  EDITOR_MISSING: {
    lacks: `NOT EXISTS (SELECT FROM credit c WHERE c.article_id = a.id AND c.role = 'EDITOR')`,
  },
  TRANSLATION_STALE: { lacks: 'o.updated_at > a.updated_at', changedAt: 'o.updated_at' },
  HEADLINE_TOO_LONG: {
    lacks: `char_length(a.headline) > ${HEADLINE_LIMIT}`,
    amount: 'char_length(a.headline)',
  },
};

/** What checks look at beside the article, each read once for all of them. */
const PICTURES = `CROSS JOIN LATERAL (
  SELECT count(*)::int AS pictures, count(*) FILTER (WHERE btrim(i.alt) = '')::int AS silent,
    count(*) FILTER (WHERE btrim(coalesce(i.licence_name, '')) = '')::int AS unlicensed
  FROM article_image x JOIN image i ON i.id = x.image_id WHERE x.article_id = a.id) p`;
const ORIGINAL = 'LEFT JOIN public_article o ON o.id = a.original_id';

const KINDS = Object.values(DeskIssueKind);

/** Where a kind stands among an article's issues; the first is the largest, for the list goes down. */
export const placeOf = (kind: DeskIssueKind): number => KINDS.length - KINDS.indexOf(kind);

/** An article's issues of some kinds, at least one: to be written after a public article `a`, and called `k`. */
export function issuesOf(kinds: readonly DeskIssueKind[]): string {
  const rows = kinds.map((kind) => {
    const { lacks, amount = '0', total = '0', changedAt = 'NULL::timestamptz' } = CHECKS[kind];
    return `(${placeOf(kind)}, '${kind}', ${lacks}, ${amount}, ${total}, ${changedAt})`;
  });
  return `${kinds.some((kind) => CHECKS[kind].total) ? PICTURES : ''}
    ${kinds.some((kind) => CHECKS[kind].changedAt) ? ORIGINAL : ''}
    JOIN LATERAL (VALUES ${rows.join(', ')}) AS k(place, kind, lacks, amount, total, changed_at) ON k.lacks`;
}

/**
 * The public articles of some editions or sections, published in the last days: the first of them by a merge of index
 * walks, so that a page costs what it shows.
 */
export function lastPublished({ members, days }: DeskFilter, values: Values): string {
  const since = `now() - make_interval(days => ${values.add(days)})`;
  const walks = members.ids.map(
    (id) => `(SELECT a.id, a.published_at, a.updated_at, a.original_id, a.headline, a.seo_title
      FROM public_article a
      WHERE a.${members.column} = ${values.add(id)}::uuid AND a.published_at >= ${since}
      ORDER BY a.published_at DESC, a.id DESC LIMIT ${MOST_ARTICLES})`,
  );
  return `(SELECT * FROM (${walks.join(' UNION ALL ')}) m
    ORDER BY published_at DESC, id DESC LIMIT ${MOST_ARTICLES})`;
}
