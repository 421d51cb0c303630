import { Image } from '../images/image.entity';
import { IMAGE_COLUMNS } from '../images/image.queries';
import { hydrate } from '../sql/columns';
import { type Reader } from '../sql/reader';
import { namedStatement, type Statement } from '../sql/statement';
import { ARTICLE_COLUMNS } from './article.columns';
import { type Reading } from './article.reading';
import { Article } from './article.entity';
import { type Block } from './body/block.types';

const ARTICLES_BY_ID = namedStatement(
  `SELECT ${ARTICLE_COLUMNS} FROM public_article a WHERE a.id = ANY($1::uuid[])`,
);

const ARTICLES_BY_SLUG = namedStatement(
  `SELECT ${ARTICLE_COLUMNS} FROM unnest($1::uuid[], $2::text[]) AS k(edition_id, slug)
   JOIN public_article a ON a.edition_id = k.edition_id AND a.slug = k.slug`,
);

// With the pictures that the body shows and the public articles that it links to, which whoever renders it wants next. What it
// links to stands in the blocks, which are long: they are looked into only where the HTML has a place for an article.
const bodies = (columns: string) =>
  namedStatement(
    `SELECT b.article_id AS "articleId", ${columns},
     (SELECT json_agg(p) FROM (
       SELECT ${IMAGE_COLUMNS} FROM article_image x JOIN image i ON i.id = x.image_id
       WHERE x.article_id = b.article_id) p) AS "images",
     CASE WHEN position('data-article=' IN b.html) > 0 THEN (SELECT json_agg(l) FROM (
       SELECT ${ARTICLE_COLUMNS}
       FROM jsonb_path_query(b.blocks, '$[*] ? (@.kind == "articleLink").articleId') AS j(id)
       JOIN public_article a ON a.id = (j.id #>> '{}')::uuid) l) END AS "links"
   FROM article_body b WHERE b.article_id = ANY($1::uuid[])`,
  );

const BODIES: Record<Reading['bodies'], Statement> = {
  whole: bodies('b.html AS "html", b.blocks AS "blocks", b.text AS "text"'),
  html: bodies('b.html AS "html"'),
};

const TRANSLATIONS_BY_ARTICLE = namedStatement(
  `SELECT k.id AS "forId", coalesce(o.updated_at > a.updated_at, false) AS "isStale", ${ARTICLE_COLUMNS}
   FROM unnest($1::uuid[]) AS k(id)
   JOIN article s ON s.id = k.id
   CROSS JOIN LATERAL (
     SELECT t.id FROM article t WHERE t.id = s.original_id
     UNION ALL
     SELECT t.id FROM article t WHERE t.original_id = coalesce(s.original_id, s.id) AND t.id <> s.id
   ) v
   JOIN public_article a ON a.id = v.id
   -- A hidden original says nothing about when it was edited.
   LEFT JOIN public_article o ON o.id = a.original_id`,
);

export interface BodyRow {
  articleId: string;
  html: string;
  /** Left out where the HTML alone was read. */
  blocks?: Block[];
  text?: string;
  /** The pictures it shows. */
  images: Image[];
  /** The articles it links to that are public. */
  links: Article[];
}

export interface TranslationRow {
  forId: string;
  isStale: boolean;
  article: Article;
}

export interface EditionSlug {
  editionId: string;
  slug: string;
}

export async function articlesById(reader: Reader, uids: readonly string[]): Promise<Article[]> {
  return hydrate(Article, await reader.rows(ARTICLES_BY_ID, [uids]));
}

export async function articlesBySlug(
  reader: Reader,
  keys: readonly EditionSlug[],
): Promise<Article[]> {
  const values = [keys.map((key) => key.editionId), keys.map((key) => key.slug)];
  return hydrate(Article, await reader.rows(ARTICLES_BY_SLUG, values));
}

/** A row that came as JSON, in which times are texts. */
function withDates(row: Article): Article {
  const { firstPublishedAt, updatedAt } = row;
  row.firstPublishedAt = firstPublishedAt && new Date(firstPublishedAt);
  row.updatedAt = new Date(updatedAt);
  return row;
}

/** Bodies of articles that the caller has already found to be public. */
export async function bodiesByArticle(
  reader: Reader,
  uids: readonly string[],
  parts: Reading['bodies'],
): Promise<BodyRow[]> {
  const rows = await reader.rows<
    Omit<BodyRow, 'images' | 'links'> & { images: object[] | null; links: object[] | null }
  >(BODIES[parts], [uids]);
  return rows.map((row) => ({
    ...row,
    images: hydrate(Image, row.images ?? []),
    links: hydrate(Article, row.links ?? []).map(withDates),
  }));
}

/** The public articles in each article's translation group, apart from itself. */
export async function translationsByArticle(
  reader: Reader,
  uids: readonly string[],
): Promise<TranslationRow[]> {
  const rows = await reader.rows<TranslationRow>(TRANSLATIONS_BY_ARTICLE, [uids]);
  return rows.map(({ forId, isStale, ...columns }) => {
    const [article] = hydrate(Article, [columns]) as [Article];
    return { forId, isStale, article };
  });
}
