import { PERSON_COLUMNS } from '../people/person.queries';
import { Person } from '../people/person.entity';
import { hydrate, selectList } from '../sql/columns';
import { type Reader } from '../sql/reader';
import { namedStatement } from '../sql/statement';
import { type CreditRole } from '../people/credit-role.enum';
import { Credit } from './credit.entity';

// Each person is looked up, as tags are in {@link tagsByArticle}.
const CREDITS_BY_ARTICLE = namedStatement(
  `SELECT c.article_id AS "articleId", c.role AS "role", ${selectList('p', PERSON_COLUMNS)}
   FROM credit c
   CROSS JOIN LATERAL (SELECT * FROM person WHERE id = c.person_id OFFSET 0) p
   WHERE c.article_id = ANY($1::uuid[])
   ORDER BY c.article_id, c.position, c.role`,
);

/** The credits, in the order of the bylines, of articles that the caller has already found to be public. */
export async function creditsByArticle(reader: Reader, uids: readonly string[]): Promise<Credit[]> {
  const rows = await reader.rows<{ articleId: string; role: CreditRole }>(CREDITS_BY_ARTICLE, [
    uids,
  ]);
  return rows.map(({ articleId, role, ...columns }) => {
    const [person] = hydrate(Person, [columns]) as [Person];
    return Object.assign(new Credit(), { articleId, role, person });
  });
}
