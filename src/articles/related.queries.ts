import { hydrate } from '../sql/columns';
import { type Reader } from '../sql/reader';
import { namedStatement } from '../sql/statement';
import { ARTICLE_COLUMNS } from './article.columns';
import { Article } from './article.entity';

// An editor's pins first, then the ready-kept list without what an editor hid: put in order before it is looked up (OFFSET 0
// keeps the planner to that), so that no more articles are looked up than are shown.
const RELATED = namedStatement(`
  SELECT k.place::int - 1 AS "place", e.*
  FROM unnest($1::uuid[], $2::int[]) WITH ORDINALITY AS k(id, size, place)
  JOIN article s ON s.id = k.id
  CROSS JOIN LATERAL (
    SELECT ${ARTICLE_COLUMNS}, c.tier, c.rank
    FROM (
      SELECT l.related_id, l.tier, l.rank FROM (
        SELECT p.related_id, 0 AS tier, p.position AS rank
        FROM related_override p WHERE p.article_id = k.id AND p.position IS NOT NULL
        UNION ALL
        SELECT r.related_id, 1 AS tier, r.rank
        FROM related_article r
        WHERE r.article_id = k.id AND NOT EXISTS (
          SELECT FROM related_override o WHERE o.article_id = k.id AND o.related_id = r.related_id)
      ) l ORDER BY l.tier, l.rank OFFSET 0
    ) c
    CROSS JOIN LATERAL (
      SELECT p.* FROM public_article p
      WHERE p.id = c.related_id AND p.edition_id = s.edition_id AND p.id <> s.id OFFSET 0
    ) a
    ORDER BY c.tier, c.rank LIMIT k.size
  ) e
  ORDER BY k.place, e.tier, e.rank`);

export interface RelatedKey {
  articleId: string;
  size: number;
}

/** The related articles of each key: one statement for any number of articles and sizes. */
export async function relatedByArticle(
  reader: Reader,
  keys: readonly RelatedKey[],
): Promise<Article[][]> {
  const values = [keys.map((key) => key.articleId), keys.map((key) => key.size)];
  const rows = await reader.rows<{ place: number }>(RELATED, values);
  const lists = keys.map((): Article[] => []);
  for (const row of rows) lists[row.place]?.push(...hydrate(Article, [row]));
  return lists;
}
