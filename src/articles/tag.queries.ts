import { hydrate, hydrateOnce, selectList } from '../sql/columns';
import { manyByKey } from '../sql/loader';
import { type Reader } from '../sql/reader';
import { namedStatement, type Statement } from '../sql/statement';
import { type EditionSlug } from './article.queries';
import { type LabelShape } from './article.reading';
import { Tag } from './tag.entity';

const LABEL = { uid: 'id', slug: 'slug', name: 'name' };
const WHOLE = { ...LABEL, editionId: 'edition_id', kind: 'kind' };

/** How a tag's columns are read, under the alias `t`. */
export const TAG_COLUMNS = selectList('t', WHOLE);

const TAGS_BY_ID = namedStatement(
  `SELECT ${TAG_COLUMNS} FROM public_tag t WHERE t.id = ANY($1::uuid[])`,
);

const TAGS_BY_SLUG = namedStatement(
  `SELECT ${TAG_COLUMNS} FROM unnest($1::uuid[], $2::text[]) AS k(edition_id, slug)
   JOIN public_tag t ON t.edition_id = k.edition_id AND t.slug = k.slug`,
);

// Each tag is looked up: a join would be planned once for any number of articles, and read all tags for those of a single one.
const tagsOfArticles = (columns: Record<string, string>) =>
  namedStatement(`
   SELECT x.article_id AS "articleId", ${selectList('t', columns)}
   FROM article_tag x
   CROSS JOIN LATERAL (SELECT * FROM tag WHERE id = x.tag_id OFFSET 0) t
   WHERE x.article_id = ANY($1::uuid[])
   ORDER BY x.article_id, x.position, t.slug`);

const TAGS_BY_ARTICLE: Record<LabelShape, Statement> = {
  label: tagsOfArticles(LABEL),
  whole: tagsOfArticles(WHOLE),
};

export async function tagsById(reader: Reader, uids: readonly string[]): Promise<Tag[]> {
  return hydrate(Tag, await reader.rows(TAGS_BY_ID, [uids]));
}

export async function tagsBySlug(reader: Reader, keys: readonly EditionSlug[]): Promise<Tag[]> {
  const values = [keys.map((key) => key.editionId), keys.map((key) => key.slug)];
  return hydrate(Tag, await reader.rows(TAGS_BY_SLUG, values));
}

/** The tags of each article, in their order; the caller has already found the articles to be public. */
export async function tagsByArticle(
  reader: Reader,
  uids: readonly string[],
  shape: LabelShape,
): Promise<Tag[][]> {
  const rows = await reader.rows<Tag & { articleId: string }>(TAGS_BY_ARTICLE[shape], [uids]);
  const tagOf = hydrateOnce(Tag);
  return manyByKey(uids, rows, (row) => row.articleId).map((list) => list.map(tagOf));
}
