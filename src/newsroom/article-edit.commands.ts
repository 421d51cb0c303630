import { type EntityManager } from 'typeorm';
import { freeSlugs } from '../articles/article-slug.commands';
import { badUserInput, clientError } from '../graphql/errors';
import { toSlug } from '../sql/slug';
import { newUid } from '../sql/uuid';
import { type ArticleInput } from './article.inputs';
import { type Edited, readArticleInput } from './article-input.read';
import { afterSave, saveEdited } from './article-save.commands';
import { holdArticle, holdTranslations, revisionOf } from './article-state.queries';
import { staleVersion } from './newsroom.errors';

/** Which edition a new article is of. */
export interface OwnEdition {
  uid: string;
  language: string;
}

function blank(editionId: string): Edited {
  return {
    editionId,
    sectionId: '',
    slug: '',
    format: 'NEWS',
    headline: '',
    seoTitle: null,
    shortTitle: null,
    kicker: null,
    standfirst: null,
    imageId: null,
    status: 'DRAFT',
    publishedAt: null,
    embargoUntil: null,
    originalId: null,
    sourceId: null,
    externalId: null,
    sourceUrl: null,
    usageTerms: null,
    attributionRequired: null,
    attributionUrl: null,
    contentHash: null,
    blocks: [],
    credits: [],
    tagIds: [],
  };
}

/** Makes a draft and answers its id. */
export async function createArticle(
  manager: EntityManager,
  savedBy: string,
  edition: OwnEdition,
  input: ArticleInput,
): Promise<string> {
  if (input.headline == null) {
    throw badUserInput('input.headline', 'A new article needs a headline.');
  }
  if (input.section == null) throw badUserInput('input.section', 'A new article needs a section.');
  const uid = newUid();
  await manager.transaction(async (transaction) => {
    const edited = await readArticleInput(transaction, uid, input, blank(edition.uid));
    if (edited.slug === '') {
      const { editionId, sectionId, headline } = edited;
      const slug = toSlug(headline, 'article');
      [edited.slug = slug] = await freeSlugs(transaction, [{ uid, editionId, sectionId, slug }]);
    }
    const { language } = edition;
    await saveEdited(transaction, { uid, language, edited, note: { savedBy, note: 'Created' } });
  });
  await afterSave(manager, uid);
  return uid;
}

/** What is to change, and what it was read from. */
export interface ArticleUpdate {
  uid: string;
  input: ArticleInput;
  /** The version that was read. */
  version: number;
  /** The edition that was named, if any. */
  editionId: string | null;
}

/** Changes what `input` has. Throws CONFLICT where somebody saved since `version`: of two at once, one wins. */
export async function updateArticle(
  manager: EntityManager,
  savedBy: string,
  { uid, input, version, editionId }: ArticleUpdate,
): Promise<void> {
  await manager.transaction(async (transaction) => {
    const held = await holdArticle(transaction, uid);
    if (held.version !== version) throw staleVersion(held.version);
    if (editionId !== null && editionId !== held.state.editionId) {
      throw badUserInput('input.edition', 'An article stays in its edition; make a translation.');
    }
    const edited = await readArticleInput(transaction, uid, input, held.state);
    const { language } = held;
    await saveEdited(transaction, { uid, language, edited, note: { savedBy, note: null } });
  });
  await afterSave(manager, uid);
}

/**
 * Makes an article what it was: its texts, body, people, tags and rights, as a new revision. Whether and when it is
 * published is no text and stays.
 */
export async function restoreRevision(
  manager: EntityManager,
  savedBy: string,
  uid: string,
  number: number,
): Promise<void> {
  await manager.transaction(async (transaction) => {
    const { language, state, version } = await holdArticle(transaction, uid);
    const former = number === version ? state : await revisionOf(transaction, uid, number);
    if (!former) throw clientError('NOT_FOUND', 'There is no such revision.');
    if (former.originalId !== null) await holdTranslations(transaction);
    const { status, publishedAt, embargoUntil, contentHash } = state;
    const edited = { ...former, status, publishedAt, embargoUntil, contentHash };
    const note = { savedBy, note: `Restored revision ${number}` };
    await saveEdited(transaction, { uid, language, edited, formerBlocks: former.blocks, note });
  });
  await afterSave(manager, uid);
}
