import { type EntityManager } from 'typeorm';
import { type TagDraft } from '../articles/tag.commands';
import { savePageLayout } from '../pages/layout.commands';
import { type LayoutModule } from '../pages/page.layout';
import { type ArticleInput } from './article.inputs';
import {
  type ArticleUpdate,
  createArticle,
  type OwnEdition,
  restoreRevision,
  updateArticle,
} from './article-edit.commands';
import { publishArticle, unpublishArticle } from './article-status.commands';
import { addCorrection } from './correction.commands';
import { type PersonEdit, upsertPerson } from './person-save.commands';
import { keepForPreview } from './preview.commands';
import { type PreviewLinks } from './preview.links';
import { type RelatedDecision, setRelated } from './related-override.commands';
import { type SectionEdit, upsertSection } from './section-save.commands';
import { upsertTag } from './tag-save.commands';
import { resolveSpellingReport } from './spelling-report.commands';
import { type SpellingResolution } from './spelling-report.type';

/** What editors write with. Each first takes who does it. */
export function createNewsroomCommands(manager: EntityManager, previews: PreviewLinks) {
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
    createPreviewToken: async (uid: string, expiresAt: Date) =>
      previews.sign(await keepForPreview(manager, uid), expiresAt),
    addCorrection: (articleId: string, text: string) => addCorrection(manager, articleId, text),
    setRelated: (articleId: string, decision: RelatedDecision) =>
      setRelated(manager, articleId, decision),
    upsertPerson: (edit: PersonEdit) => upsertPerson(manager, edit),
    upsertTag: (editionId: string, draft: TagDraft) => upsertTag(manager, editionId, draft),
    upsertSection: (editionId: string, edit: SectionEdit) =>
      upsertSection(manager, editionId, edit),
    savePageLayout: (editionId: string, path: string, modules: LayoutModule[]) =>
      savePageLayout(manager, editionId, path, modules),
    resolveSpellingReport: (closedBy: string, uid: string, resolution: SpellingResolution) =>
      resolveSpellingReport(manager, closedBy, uid, resolution),
  };
}
