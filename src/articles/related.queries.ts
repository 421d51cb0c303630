import { hydrate } from '../sql/columns';
import { type Reader } from '../sql/reader';
import { namedStatement } from '../sql/statement';
import { type ArticleShape, byShape } from './article.columns';
import { Article } from './article.entity';

// An editor's pins first, then the ready-kept list without what an editor hid. Both are walked in their order and no further than
// they are shown: OFFSET 0 keeps the planner from looking all articles up before it puts them in order.
const walk = (columns: string, tier: number, rank: string, from: string) => `(
  SELECT ${columns}, ${tier} AS tier, ${rank} AS rank
  FROM ${from}
  CROSS JOIN LATERAL (
    SELECT p.* FROM public_article p
    WHERE p.id = l.related_id AND p.edition_id = k.edition_id AND p.id <> k.id OFFSET 0
  ) a
  WHERE l.article_id = k.id`;

const pins = (columns: string) => `${walk(columns, 0, 'l.position', 'related_override l')}
    AND l.position IS NOT NULL
  ORDER BY l.position LIMIT k.size)`;

const kept = (columns: string) => `${walk(columns, 1, 'l.rank', 'related_article l')}
    AND NOT EXISTS (
      SELECT FROM related_override o WHERE o.article_id = k.id AND o.related_id = l.related_id)
  ORDER BY l.rank LIMIT k.size)`;

const RELATED = byShape((columns) =>
  namedStatement(`
    SELECT k.place::int - 1 AS "place", e.*
    FROM unnest($1::uuid[], $2::uuid[], $3::int[]) WITH ORDINALITY AS k(id, edition_id, size, place)
    CROSS JOIN LATERAL (
      ${pins(columns)}
      UNION ALL
      ${kept(columns)}
      ORDER BY tier, rank LIMIT k.size
    ) e
    ORDER BY k.place, e.tier, e.rank`),
);

export interface RelatedKey {
  articleId: string;
  /** The article's edition, of which all that is related is. */
  editionId: string;
  size: number;
}

/** The related articles of each key: one statement for any number of articles and sizes. */
export async function relatedByArticle(
  reader: Reader,
  keys: readonly RelatedKey[],
  shape: ArticleShape,
): Promise<Article[][]> {
  const values = [
    keys.map((key) => key.articleId),
    keys.map((key) => key.editionId),
    keys.map((key) => key.size),
  ];
  const rows = await reader.rows<{ place: number }>(RELATED[shape], values);
  const lists = keys.map((): Article[] => []);
  for (const row of rows) lists[row.place]?.push(...hydrate(Article, [row]));
  return lists;
}
