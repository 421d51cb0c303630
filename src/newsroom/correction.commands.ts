import { type EntityManager } from 'typeorm';
import { Correction } from '../articles/correction.entity';
import { newUid } from '../sql/uuid';
import { holdArticle } from './article-state.queries';

/** Says in public what was wrong in an article; for a hidden one, once it is public. */
export async function addCorrection(
  manager: EntityManager,
  articleId: string,
  text: string,
): Promise<Correction> {
  const uid = newUid();
  const publishedAt = new Date();
  await manager.transaction(async (transaction) => {
    await holdArticle(transaction, articleId);
    await transaction.query(
      'INSERT INTO correction (id, article_id, text, published_at) VALUES ($1, $2, $3, $4)',
      [uid, articleId, text, publishedAt],
    );
    // The facts changed: feeds, sitemaps and readers are to look again.
    await transaction.query(
      'UPDATE article SET updated_at = greatest(updated_at, $2) WHERE id = $1',
      [articleId, publishedAt],
    );
  });
  return Object.assign(new Correction(), { uid, articleId, text, publishedAt });
}
