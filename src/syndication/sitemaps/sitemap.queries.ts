import { ARTICLE_COLUMNS } from '../../articles/article.columns';
import { Article } from '../../articles/article.entity';
import { type PictureSource } from '../../images/rendition.order';
import { hydrate } from '../../sql/columns';
import { type Reader } from '../../sql/reader';
import { adHocStatement } from '../../sql/statement';

/** How many rows one statement reads. */
export const BATCH = 1_000;

// What becomes public by the end of its embargo changes the list then.
const CHANGED = 'greatest(a.updated_at, a.published_at, a.embargo_until)';

const RECENT = "a.published_at > now() - interval '2 days'";

// All are planned for their values: seldom asked, they read an article or a hundred thousand.
// Articles that were withdrawn before they were due leave no trace, not even a time.
const CENSUS = adHocStatement(
  `SELECT e.id AS "editionId", to_char(m.month, 'YYYY-MM') AS "month", m."count", m."changed",
     coalesce(n."recent", 0) AS "recent"
   FROM edition e CROSS JOIN LATERAL (
     SELECT date_trunc('month', p.day::timestamp) AS month, sum(p.count)::int AS "count",
       max(p.changed_at) AS "changed"
     FROM (
       SELECT c.period AS day, c.count, c.changed_at FROM archive_count c
       WHERE c.edition_id = e.id AND c.unit = 'MONTH'
       UNION ALL
       SELECT g.day, sum(g.count), max(g.changed_at) FROM archive_change g
       WHERE g.edition_id = e.id AND g.due_at <= now()
       GROUP BY g.day, g.due_at HAVING g.due_at = '-infinity' OR sum(g.count) <> 0
     ) p GROUP BY 1 HAVING sum(p.count) > 0) m
   LEFT JOIN (
     SELECT a.edition_id, date_trunc('month', a.published_at AT TIME ZONE z.time_zone) AS month,
       count(*)::int AS "recent"
     FROM edition z JOIN public_article a ON a.edition_id = z.id
     WHERE ${RECENT} GROUP BY 1, 2) n ON n.edition_id = e.id AND n.month = m.month
   ORDER BY m.month DESC`,
);

// With an article its translations: their addresses stand beside it. Any save counts the version up.
const MONTH = adHocStatement(
  `WITH period AS (
     SELECT ($2::timestamp AT TIME ZONE $3) AS "from", (($2::timestamp + interval '1 month') AT TIME ZONE $3) AS "to"
   ), own AS (
     SELECT coalesce(a.original_id, a.id) AS original FROM public_article a, period p
     WHERE a.edition_id = $1 AND a.published_at >= p."from" AND a.published_at < p."to"
   ), family AS (SELECT DISTINCT original FROM own), shown AS (
     SELECT a.* FROM family f JOIN public_article a ON a.id = f.original
     UNION ALL
     SELECT a.* FROM family f JOIN public_article a ON a.original_id = f.original
   )
   SELECT p."from" AS "from", p."to" AS "to", (SELECT count(*)::int FROM own) AS "count", s."changed", s."hash"
   FROM period p CROSS JOIN (
     SELECT max(${CHANGED}) AS "changed", sum(hashtextextended(concat_ws(' ', a.id, a.version, a.updated_at,
       a.slug, a.section_id, a.image_id), 0))::text AS "hash" FROM shown a) s`,
);

const ENTRIES = `SELECT ${ARTICLE_COLUMNS}, i.original_url AS "originalUrl", i.width AS "width", i.height AS "height",
     i.focal_x AS "focalX", i.focal_y AS "focalY"
   FROM public_article a LEFT JOIN image i ON i.id = a.image_id`;

const START = adHocStatement(
  `SELECT a.published_at AS "publishedAt", a.id AS "uid" FROM public_article a
   WHERE a.edition_id = $1 AND a.published_at >= $2 AND a.published_at < $3
   ORDER BY a.published_at, a.id OFFSET $4 LIMIT 1`,
);

const MONTH_ENTRIES = adHocStatement(
  `${ENTRIES} WHERE a.edition_id = $1 AND a.published_at < $2 AND (a.published_at, a.id) > ($3, $4::uuid)
   ORDER BY a.published_at, a.id LIMIT ${BATCH}`,
);

const NEWS_ENTRIES = adHocStatement(
  `${ENTRIES} WHERE a.edition_id = $1 AND ${RECENT}
   ORDER BY a.published_at DESC, a.id DESC OFFSET $2 LIMIT $3`,
);

export interface MonthCensus {
  editionId: string;
  /** YYYY-MM by the edition's time zone. */
  month: string;
  count: number;
  /** How many of them are of the last two days. */
  recent: number;
  changed: Date;
}

/** How many public articles each edition published in each month, the last month first. */
export function monthCensus(reader: Reader): Promise<MonthCensus[]> {
  return reader.rows<MonthCensus>(CENSUS, []);
}

/** A month in an edition, and a hash of all that its sitemap shows. */
export interface Month {
  from: Date;
  to: Date;
  count: number;
  changed: Date | null;
  hash: string | null;
}

export async function readMonth(
  reader: Reader,
  edition: { uid: string; timeZone: string },
  month: string,
): Promise<Month> {
  const values = [edition.uid, `${month}-01`, edition.timeZone];
  const [row] = (await reader.rows(MONTH, values)) as [Month];
  return row;
}

/** An article as sitemaps show it. */
export interface SitemapArticle {
  article: Article;
  image: PictureSource | null;
}

type EntryRow = { originalUrl: string | null } & Omit<PictureSource, 'uid' | 'originalUrl'>;

function toEntries(rows: EntryRow[]): SitemapArticle[] {
  return rows.map(({ originalUrl, width, height, focalX, focalY, ...columns }) => {
    const [article] = hydrate(Article, [columns]) as [Article];
    const uid = article.imageId;
    if (uid === null || originalUrl === null) return { article, image: null };
    return { article, image: { uid, originalUrl, width, height, focalX, focalY } };
  });
}

/** A month's articles from the `offset`th on, in the order they were published, batch by batch and at most `limit`. */
export async function* monthArticles(
  reader: Reader,
  editionId: string,
  { from, to }: Month,
  { offset, limit }: { offset: number; limit: number },
): AsyncGenerator<SitemapArticle[]> {
  let left = limit;
  let after = await placeBefore(reader, [editionId, from, to], offset);
  while (left > 0) {
    const values = [editionId, to, after.publishedAt, after.uid];
    const rows = await reader.rows<EntryRow>(MONTH_ENTRIES, values);
    const batch = toEntries(rows).slice(0, left);
    const last = batch.at(-1)?.article;
    if (!last) return;
    yield batch;
    if (rows.length < BATCH) return;
    left -= batch.length;
    after = { publishedAt: last.publishedAt, uid: last.uid };
  }
}

const LAST_UID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

interface Place {
  publishedAt: Date;
  uid: string;
}

async function placeBefore(
  reader: Reader,
  [editionId, from, to]: [string, Date, Date],
  offset: number,
): Promise<Place> {
  // Times are kept to the millisecond.
  const start = { publishedAt: new Date(from.getTime() - 1), uid: LAST_UID };
  if (offset === 0) return start;
  const rows = await reader.rows<Place>(START, [editionId, from, to, offset - 1]);
  return rows[0] ?? { publishedAt: to, uid: LAST_UID };
}

/** An edition's articles of the last two days, the newest first. */
export async function recentArticles(
  reader: Reader,
  editionId: string,
  { offset, limit }: { offset: number; limit: number },
): Promise<SitemapArticle[]> {
  return toEntries(await reader.rows(NEWS_ENTRIES, [editionId, offset, limit]));
}
