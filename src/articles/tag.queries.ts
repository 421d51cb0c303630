import { hydrate, selectList } from '../sql/columns';
import { type Reader } from '../sql/reader';
import { namedStatement } from '../sql/statement';
import { type EditionSlug } from './article.queries';
import { Tag } from './tag.entity';

/** How a tag's columns are read, under the alias `t`. */
export const TAG_COLUMNS = selectList('t', {
  uid: 'id',
  editionId: 'edition_id',
  slug: 'slug',
  name: 'name',
  kind: 'kind',
});

const TAGS_BY_ID = namedStatement(
  `SELECT ${TAG_COLUMNS} FROM public_tag t WHERE t.id = ANY($1::uuid[])`,
);

const TAGS_BY_SLUG = namedStatement(
  `SELECT ${TAG_COLUMNS} FROM unnest($1::uuid[], $2::text[]) AS k(edition_id, slug)
   JOIN public_tag t ON t.edition_id = k.edition_id AND t.slug = k.slug`,
);

// Each tag is looked up: a join would be planned once for any number of articles, and read all tags for those of a single one.
const TAGS_BY_ARTICLE = namedStatement(
  `SELECT x.article_id AS "articleId", ${TAG_COLUMNS}
   FROM article_tag x
   CROSS JOIN LATERAL (SELECT * FROM tag WHERE id = x.tag_id OFFSET 0) t
   WHERE x.article_id = ANY($1::uuid[])
   ORDER BY x.article_id, x.position, t.slug`,
);

export interface ArticleTagRow {
  articleId: string;
  tag: Tag;
}

export async function tagsById(reader: Reader, uids: readonly string[]): Promise<Tag[]> {
  return hydrate(Tag, await reader.rows(TAGS_BY_ID, [uids]));
}

export async function tagsBySlug(reader: Reader, keys: readonly EditionSlug[]): Promise<Tag[]> {
  const values = [keys.map((key) => key.editionId), keys.map((key) => key.slug)];
  return hydrate(Tag, await reader.rows(TAGS_BY_SLUG, values));
}

/** The tags, in their order, of articles that the caller has already found to be public. */
export async function tagsByArticle(
  reader: Reader,
  uids: readonly string[],
): Promise<ArticleTagRow[]> {
  const rows = await reader.rows<{ articleId: string }>(TAGS_BY_ARTICLE, [uids]);
  return rows.map(({ articleId, ...columns }) => {
    const [tag] = hydrate(Tag, [columns]) as [Tag];
    return { articleId, tag };
  });
}
