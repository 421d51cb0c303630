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
}

// An address leads to its article wherever that stands now, so chains and loops of addresses cannot be. It may
// have been written with capitals by the system it comes from.
const LOST_PATHS = namedStatement(`
  SELECT k.edition_id AS "editionId", k.path AS "path", f.article_id AS "articleId", f.to_path AS "toPath",
    f.is_gone AS "isGone"
  FROM unnest($1::uuid[], $2::text[]) AS k(edition_id, path)
  CROSS JOIN LATERAL (
    SELECT a.id AS article_id, r.to_path,
      r.article_id IS NOT NULL AND a.id IS NULL AND coalesce(t.status = 'UNPUBLISHED', false) AS is_gone
    FROM redirect r
    LEFT JOIN public_article a ON a.id = r.article_id
    LEFT JOIN article t ON t.id = r.article_id
    WHERE r.edition_id = k.edition_id AND r.from_path IN (k.path, lower(k.path))
      AND (r.to_path IS NOT NULL OR a.id IS NOT NULL OR t.status = 'UNPUBLISHED')
    UNION ALL
    SELECT NULL, NULL, true
    FROM article w JOIN section s ON s.id = w.section_id
    WHERE w.edition_id = k.edition_id AND w.slug = lower(split_part(k.path, '/', 3))
      AND lower(k.path) = '/' || s.slug || '/' || w.slug
      AND w.status = 'UNPUBLISHED' AND w.published_at <= now()
    LIMIT 1
  ) f`);

export interface PathKey {
  editionId: string;
  path: string;
}

/** What became of each path; nothing for paths at which nothing ever stood that may be known. */
export function lostPaths(reader: Reader, keys: readonly PathKey[]): Promise<LostPath[]> {
  return reader.rows<LostPath>(LOST_PATHS, [
    keys.map((key) => key.editionId),
    keys.map((key) => key.path),
  ]);
}
