import { Correction } from '../articles/correction.entity';
import { hydrate } from '../sql/columns';
import { type Reader } from '../sql/reader';
import { namedStatement } from '../sql/statement';

/** What hangs on an article and is hidden with it. */
export interface HiddenParts {
  articleId: string;
  corrections: Correction[];
}

/** The SQL of an article's corrections as JSON, also where it is hidden. */
export const correctionsJson = (articleId: string) => `(SELECT json_agg(q) FROM (
  SELECT c.id AS "uid", c.article_id AS "articleId", c.text AS "text", c.published_at AS "publishedAt"
  FROM correction c WHERE c.article_id = ${articleId} ORDER BY c.published_at, c.id) q)`;

const HIDDEN_PARTS = namedStatement(
  `SELECT k.id AS "articleId", ${correctionsJson('k.id')} AS "corrections" FROM unnest($1::uuid[]) AS k(id)`,
);

/** Corrections that came as JSON, in which times are texts. */
export function readCorrections(rows: object[] | null): Correction[] {
  return hydrate(Correction, rows ?? []).map((row) => {
    row.publishedAt = new Date(row.publishedAt);
    return row;
  });
}

/** The corrections of articles that the caller may see though they are hidden. */
export async function hiddenParts(reader: Reader, uids: readonly string[]): Promise<HiddenParts[]> {
  const rows = await reader.rows<{ articleId: string; corrections: object[] | null }>(
    HIDDEN_PARTS,
    [uids],
  );
  return rows.map(({ articleId, corrections }) => {
    return { articleId, corrections: readCorrections(corrections) };
  });
}
