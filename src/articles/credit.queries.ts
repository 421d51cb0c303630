import { PERSON_COLUMNS, PERSON_LABEL } from '../people/person.queries';
import { Person } from '../people/person.entity';
import { hydrateOnce, selectList } from '../sql/columns';
import { manyByKey } from '../sql/loader';
import { type Reader } from '../sql/reader';
import { namedStatement, type Statement } from '../sql/statement';
import { type CreditRole } from '../people/credit-role.enum';
import { type LabelShape } from './article.reading';
import { Credit } from './credit.entity';

// Each person is looked up, as tags are in {@link tagsByArticle}.
const creditsOfArticles = (columns: Record<string, string>) =>
  namedStatement(`
   SELECT c.article_id AS "articleId", c.role AS "role", ${selectList('p', columns)}
   FROM credit c
   CROSS JOIN LATERAL (SELECT * FROM person WHERE id = c.person_id OFFSET 0) p
   WHERE c.article_id = ANY($1::uuid[])
   ORDER BY c.article_id, c.position, c.role`);

const CREDITS_BY_ARTICLE: Record<LabelShape, Statement> = {
  label: creditsOfArticles(PERSON_LABEL),
  whole: creditsOfArticles(PERSON_COLUMNS),
};

interface CreditRow extends Person {
  articleId: string;
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
  const credits = rows.map((row) => {
    const { articleId, role } = row;
    return Object.assign(new Credit(), { articleId, role, person: personOf(row) });
  });
  return manyByKey(uids, credits, (credit) => credit.articleId);
}
