import { PERSON_COLUMNS, PERSON_LABEL } from '../people/person.queries';
import { Person } from '../people/person.entity';
import { hydrateOnce, selectList } from '../sql/columns';
import { type Reader } from '../sql/reader';
import { namedStatement, type Statement } from '../sql/statement';
import { type CreditRole } from '../people/credit-role.enum';
import { type LabelShape } from './article.reading';
import { Credit } from './credit.entity';

// Each person is looked up, as tags are in {@link tagsByArticle}.
const creditsOfArticles = (columns: Record<string, string>) =>
  namedStatement(`
   SELECT k.place::int - 1 AS "place", c.role AS "role", ${selectList('p', columns)}
   FROM unnest($1::uuid[]) WITH ORDINALITY AS k(id, place)
   JOIN credit c ON c.article_id = k.id
   CROSS JOIN LATERAL (SELECT * FROM person WHERE id = c.person_id OFFSET 0) p
   ORDER BY k.place, c.position, c.role`);

const CREDITS_BY_ARTICLE: Record<LabelShape, Statement> = {
  label: creditsOfArticles(PERSON_LABEL),
  whole: creditsOfArticles(PERSON_COLUMNS),
};

interface CreditRow extends Person {
  place: number;
  role: CreditRole;
}

/** The credits of each article, in the order of the bylines; the caller has already found the articles to be public. */
export async function creditsByArticle(
  reader: Reader,
  uids: readonly string[],
  shape: LabelShape,
): Promise<Credit[][]> {
  const rows = await reader.rows<CreditRow>(CREDITS_BY_ARTICLE[shape], [uids]);
  const personOf = hydrateOnce(Person);
  const lists = uids.map((): Credit[] => []);
  for (const row of rows) {
    const credit = { articleId: uids[row.place], role: row.role, person: personOf(row) };
    lists[row.place]?.push(Object.assign(new Credit(), credit));
  }
  return lists;
}
