import { ARTICLE_COLUMNS } from '../articles/article.columns';
import { type PageRequest } from '../graphql/page.args';
import { adHocStatement } from '../sql/statement';
import { Values } from '../sql/values';
import { SearchOrder } from './search.enums';
import { type SearchPlace } from './search.cursor';
import { headMatches } from './search.heads';
import { matches } from './search.matches';
import { instant, type Row, type SearchTarget } from './search.target';

/** How many of the newest matches are ranked. */
const RANKED = 200;

/** Counts stop here. */
export const SEARCH_CAP = 10_000;

/** After so many days what is new counts half as much more; what is old keeps a quarter. */
const HALF_LIFE_DAYS = 30;
const OLD_SHARE = 0.25;

// Body, names, standfirst, headline.
const WEIGHTS = `'{0.1,0.2,0.4,1}'`;

/**
 * How well a document `x.d` fits, times how new it is. Every clause counts by its weight and by the best place it
 * stands in; clauses that stand side by side as typed count more; what has all clauses stands before what has most.
 */
function scoreOf({ clauses, isRelaxed, asOf }: SearchTarget, values: Values): string {
  const queries = clauses.map(({ query }) => `${values.add(query)}::tsquery`);
  const ranks = queries.map((query) => `ts_rank(${WEIGHTS}, x.d, ${query})`);
  const weights = clauses.map(({ weight }) => weight);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const text = ranks.map((rank, place) => `${rank} * ${weights[place] ?? 1}`).join(' + ');
  const beside = queries.length > 1 ? ` + 0.3 * (x.d @@ (${queries.join(' <-> ')}))::int` : '';
  const found = queries.map((query, place) => `(x.d @@ ${query})::int * ${weights[place] ?? 1}`);
  const coverage = isRelaxed ? ` * power((${found.join(' + ')}) / ${sum}, 2)` : '';
  const all = queries.map((query) => `x.d @@ ${query}`).join(' AND ');
  const age = `extract(epoch FROM ${values.add(instant(asOf))}::timestamptz - x.published_at)::float8 / 86400`;
  const recency = `${OLD_SHARE} + ${1 - OLD_SHARE} * power(0.5::float8, ${age} / ${HALF_LIFE_DAYS})`;
  const fit = `((${text}) / ${sum}${beside})${coverage} * (${recency})`;
  return `greatest(${fit}, 1e-9)::float8${isRelaxed ? ` + (${all})::int` : ''}`;
}

const AFTER = { true: '>', false: '<' } as const;

/** Where a page begins or ends. `ascending`: whether the whole list runs from old to new. */
function bounds(
  page: PageRequest<SearchPlace>,
  ascending: boolean,
  condition: (place: SearchPlace, sign: string) => string,
): string[] {
  return [
    ...(page.after ? [condition(page.after, AFTER[`${ascending}`])] : []),
    ...(page.before ? [condition(page.before, AFTER[`${!ascending}`])] : []),
  ];
}

function beyondDate({ time, id }: Row, values: Values) {
  return (place: SearchPlace, sign: string) =>
    `(${time}, ${id}) ${sign} (${values.add(instant(place.publishedAt))}::timestamptz, ${values.add(place.uid)}::uuid)`;
}

/** What comes after everything ranked: older matches, the newest first. */
function rest(target: SearchTarget, page: PageRequest<SearchPlace>, values: Values): string {
  const where = (row: Row) => [
    `(SELECT count(*) FROM found) = ${RANKED}`,
    `(${row.time}, ${row.id}) < (SELECT published_at, article_id FROM found ORDER BY 1, 2 LIMIT 1)`,
    `${row.id} NOT IN (SELECT article_id FROM ranked)`,
    // A page that the ranked ones fill needs none.
    ...(page.backward ? [] : [`(SELECT count(*) FROM shown) < ${values.add(page.size + 1)}`]),
    ...bounds(page, false, (place, sign) => {
      if (place.score === 0) return beyondDate(row, values)(place, sign);
      return sign === '<' ? 'true' : 'false';
    }),
  ];
  return matches(target, values, { limit: page.size + 1, ascending: page.backward, where });
}

function rankedPage(target: SearchTarget, page: PageRequest<SearchPlace>, values: Values): string {
  const direction = page.backward ? 'ASC' : 'DESC';
  const beyond = bounds(
    page,
    false,
    (
      place,
      sign,
    ) => `(r.score, r.published_at, r.article_id) ${sign} (${values.add(place.score)}::float8,
      ${values.add(instant(place.publishedAt))}::timestamptz, ${values.add(place.uid)}::uuid)`,
  );
  return `
    WITH found AS MATERIALIZED (${matches(target, values, { limit: RANKED })}),
    head AS MATERIALIZED (${headMatches(target, values)}),
    ranked AS MATERIALIZED (
      SELECT x.article_id, x.published_at, ${scoreOf(target, values)} AS score
      FROM (
        -- Unpacked once, for all that is asked of it.
        SELECT c.article_id, c.published_at, ts_filter(s.document, '{a,b,c,d}') AS d
        FROM (SELECT * FROM found UNION SELECT * FROM head) c JOIN article_search s ON s.article_id = c.article_id
        OFFSET 0) x
    ), shown AS MATERIALIZED (
      SELECT * FROM ranked r ${beyond.length > 0 ? `WHERE ${beyond.join(' AND ')}` : ''}
      ORDER BY r.score ${direction}, r.published_at ${direction}, r.article_id ${direction}
      LIMIT ${values.add(page.size + 1)}
    ), place AS (
      SELECT article_id, published_at, score FROM shown
      UNION ALL
      (SELECT r.article_id, r.published_at, 0::float8 FROM (${rest(target, page, values)}) r)
      ORDER BY score ${direction}, published_at ${direction}, article_id ${direction}
      LIMIT ${values.add(page.size + 1)}
    )`;
}

function datedPage(
  target: SearchTarget,
  order: SearchOrder,
  page: PageRequest<SearchPlace>,
  values: Values,
): string {
  const ascending = order === SearchOrder.OLDEST;
  const where = (row: Row) => bounds(page, ascending, beyondDate(row, values));
  const options = { limit: page.size + 1, ascending: ascending !== page.backward, where };
  return `WITH place AS (
    SELECT m.*, 0::float8 AS score FROM (${matches(target, values, options)}) m)`;
}

/** A page of what is found, one longer than asked where there is more; paging backward from its end. */
export function pageStatement(
  target: SearchTarget,
  order: SearchOrder,
  page: PageRequest<SearchPlace>,
) {
  const values = new Values();
  const isRanked = order === SearchOrder.RELEVANCE;
  const places = isRanked
    ? rankedPage(target, page, values)
    : datedPage(target, order, page, values);
  const direction = (order === SearchOrder.OLDEST) !== page.backward ? 'ASC' : 'DESC';
  const text = `${places}
    SELECT ${ARTICLE_COLUMNS}, p.score AS "score" FROM place p JOIN public_article a ON a.id = p.article_id
    ORDER BY p.score ${direction}, p.published_at ${direction}, p.article_id ${direction}`;
  return { statement: adHocStatement(text), values: values.list };
}
