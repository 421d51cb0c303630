import { type EntityManager } from 'typeorm';
import { type ArticleInput } from './article.inputs';
import {
  type ArticleUpdate,
  createArticle,
  type OwnEdition,
  restoreRevision,
  updateArticle,
} from './article-edit.commands';
import { publishArticle, unpublishArticle } from './article-status.commands';

/** What editors write with. Each first takes who does it. */
export function createNewsroomCommands(manager: EntityManager) {
  return {
    createArticle: (savedBy: string, edition: OwnEdition, input: ArticleInput) =>
      createArticle(manager, savedBy, edition, input),
    updateArticle: (savedBy: string, update: ArticleUpdate) =>
      updateArticle(manager, savedBy, update),
    publishArticle: (savedBy: string, uid: string, at: Date | null) =>
      publishArticle(manager, savedBy, uid, at),
    unpublishArticle: (savedBy: string, uid: string, reason: string) =>
      unpublishArticle(manager, savedBy, uid, reason),
    restoreRevision: (savedBy: string, uid: string, number: number) =>
      restoreRevision(manager, savedBy, uid, number),
  };
}
