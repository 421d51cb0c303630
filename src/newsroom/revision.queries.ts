import { revisionState } from '../articles/revision.state';
import { hydrate } from '../sql/columns';
import { type Reader } from '../sql/reader';
import { namedStatement } from '../sql/statement';
import { Revision } from './newsroom-article.type';

// What an import or the clock saved last is kept when the next save replaces it; until then it is the article itself.
const REVISIONS = namedStatement(
  `SELECT r.article_id AS "articleId", r.number AS "number", r.saved_at AS "savedAt", r.saved_by AS "savedBy",
     r.note AS "note", r.headline AS "headline", r.state AS "state"
   FROM article_revision r WHERE r.article_id = ANY($1::uuid[])
   UNION ALL
   SELECT a.id, a.version, a.updated_at, 'system', NULL, a.headline, ${revisionState('a', 'b')}
   FROM article a JOIN article_body b ON b.article_id = a.id
   WHERE a.id = ANY($1::uuid[])
     AND NOT EXISTS (SELECT FROM article_revision r WHERE r.article_id = a.id AND r.number = a.version)
   ORDER BY 1, 2 DESC`,
);

/** Articles' revisions, each one's last one first: for editors alone. */
export async function revisionsByArticle(
  reader: Reader,
  uids: readonly string[],
): Promise<Revision[]> {
  return hydrate(Revision, await reader.rows(REVISIONS, [uids]));
}
