import { hydrate } from '../sql/columns';
import { type Reader } from '../sql/reader';
import { namedStatement } from '../sql/statement';
import { type ArticleShape, byShape } from './article.columns';
import { Article } from './article.entity';

// An editor's pins first, then the ready-kept list without what an editor hid. Both are walked in their order and no further than
// they are shown: OFFSET 0 keeps the planner from looking all articles up before it puts them in order.
const PINS = {
  tier: 0,
  rank: 'l.position',
  from: 'related_override l',
  where: 'l.position IS NOT NULL',
};
const KEPT = {
  tier: 1,
  rank: 'l.rank',
  from: 'related_article l',
  where: `NOT EXISTS (
    SELECT FROM related_override o WHERE o.article_id = k.id AND o.related_id = l.related_id)`,
};

const walk = (columns: string, { tier, rank, from, where }: typeof PINS) => `(
  SELECT ${columns}, ${tier} AS tier, ${rank} AS rank
  FROM ${from}
  CROSS JOIN LATERAL (
    SELECT p.* FROM public_article p
    WHERE p.id = l.related_id AND p.edition_id = k.edition_id AND p.id <> k.id OFFSET 0
  ) a
  WHERE l.article_id = k.id AND ${where}
  ORDER BY ${rank} LIMIT k.size)`;

const RELATED = byShape((columns) =>
  namedStatement(`
    SELECT k.place::int - 1 AS "place", e.*
    FROM unnest($1::uuid[], $2::uuid[], $3::int[]) WITH ORDINALITY AS k(id, edition_id, size, place)
    CROSS JOIN LATERAL (
      ${walk(columns, PINS)}
      UNION ALL
      ${walk(columns, KEPT)}
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
