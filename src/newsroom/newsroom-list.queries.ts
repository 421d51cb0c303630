import { type Placed } from '../graphql/connection';
import { type Position } from '../graphql/cursor';
import { type PageRequest } from '../graphql/page.args';
import { ARTICLE_COLUMNS } from '../articles/article.columns';
import { Article } from '../articles/article.entity';
import { type ArticleStatus } from '../articles/article.enums';
import { hydrate } from '../sql/columns';
import { type Reader } from '../sql/reader';
import { adHocStatement, namedStatement } from '../sql/statement';
import { Values } from '../sql/values';
import { type NewsroomFilter } from './newsroom.filter';
import { NewsroomArticle } from './newsroom-article.type';

export interface NewsroomListKey {
  filter: NewsroomFilter;
  page: PageRequest<Position>;
}

const COLUMNS = `${ARTICLE_COLUMNS}, a.version AS "version", a.status AS "status",
  a.embargo_until AS "embargoUntil"`;

const ARTICLES_BY_ID = namedStatement(
  `SELECT ${COLUMNS} FROM article a WHERE a.id = ANY($1::uuid[])`,
);

type Row = Article & { version: number; status: ArticleStatus; embargoUntil: Date | null };

function toNewsroomArticle(columns: Row): NewsroomArticle {
  const { version, status, embargoUntil, ...article } = columns;
  const [row] = hydrate(Article, [article]) as [Article];
  const { uid, firstPublishedAt: publishedAt } = row;
  return Object.assign(new NewsroomArticle(), {
    ...{ uid, row, version, status, embargoUntil, publishedAt },
  });
}

/** Articles in any status: for editors alone. */
export async function newsroomArticlesById(
  reader: Reader,
  uids: readonly string[],
): Promise<NewsroomArticle[]> {
  return (await reader.rows<Row>(ARTICLES_BY_ID, [uids])).map(toNewsroomArticle);
}

const likePattern = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

function conditions(filter: NewsroomFilter, values: Values): string[] {
  const { statuses, editionId, sectionIds, person, updatedFrom, text } = filter;
  const parts: string[] = [];
  if (statuses) parts.push(`a.status = ANY(${values.add(statuses)}::article_status[])`);
  if (editionId !== undefined) parts.push(`a.edition_id = ${values.add(editionId)}::uuid`);
  if (sectionIds) parts.push(`a.section_id = ANY(${values.add(sectionIds)}::uuid[])`);
  if (person !== undefined) {
    parts.push(`EXISTS (SELECT FROM credit c JOIN person p ON p.id = c.person_id
      WHERE c.article_id = a.id AND p.slug = ${values.add(person)})`);
  }
  if (updatedFrom !== undefined) {
    parts.push(`a.updated_at >= ${values.add(updatedFrom)}::timestamptz`);
  }
  if (text !== undefined) parts.push(`a.headline ILIKE ${values.add(likePattern(text))}`);
  return parts;
}

const instant = (position: Position) => new Date(Number(position.value)).toISOString();

/** One page of articles, the last changed first. */
export async function newsroomPage(
  reader: Reader,
  { filter, page }: NewsroomListKey,
): Promise<Placed<NewsroomArticle>[]> {
  const values = new Values();
  const parts = conditions(filter, values);
  for (const [position, sign] of [
    [page.after, '<'],
    [page.before, '>'],
  ] as const) {
    if (!position) continue;
    parts.push(
      `(a.updated_at, a.id) ${sign} (${values.add(instant(position))}::timestamptz, ${values.add(position.uid)}::uuid)`,
    );
  }
  const direction = page.backward ? 'ASC' : 'DESC';
  const where = parts.length > 0 ? `WHERE ${parts.join(' AND ')}` : '';
  const rows = await reader.rows<Row>(
    adHocStatement(`SELECT ${COLUMNS} FROM article a ${where}
      ORDER BY a.updated_at ${direction}, a.id ${direction} LIMIT ${values.add(page.size + 1)}`),
    values.list,
  );
  const placed = rows.map(toNewsroomArticle).map((node) => {
    return { node, position: { value: node.row.updatedAt.getTime(), uid: node.uid } };
  });
  return page.backward ? placed.reverse() : placed;
}

/** How many there are, counted exactly. */
export async function newsroomCount(reader: Reader, filter: NewsroomFilter): Promise<number> {
  const values = new Values();
  const parts = conditions(filter, values);
  const where = parts.length > 0 ? `WHERE ${parts.join(' AND ')}` : '';
  const [row] = await reader.rows<{ total: number }>(
    adHocStatement(`SELECT count(*)::int AS total FROM article a ${where}`),
    values.list,
  );
  return row?.total ?? 0;
}
