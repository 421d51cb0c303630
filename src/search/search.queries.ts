import { type Placed } from '../graphql/connection';
import { type PageRequest } from '../graphql/page.args';
import { Article } from '../articles/article.entity';
import { hydrate } from '../sql/columns';
import { type Reader } from '../sql/reader';
import { adHocStatement } from '../sql/statement';
import { Values } from '../sql/values';
import { type SearchPlace, toPosition } from './search.cursor';
import { type SearchOrder } from './search.enums';
import { matches } from './search.matches';
import { type SearchTarget } from './search.target';
import { pageStatement, SEARCH_CAP } from './search.sql';

/** An article found, and how well it fits. */
export interface Found {
  article: Article;
  score: number;
}

export interface SearchPageKey {
  target: SearchTarget;
  order: SearchOrder;
  page: PageRequest<SearchPlace>;
}

/** A page of what is found, in its order and one longer than asked where there is more. */
export async function searchPage(
  reader: Reader,
  { target, order, page }: SearchPageKey,
): Promise<Placed<Found>[]> {
  const { statement, values } = pageStatement(target, order, page);
  const rows = await reader.rows<{ score: number }>(statement, values);
  if (page.backward) rows.reverse();
  const { asOf, isRelaxed, clauses } = target;
  const weights = clauses.map(({ weight }) => weight);
  return rows.map(({ score, ...columns }) => {
    const [article] = hydrate(Article, [columns]) as [Article];
    const publishedAt = article.publishedAt.getTime();
    const place = { uid: article.uid, score, publishedAt, asOf, isRelaxed, weights };
    return { node: { article, score }, position: toPosition(place) };
  });
}

/** How many articles match, counted no further than `cap`. */
export async function searchCount(
  reader: Reader,
  target: SearchTarget,
  cap = SEARCH_CAP,
): Promise<number> {
  const values = new Values();
  const text = `SELECT count(*)::int AS "count" FROM (${matches(target, values, { limit: cap })}) m`;
  const rows = await reader.rows<{ count: number }>(adHocStatement(text), values.list);
  return rows[0]?.count ?? 0;
}
