import { type Reader } from '../../sql/reader';
import { namedStatement } from '../../sql/statement';

export const REDIRECTS_PER_PAGE = 1_000;

/** A place in the list: what comes after it has not been seen. */
export interface RedirectPlace {
  at: Date;
  uid: string;
}

/** An address that leads elsewhere now, or to nothing any more. */
export interface RedirectRow extends RedirectPlace {
  editionId: string;
  /** Below the edition's prefix. */
  fromPath: string;
  /** The public article it leads to. */
  articleId: string | null;
  /** The path, below the edition's prefix, that it leads to. */
  toPath: string | null;
  /** Whether what stood there was withdrawn. */
  isGone: boolean;
  /** The database's clock. */
  now: Date;
}

// What was imported as withdrawn has been saved once only, and was never public.
const WITHDRAWN = `w.status = 'UNPUBLISHED' AND w.published_at <= now() AND w.version > 1
  AND (w.embargo_until IS NULL OR w.embargo_until <= now())`;

const PATH_OF = (article: string) => `'/' || s.slug || '/' || ${article}.slug`;

// A path that leads to a hidden article's would tell of it.
const LEADS_TO_HIDDEN = `EXISTS (
  SELECT FROM article h JOIN section s ON s.id = h.section_id
  WHERE h.edition_id = r.edition_id AND h.slug = split_part(r.to_path, '/', 3) AND r.to_path = ${PATH_OF('h')}
    AND NOT EXISTS (SELECT FROM public_article a WHERE a.id = h.id))`;

const REDIRECTS = namedStatement(
  `SELECT e.*, now() AS "now" FROM (
     (SELECT r.created_at AS "at", r.id AS "uid", r.edition_id AS "editionId", r.from_path AS "fromPath",
        a.id AS "articleId", CASE WHEN NOT ${LEADS_TO_HIDDEN} THEN r.to_path END AS "toPath",
        EXISTS (SELECT FROM article w WHERE w.id = r.article_id AND ${WITHDRAWN}) AS "isGone"
      FROM redirect r LEFT JOIN public_article a ON a.id = r.article_id
      WHERE (r.created_at, r.id) > ($1, $2::uuid)
      ORDER BY r.created_at, r.id LIMIT ${REDIRECTS_PER_PAGE})
     UNION ALL
     (SELECT w.updated_at, w.id, w.edition_id, ${PATH_OF('w')}, NULL, NULL, true
      FROM article w JOIN section s ON s.id = w.section_id
      WHERE ${WITHDRAWN} AND (w.updated_at, w.id) > ($1, $2::uuid)
      ORDER BY w.updated_at, w.id LIMIT ${REDIRECTS_PER_PAGE})
   ) e ORDER BY e."at", e."uid" LIMIT ${REDIRECTS_PER_PAGE}`,
);

/** The next page after a place, the oldest first. Rows that lead to nothing public are among them. */
export function redirectsAfter(reader: Reader, place: RedirectPlace): Promise<RedirectRow[]> {
  return reader.rows<RedirectRow>(REDIRECTS, [place.at, place.uid]);
}
