import { type Reader } from '../sql/reader';
import { namedStatement } from '../sql/statement';

/** What became of a path at which nothing public stands. */
export interface LostPath {
  editionId: string;
  /** Below the edition's prefix, as it was asked for. */
  path: string;
  /** The public article that stands elsewhere now. */
  articleId: string | null;
  /** The path of the edition that it leads to now. */
  toPath: string | null;
  /** Whether an article that was public stood there and was withdrawn. */
  isGone: boolean;
  /** In how many milliseconds the clock alone will make it gone; `null`: it will not. */
  goneInMs: number | null;
}

// Once public: what was imported as withdrawn has been saved once only, and what is still embargoed never was.
const TAKEN_BACK = "w.status = 'UNPUBLISHED' AND w.published_at IS NOT NULL AND w.version > 1";
const WITHDRAWN = `${TAKEN_BACK} AND greatest(w.published_at, w.embargo_until) <= now()`;

// A path that leads to a hidden article's would tell of it.
const LEADS_TO_HIDDEN = `EXISTS (
  SELECT FROM article h JOIN section s ON s.id = h.section_id
  WHERE h.edition_id = r.edition_id AND h.slug = split_part(r.to_path, '/', 3)
    AND r.to_path = '/' || s.slug || '/' || h.slug
    AND NOT EXISTS (SELECT FROM public_article a WHERE a.id = h.id))`;

// An address leads to its article wherever that stands now, so chains and loops of addresses cannot be. It may
// have been written with capitals by the system it comes from; the one written as it was asked for comes first.
const LOST_PATHS = namedStatement(`
  SELECT k.edition_id AS "editionId", k.path AS "path", f.article_id AS "articleId", f.to_path AS "toPath",
    coalesce(f.is_gone, false) AS "isGone", l.in_ms AS "goneInMs"
  FROM unnest($1::uuid[], $2::text[]) AS k(edition_id, path)
  LEFT JOIN LATERAL (
    SELECT c.article_id, c.to_path, c.is_gone
    FROM (
      SELECT a.id AS article_id, CASE WHEN NOT ${LEADS_TO_HIDDEN} THEN r.to_path END AS to_path,
        EXISTS (SELECT FROM article w WHERE w.id = r.article_id AND ${WITHDRAWN}) AS is_gone,
        r.from_path = k.path AS is_exact
      FROM redirect r LEFT JOIN public_article a ON a.id = r.article_id
      WHERE r.edition_id = k.edition_id AND r.from_path IN (k.path, lower(k.path))
      UNION ALL
      SELECT NULL, NULL, true, false
      FROM article w JOIN section s ON s.id = w.section_id
      WHERE w.edition_id = k.edition_id AND w.slug = lower(split_part(k.path, '/', 3))
        AND lower(k.path) = '/' || s.slug || '/' || w.slug AND ${WITHDRAWN}
    ) c
    WHERE c.article_id IS NOT NULL OR c.to_path IS NOT NULL OR c.is_gone
    ORDER BY c.is_gone, c.is_exact DESC LIMIT 1
  ) f ON true
  CROSS JOIN LATERAL (
    SELECT extract(epoch FROM min(greatest(w.published_at, w.embargo_until)) - now())::float8 * 1000 AS in_ms
    FROM article w
    WHERE w.id IN (
        SELECT r.article_id FROM redirect r
        WHERE r.edition_id = k.edition_id AND r.from_path IN (k.path, lower(k.path))
        UNION ALL
        SELECT o.id FROM article o
        WHERE o.edition_id = k.edition_id AND o.slug = lower(split_part(k.path, '/', 3)))
      AND ${TAKEN_BACK} AND greatest(w.published_at, w.embargo_until) > now()
  ) l
  WHERE f.is_gone IS NOT NULL OR l.in_ms IS NOT NULL`);

export interface PathKey {
  editionId: string;
  path: string;
}

/** What became of each path, or will; nothing for paths at which nothing ever stood that may be known. */
export function lostPaths(reader: Reader, keys: readonly PathKey[]): Promise<LostPath[]> {
  return reader.rows<LostPath>(LOST_PATHS, [
    keys.map((key) => key.editionId),
    keys.map((key) => key.path),
  ]);
}
