import { type EntityManager } from 'typeorm';
import { type ArticleDraft, saveArticles } from '../articles/article.commands';
import { freeSlugs } from '../articles/article-slug.commands';
import { type Block } from '../articles/body/block.types';
import { refreshRelated } from '../articles/related.commands';
import { keepRevisions, type RevisionNote } from '../articles/revision.commands';
import { badUserInput } from '../graphql/errors';
import { type Edited } from './article-input.read';
import { brokenConstraint } from './newsroom.errors';

export interface ArticleSave {
  uid: string;
  language: string;
  edited: Edited;
  formerBlocks?: Block[];
  note: RevisionNote;
}

const time = (text: string | null) => (text === null ? null : new Date(text));

function toDraft({ uid, language, edited, formerBlocks }: ArticleSave): ArticleDraft {
  const { publishedAt, embargoUntil, attributionRequired: _, attributionUrl: __, ...rest } = edited;
  return {
    ...rest,
    uid,
    language,
    publishedAt: time(publishedAt),
    embargoUntil: time(embargoUntil),
    updatedAt: new Date(),
    ...(formerBlocks && { formerBlocks }),
  };
}

/** What saving many at once, as an import does, leaves alone. */
async function saveOrigin(manager: EntityManager, { uid, edited }: ArticleSave): Promise<void> {
  const { sourceId, externalId, attributionRequired, attributionUrl } = edited;
  await manager.query(
    `UPDATE article SET source_id = $2, external_id = $3, attribution_required = $4, attribution_url = $5
     WHERE id = $1 AND (source_id, external_id, attribution_required, attribution_url)
       IS DISTINCT FROM ($2::uuid, $3::text, $4::boolean, $5::text)`,
    [uid, sourceId, externalId, attributionRequired, attributionUrl],
  );
}

async function checkSlug(manager: EntityManager, { uid, edited }: ArticleSave): Promise<void> {
  const { editionId, sectionId, slug } = edited;
  const [free] = await freeSlugs(manager, [{ uid, editionId, sectionId, slug }]);
  if (free === slug) return;
  throw badUserInput(
    'input.slug',
    `"${slug}" is the address of another article, or an old one that leads elsewhere. "${free ?? ''}" is free.`,
  );
}

/** Says what two at once met in. */
function explained(error: unknown): unknown {
  switch (brokenConstraint(error)) {
    case 'article_edition_slug_key':
      return badUserInput('input.slug', 'Another article has just taken this slug.');
    case 'article_source_external_key':
      return badUserInput('input.source.externalId', 'Another article of this source has this id.');
    case 'article_original_is_original_check':
      return badUserInput(
        'input.translationOf',
        'A translation is of an original: one of the two articles has just become part of another group.',
      );
    default:
      return error;
  }
}

/** Saves an article in a transaction, as a new revision. */
export async function saveEdited(manager: EntityManager, save: ArticleSave): Promise<void> {
  await checkSlug(manager, save);
  try {
    await saveArticles(manager, [toDraft(save)]);
    await saveOrigin(manager, save);
  } catch (error) {
    throw explained(error);
  }
  await keepRevisions(manager, [save.uid], save.note);
}

/** What is worked out of an article once it is saved. */
export async function afterSave(manager: EntityManager, uid: string): Promise<void> {
  await refreshRelated(manager, [uid]);
}
