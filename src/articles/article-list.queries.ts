import { type Placed } from '../graphql/connection';
import { hydrate } from '../sql/columns';
import { type Reader } from '../sql/reader';
import {
  type ArticleList,
  type ArticleListPage,
  countStatement,
  estimateStatement,
  listStatement,
} from './article-list.sql';
import { type ArticleShape, COLUMNS_OF_SHAPE } from './article.columns';
import { Article } from './article.entity';

/** Where CAPPED counts stop. */
export const COUNT_CAP = 10_000;

interface ListRow {
  place: number;
  uid: string;
  rankValue: Date | string;
}

function toPlaced(row: ListRow): Placed<Article> {
  const { rankValue } = row;
  const value = rankValue instanceof Date ? rankValue.getTime() : Number(rankValue);
  const [node] = hydrate(Article, [row]) as [Article];
  return { node, position: { value, uid: row.uid } };
}

function hasLists<T>(lists: readonly T[]): lists is [T, ...T[]] {
  return lists.length > 0;
}

/**
 * A page of each list, in the list's own order and one article longer than asked where there is more. The lists
 * have driver, filter, order and page in common.
 */
export async function articlePages(
  reader: Reader,
  lists: ArticleListPage[],
  shape: ArticleShape,
): Promise<Placed<Article>[][]> {
  if (!hasLists(lists)) return [];
  const { statement, values } = listStatement(lists, COLUMNS_OF_SHAPE[shape]);
  const pages = lists.map((): Placed<Article>[] => []);
  for (const row of await reader.rows<ListRow>(statement, values)) {
    const page = pages[row.place];
    // An article with two of the tags asked for comes once from each.
    if (page && page.at(-1)?.node.uid !== row.uid) page.push(toPlaced(row));
  }
  if (lists[0].page.backward) for (const page of pages) page.reverse();
  return pages;
}

/** How long each list is, counted no further than `cap`. The lists have driver and filter in common. */
export async function articleCounts(
  reader: Reader,
  lists: ArticleList[],
  cap: number | null,
): Promise<number[]> {
  if (!hasLists(lists)) return [];
  const { statement, values } = countStatement(lists, cap);
  const counts = lists.map(() => 0);
  const rows = await reader.rows<{ place: number; count: number }>(statement, values);
  for (const row of rows) counts[row.place] = row.count;
  return counts;
}

interface PlanNode {
  'Node Type': string;
  'Plan Rows': number;
  Plans?: PlanNode[];
}

/** To two digits, so that no single article moves it. */
function rounded(estimate: number): number {
  return Number(estimate.toPrecision(2));
}

/**
 * How long each list is: exact up to the cap, beyond it by the planner's estimate. The planner counts what is
 * hidden too, so that its word for a short list would tell of it.
 */
export async function articleCountEstimates(
  reader: Reader,
  lists: ArticleList[],
): Promise<number[]> {
  const counts = await articleCounts(reader, lists, COUNT_CAP);
  if (counts.every((count) => count < COUNT_CAP)) return counts;
  const { statement, values } = estimateStatement(lists);
  const rows = await reader.rows<{ 'QUERY PLAN': { Plan: PlanNode }[] }>(statement, values);
  const plan = rows[0]?.['QUERY PLAN'][0]?.Plan;
  const parts = lists.length === 1 ? [plan] : appendOf(plan, lists.length);
  return counts.map((count, place) =>
    count < COUNT_CAP ? count : Math.max(COUNT_CAP, rounded(parts[place]?.['Plan Rows'] ?? 0)),
  );
}

/** The node under which the parts of a UNION ALL stand, in their order. */
function appendOf(node: PlanNode | undefined, size: number): PlanNode[] {
  if (!node) return [];
  if (node['Node Type'] === 'Append' && node.Plans?.length === size) return node.Plans;
  return node.Plans?.map((child) => appendOf(child, size)).find((found) => found.length > 0) ?? [];
}
