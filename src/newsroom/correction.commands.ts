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
  return manager.transaction(async (transaction) => {
    await holdArticle(transaction, articleId);
    // By the clock that decides whether it is public.
    const rows = await transaction.query<{ publishedAt: Date }[]>(
      `INSERT INTO correction (id, article_id, text, published_at)
       VALUES ($1, $2, $3, date_trunc('milliseconds', clock_timestamp())) RETURNING published_at AS "publishedAt"`,
      [uid, articleId, text],
    );
    const publishedAt = rows[0]?.publishedAt ?? new Date();
    // The facts changed: feeds, sitemaps and readers are to look again.
    await transaction.query(
      'UPDATE article SET updated_at = greatest(updated_at, $2) WHERE id = $1',
      [articleId, publishedAt],
    );
    return Object.assign(new Correction(), { uid, articleId, text, publishedAt });
  });
}
