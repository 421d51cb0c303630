import { type EntityManager } from 'typeorm';
import { keepRevisions, SYSTEM } from '../articles/revision.commands';
import { holdArticle } from './article-state.queries';
import { type PreviewKey } from './preview.links';

/** Keeps an article as it is now, for a link to show it so whatever happens to it later. */
export async function keepForPreview(manager: EntityManager, uid: string): Promise<PreviewKey> {
  return manager.transaction(async (transaction) => {
    const { version } = await holdArticle(transaction, uid);
    await keepRevisions(transaction, [uid], { savedBy: SYSTEM, note: null });
    return { articleId: uid, revision: version };
  });
}
