import { filterConditions } from '../articles/article-list.sql';
import { type Values } from '../sql/values';
import { isOfNewest, publicOnes } from './search.matches';
import { instant, type SearchTarget } from './search.target';

/** How many of the newest matches in headlines are ranked. */
const RANKED_HEADS = 100;

/** Where more articles than these match, matches in headlines are looked for among the newest articles first. */
const MANY = 5_000;
const NEWEST = 25_000;

/** So many of those will do. */
const ENOUGH = 20;

/** Matches in headlines under a condition, the newest first. */
function headHits(target: SearchTarget, values: Values, condition: string): string {
  const { editionId, asOf, filter, match } = target;
  // What is excluded must not stand elsewhere either.
  const without = match.includes('!')
    ? `AND (s.document @@ ${values.add(match)}::tsquery) IS TRUE`
    : '';
  const filters = filterConditions({ driver: 'edition', members: [], filter }, values);
  return `
    SELECT s.article_id, s.published_at FROM (SELECT * FROM (
      SELECT s.article_id, s.published_at FROM article_search s
      WHERE s.edition_id = ${values.add(editionId)} AND s.published_at <= ${values.add(instant(asOf))}::timestamptz
        AND ts_filter(s.document, '{a}') @@ ${values.add(match)}::tsquery ${without} AND ${condition} OFFSET 0
    ) s ORDER BY s.published_at DESC, s.article_id DESC) s
    ${publicOnes(filters)}
    ORDER BY s.published_at DESC, s.article_id DESC LIMIT ${RANKED_HEADS}`;
}

/**
 * The newest public articles that match in the headline. Of words that very many have, first among the newest articles,
 * and among all only where those give too few.
 */
export function headMatches(target: SearchTarget, values: Values): string {
  const { density, total, editionId } = target;
  if (density * total < MANY || total < 2 * NEWEST) return headHits(target, values, 'true');
  const near = isOfNewest(editionId, NEWEST, 'head ', values);
  const older = `(SELECT count(*) FROM near_heads) < ${ENOUGH}
    AND s.article_id NOT IN (SELECT article_id FROM near_heads)`;
  return `WITH near_heads AS MATERIALIZED (${headHits(target, values, near)})
    SELECT * FROM near_heads UNION ALL (${headHits(target, values, older)})`;
}
