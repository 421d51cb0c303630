import { type Reader } from '../../sql/reader';
import { namedStatement } from '../../sql/statement';

const WITHDRAWN = namedStatement(
  `SELECT FROM article a WHERE a.id = $1 AND a.status = 'UNPUBLISHED' AND a.published_at <= now()
     AND (a.embargo_until IS NULL OR a.embargo_until <= now())`,
);

/** Whether an article, known by its id, was withdrawn after its time had come. */
export async function isWithdrawn(reader: Reader, uid: string): Promise<boolean> {
  return (await reader.rows(WITHDRAWN, [uid])).length > 0;
}
