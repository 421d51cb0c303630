import { filteredList } from '../articles/article-list';
import { filterConditions, sourceByTime } from '../articles/article-list.sql';
import { type Values } from '../sql/values';
import {
  instant,
  type MatchOptions,
  type Row,
  SEARCH_ROW,
  type SearchTarget,
} from './search.target';

/** How far back the newest articles are simply looked through, document by document. */
const LOOKED_THROUGH = 600;

/** Among how many of the newest articles so many matches probably are, with some to spare. */
const reachOf = ({ density }: SearchTarget, limit: number) => (1.3 * limit) / density;

/**
 * Where matches are dense, going back from the newest finds enough of them soon; where they are rare, the index of
 * words finds them all at once. Costs measured: 5 µs for an article passed by, 2.5 µs for a match fetched.
 */
function isDense({ density, total }: SearchTarget, limit: number): boolean {
  return density * density * total > 2 * limit;
}

/**
 * Goes back from the newest, or on from the oldest. IS TRUE keeps the planner from the index of words, whose estimate leaves out
 * what unpacking documents costs.
 */
function walk(target: SearchTarget, values: Values, options: MatchOptions): string {
  const { limit, ascending = false, columns = '', where } = options;
  const direction = ascending ? 'ASC' : 'DESC';
  const conditions = [
    `s.edition_id = ${values.add(target.editionId)}`,
    `s.published_at <= ${values.add(instant(target.asOf))}::timestamptz`,
    ...(where?.(SEARCH_ROW) ?? []),
    `(s.document @@ ${values.add(target.match)}::tsquery) IS TRUE`,
  ];
  return `SELECT s.article_id, s.published_at ${columns}
    FROM article_search s JOIN public_article a ON a.id = s.article_id WHERE ${conditions.join(' AND ')}
    ORDER BY s.published_at ${direction}, s.article_id ${direction} LIMIT ${values.add(limit)}`;
}

/** The same among what a filter leaves: along the index of the rarest thing that it names, as lists are. */
function filteredWalk(target: SearchTarget, values: Values, options: MatchOptions): string {
  const { ascending = false, columns = '', where } = options;
  const direction = ascending ? 'ASC' : 'DESC';
  const list = filteredList(target.editionId, target.filter);
  const { from, member, value, uid } = sourceByTime(list.driver);
  const conditions = [
    `${member} = m.id`,
    `${value} <= ${values.add(instant(target.asOf))}::timestamptz`,
    ...(where?.({ time: value, id: uid }) ?? []),
    ...filterConditions(list, values),
  ];
  const limit = values.add(options.limit);
  // An article may have two of the tags, and a person two roles in it.
  const distinct = list.driver === 'person' ? `DISTINCT ON (${value}, ${uid})` : '';
  return `SELECT DISTINCT e.* FROM unnest(${values.add(list.members)}::uuid[]) AS m(id) CROSS JOIN LATERAL (
      SELECT ${distinct} ${uid} AS article_id, ${value} AS published_at ${columns}
      FROM ${from} CROSS JOIN LATERAL (
        -- OFFSET 0 keeps the planner from unpacking every document there is.
        SELECT FROM article_search x WHERE x.article_id = a.id AND (x.document @@ ${values.add(target.match)}::tsquery) IS TRUE
        OFFSET 0) s
      WHERE ${conditions.join(' AND ')}
      ORDER BY ${value} ${direction}, ${uid} ${direction} LIMIT ${limit}) e
    ORDER BY published_at ${direction}, article_id ${direction} LIMIT ${limit}`;
}

/**
 * The articles of rows `s` that are public and keep to the filters. Without filters each is looked up by itself (OFFSET 0), so
 * that a limit ends it, where the planner would rather read all articles there are.
 */
export function publicOnes(filters: string[]): string {
  if (filters.length > 0)
    return `JOIN public_article a ON a.id = s.article_id WHERE ${filters.join(' AND ')}`;
  return `CROSS JOIN LATERAL (SELECT p.* FROM public_article p WHERE p.id = s.article_id OFFSET 0) a`;
}

/** What the index of words has, sorted by date before anybody asks whether it is public. `also`: a further condition. */
function hits(
  target: SearchTarget,
  values: Values,
  { limit, ascending = false, columns = '', where }: MatchOptions,
  also: string | null = null,
): string {
  const direction = ascending ? 'ASC' : 'DESC';
  const conditions = [
    `s.edition_id = ${values.add(target.editionId)}`,
    `s.published_at <= ${values.add(instant(target.asOf))}::timestamptz`,
    ...(where?.(SEARCH_ROW) ?? []),
    `s.document @@ ${values.add(target.match)}::tsquery`,
    ...(also === null ? [] : [also]),
  ];
  const list = { driver: 'edition' as const, members: [], filter: target.filter };
  const filters = filterConditions(list, values);
  // OFFSET 0 keeps the limit out, which would make the planner walk.
  return `SELECT s.article_id, s.published_at ${columns} FROM (SELECT * FROM (
      SELECT s.article_id, s.published_at FROM article_search s WHERE ${conditions.join(' AND ')} OFFSET 0
    ) s ORDER BY s.published_at ${direction}, s.article_id ${direction}) s
    ${publicOnes(filters)}
    ORDER BY s.published_at ${direction}, s.article_id ${direction} LIMIT ${values.add(limit)}`;
}

/** Whether a row `s` is of the eras of the newest `wanted` articles. `kind`: of which index; each has eras of its own. */
export function isOfNewest(
  editionId: string,
  wanted: number,
  kind: '' | 'head ',
  values: Values,
): string {
  return `search_eras(s.edition_id, s.published_at, '${kind}')
    && (SELECT search_newest(${values.add(editionId)}, ${values.add(wanted)}, '${kind}'))`;
}

/** Of the eras that probably have enough; and of all, where those have not. */
function newestHits(target: SearchTarget, values: Values, options: MatchOptions): string {
  const limit = values.add(options.limit);
  const wanted = Math.ceil(reachOf(target, options.limit));
  const isNear = isOfNewest(target.editionId, wanted, '', values);
  const where = (row: Row) => [
    `(SELECT count(*) FROM near) < ${limit}`,
    `${row.id} NOT IN (SELECT article_id FROM near)`,
  ];
  return `WITH near AS MATERIALIZED (${hits(target, values, options, isNear)})
    SELECT * FROM (SELECT * FROM near UNION ALL (${hits(target, values, { ...options, where })})) e
    ORDER BY published_at DESC, article_id DESC LIMIT ${limit}`;
}

/** The public matches by date, as a query with `article_id` and `published_at`. */
export function matches(target: SearchTarget, values: Values, options: MatchOptions): string {
  const { filter, total } = target;
  const isPlain = Object.keys(filter).length === 0;
  const isFirst = !options.where && !options.ascending;
  if (isPlain && isFirst) {
    const reach = reachOf(target, options.limit);
    if (reach <= LOOKED_THROUGH) return walk(target, values, options);
    return reach < total / 2 ? newestHits(target, values, options) : hits(target, values, options);
  }
  if (!isDense(target, options.limit)) return hits(target, values, options);
  return isPlain ? walk(target, values, options) : filteredWalk(target, values, options);
}
