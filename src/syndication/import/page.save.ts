import { type EntityManager } from 'typeorm';
import { assignBlockIds } from '../../articles/body/block.ids';
import { deriveBody } from '../../articles/body/body.derive';
import { saveImages } from '../../images/image.commands';
import { firstPathPart } from '../../site/reserved.slugs';
import { saveStaticPage } from '../../site/site.commands';
import { toSlug } from '../../sql/slug';
import { type ChangedItem } from './article.batch';
import { itemBody } from './item.body';

async function freeSlug(
  manager: EntityManager,
  editionId: string,
  slug: string,
  externalId: string,
): Promise<string> {
  const [row] = await manager.query<{ taken: boolean }[]>(
    `SELECT EXISTS (SELECT FROM static_page WHERE edition_id = $1 AND slug = $2 AND external_id IS DISTINCT FROM $3)
       OR EXISTS (SELECT FROM section WHERE edition_id = $1 AND slug = $2) AS taken`,
    [editionId, slug, externalId],
  );
  return row?.taken ? `${slug}-page` : slug;
}

/** Saves an item that is a page of the site rather than news. Only what its source publishes is published. */
export async function savePage(
  manager: EntityManager,
  { item, edition, contentHash }: ChangedItem,
  sourceId: string,
): Promise<void> {
  const body = itemBody(item);
  const images = body.lead ? [body.lead, ...body.images] : body.images;
  const isPublished = item.status === 'published' && (item.published ?? new Date()) <= new Date();
  await saveImages(manager, images, { update: isPublished });
  const blocks = assignBlockIds([], body.blocks);
  const wanted = firstPathPart(toSlug(item.slug ?? item.title, 'page'), 'page');
  await saveStaticPage(manager, {
    editionId: edition.uid,
    slug: await freeSlug(manager, edition.uid, wanted, item.externalId),
    title: item.title,
    blocks,
    html: deriveBody(blocks, edition.language).html,
    isPublished,
    sourceId,
    externalId: item.externalId,
    contentHash,
  });
}
