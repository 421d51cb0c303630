import { Correction } from '../articles/correction.entity';
import { Image } from '../images/image.entity';
import { IMAGE_COLUMNS } from '../images/image.queries';
import { hydrate } from '../sql/columns';
import { type Reader } from '../sql/reader';
import { namedStatement } from '../sql/statement';

/** What hangs on an article and is hidden with it. */
export interface HiddenParts {
  articleId: string;
  images: Image[];
  corrections: Correction[];
}

const HIDDEN_PARTS = namedStatement(
  `SELECT k.id AS "articleId",
     (SELECT json_agg(p) FROM (
       SELECT ${IMAGE_COLUMNS} FROM article_image x JOIN image i ON i.id = x.image_id
       WHERE x.article_id = k.id) p) AS "images",
     (SELECT json_agg(q) FROM (
       SELECT c.id AS "uid", c.article_id AS "articleId", c.text AS "text", c.published_at AS "publishedAt"
       FROM correction c WHERE c.article_id = k.id ORDER BY c.published_at, c.id) q) AS "corrections"
   FROM unnest($1::uuid[]) AS k(id)`,
);

interface Row {
  articleId: string;
  images: object[] | null;
  corrections: Correction[] | null;
}

/** A row that came as JSON, in which times are texts. */
function withDate(row: Correction): Correction {
  row.publishedAt = new Date(row.publishedAt);
  return row;
}

/** The pictures and corrections of articles that the caller may see though they are hidden. */
export async function hiddenParts(reader: Reader, uids: readonly string[]): Promise<HiddenParts[]> {
  const rows = await reader.rows<Row>(HIDDEN_PARTS, [uids]);
  return rows.map(({ articleId, images, corrections }) => ({
    articleId,
    images: hydrate(Image, images ?? []),
    corrections: hydrate(Correction, corrections ?? []).map(withDate),
  }));
}
