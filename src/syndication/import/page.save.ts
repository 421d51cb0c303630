import { createHash } from 'node:crypto';
import { type EntityManager } from 'typeorm';
import { assignBlockIds } from '../../articles/body/block.ids';
import { type Block } from '../../articles/body/block.types';
import { deriveBody } from '../../articles/body/body.derive';
import { saveImages } from '../../images/image.commands';
import { firstPathPart } from '../../site/reserved.slugs';
import { saveStaticPage } from '../../site/site.commands';
import { toSlug } from '../../sql/slug';
import { type ChangedItem } from './article.batch';
import { itemBody } from './item.body';
import { cleanName, readSlug } from './item.clean';
import { type KnownItem } from './known.queries';

/** A slug that neither a section nor another page has. The ending is the page's own, the same whenever it is asked for. */
async function freeSlug(
  manager: EntityManager,
  wish: { editionId: string; slug: string; sourceId: string; externalId: string },
): Promise<string> {
  const { editionId, slug, sourceId, externalId } = wish;
  const [row] = await manager.query<{ taken: boolean }[]>(
    `SELECT EXISTS (SELECT FROM static_page WHERE edition_id = $1 AND slug = $2
         AND (source_id, external_id) IS DISTINCT FROM ($3::uuid, $4::text))
       OR EXISTS (SELECT FROM section WHERE edition_id = $1 AND slug = $2) AS taken`,
    [editionId, slug, sourceId, externalId],
  );
  if (!row?.taken) return slug;
  const ending = createHash('sha256').update(`${sourceId} ${externalId}`).digest('hex').slice(0, 8);
  return `${slug}-${ending}`;
}

async function blocksBefore(
  manager: EntityManager,
  known: KnownItem | undefined,
): Promise<Block[]> {
  if (!known) return [];
  const [row] = await manager.query<{ blocks: Block[] }[]>(
    'SELECT blocks FROM static_page WHERE id = $1',
    [known.uid],
  );
  return row?.blocks ?? [];
}

/** Saves an item that is a page of the site rather than news. Only what its source publishes is published. */
export async function savePage(
  manager: EntityManager,
  { item, edition, known, contentHash }: ChangedItem,
  sourceId: string,
): Promise<void> {
  const body = itemBody(item);
  const images = body.lead ? [body.lead, ...body.images] : body.images;
  const isPublished = item.status === 'published' && (item.published ?? new Date()) <= new Date();
  await saveImages(manager, images, { update: isPublished });
  const blocks = assignBlockIds(await blocksBefore(manager, known), body.blocks);
  const wanted = firstPathPart(toSlug(readSlug(item.slug ?? item.title), 'page'), 'page');
  await saveStaticPage(manager, {
    editionId: edition.uid,
    slug: await freeSlug(manager, {
      editionId: edition.uid,
      slug: wanted,
      sourceId,
      externalId: item.externalId,
    }),
    title: cleanName(item.title),
    blocks,
    html: deriveBody(blocks, edition.language).html,
    isPublished,
    sourceId,
    externalId: item.externalId,
    contentHash,
  });
}
