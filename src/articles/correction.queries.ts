import { hydrate, selectList } from '../sql/columns';
import { type Reader } from '../sql/reader';
import { namedStatement } from '../sql/statement';
import { Correction } from './correction.entity';

const COLUMNS = selectList('c', {
  uid: 'id',
  articleId: 'article_id',
  text: 'text',
  publishedAt: 'published_at',
});

const CORRECTIONS_BY_ID = namedStatement(
  `SELECT ${COLUMNS} FROM public_correction c WHERE c.id = ANY($1::uuid[])`,
);

const CORRECTIONS_BY_ARTICLE = namedStatement(
  `SELECT ${COLUMNS} FROM public_correction c WHERE c.article_id = ANY($1::uuid[])
   ORDER BY c.article_id, c.published_at, c.id`,
);

export async function correctionsById(
  reader: Reader,
  uids: readonly string[],
): Promise<Correction[]> {
  return hydrate(Correction, await reader.rows(CORRECTIONS_BY_ID, [uids]));
}

/** Each article's corrections, the first one first. */
export async function correctionsByArticle(
  reader: Reader,
  uids: readonly string[],
): Promise<Correction[]> {
  return hydrate(Correction, await reader.rows(CORRECTIONS_BY_ARTICLE, [uids]));
}
