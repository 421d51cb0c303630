import { ARTICLE_COLUMNS } from '../articles/article.columns';
import { Article } from '../articles/article.entity';
import { hydrate } from '../sql/columns';
import { type Reader } from '../sql/reader';
import { adHocStatement } from '../sql/statement';
import { inSections, KEPT, stretch } from './figures.sql';

/** What is asked of the articles of an edition or, where sections are named, of these. */
export interface TopArticlesKey {
  editionId: string;
  /** A section's and its subsections' ids; `null`: all of the edition. */
  sectionIds: readonly string[] | null;
  from: Date;
  /** Not part of it. */
  to: Date;
  size: number;
}

/** An article with its audience in a stretch of time. */
export interface ArticleAudienceRow {
  article: Article;
  views: number;
  readers: number;
  /** Views against those of the stretch before, of the same length: 0.5 is half as many again; `null`: there were none. */
  change: number | null;
}

/** Of sections: their own rows, and those that are in none yet. Minutes are few, and their articles looked at later. */
const MEMBERS = {
  minutes: '',
  wholes: `
    AND ($4::uuid[] IS NULL OR v.section_id = ANY($4) OR (v.section_id IS NULL ${inSections('$4')}))`,
};

/** Whether an article is public and in the sections is asked of those that were viewed most; of the others only where these are too few. */
const LOOKED_AT_FIRST = 1_000;

const RANKED = 'c.views DESC, c.readers DESC, c.article_id DESC';

const shownOf = (counted: string) => `
  SELECT c.* FROM (SELECT * FROM ${counted} c ORDER BY ${RANKED}) c
  JOIN public_article a ON a.id = c.article_id
  WHERE a.edition_id = $3::uuid AND ($4::uuid[] IS NULL OR a.section_id = ANY($4))
  ORDER BY ${RANKED} LIMIT $5`;

const OF_TOP = 'AND v.article_id = ANY (ARRAY(SELECT article_id FROM top))';

const NOW = stretch('now_ends', '$1::timestamptz', '$2::timestamptz');
const BEFORE = stretch(
  'before_ends',
  '$1::timestamptz - ($2::timestamptz - $1)',
  '$1::timestamptz',
);

const TOP = adHocStatement(`
  WITH ${KEPT}, ${NOW.ctes}, ${BEFORE.ctes}, counted AS MATERIALIZED (
    SELECT article_id, sum(views)::int AS views, sum(readers)::int AS readers
    FROM (${NOW.sums(MEMBERS)}) r GROUP BY 1
  ), first AS MATERIALIZED (
    SELECT * FROM counted c ORDER BY ${RANKED} LIMIT ${LOOKED_AT_FIRST}
  ), shown AS MATERIALIZED (
    ${shownOf('first')}
  ), top AS MATERIALIZED (
    SELECT * FROM shown
    UNION ALL
    SELECT * FROM (${shownOf('counted')}) c
    WHERE (SELECT count(*) FROM shown) < $5 AND (SELECT count(*) FROM counted) > ${LOOKED_AT_FIRST}
      AND c.article_id NOT IN (SELECT article_id FROM shown)
  ), before AS (
    SELECT article_id, sum(views)::int AS views
    FROM (${BEFORE.sums({ minutes: OF_TOP, wholes: OF_TOP })}) r GROUP BY 1
  )
  SELECT ${ARTICLE_COLUMNS}, t.views AS "views", t.readers AS "readers",
    (t.views - b.views)::float8 / nullif(b.views, 0) AS "change"
  FROM top t JOIN public_article a ON a.id = t.article_id LEFT JOIN before b USING (article_id)
  ORDER BY t.views DESC, t.readers DESC, t.article_id DESC`);

/** The articles with most views, the most first, then by readers. Public ones alone. */
export async function topArticles(
  reader: Reader,
  { from, to, editionId, sectionIds, size }: TopArticlesKey,
): Promise<ArticleAudienceRow[]> {
  const rows = await reader.rows<Omit<ArticleAudienceRow, 'article'>>(TOP, [
    from,
    to,
    editionId,
    sectionIds,
    size,
  ]);
  return rows.map(({ views, readers, change, ...columns }) => {
    const [article] = hydrate(Article, [columns]) as [Article];
    return { article, views, readers, change };
  });
}
