import { type EntityManager } from 'typeorm';
import { type ArticleDraft, saveArticles } from '../../articles/article.commands';
import { freeSlugs } from '../../articles/article-slug.commands';
import { type ImageDraft } from '../../articles/body/block.types';
import { addRedirects } from '../../articles/redirect.commands';
import { ensureTags } from '../../articles/tag.commands';
import { imageUid, saveImages } from '../../images/image.commands';
import { ensurePeople } from '../../people/person.commands';
import { ensureSections, type SectionDraft } from '../../sections/section.commands';
import { toSlug } from '../../sql/slug';
import { newUid } from '../../sql/uuid';
import { type SourceItem } from '../formats/source-item.types';
import { type ImportEdition } from './import.types';
import { type ItemBody, itemBody } from './item.body';
import { readSlug, shorten, webAddress } from './item.clean';
import {
  type CreditedPerson,
  DEFAULT_SECTION,
  itemPeople,
  itemSections,
  itemTags,
  sectionDraft,
} from './item.names';
import { itemStatus } from './item.status';
import { type KnownItem, sectionsBySlug } from './known.queries';

/** More is no headline, but a text that ended up in its place. */
const HEADLINE_LENGTH = 500;
/** Longer paths are no addresses that anybody has kept, and more than the database's index takes. */
const PATH_LENGTH = 500;

/** An item that is new or has changed. */
export interface ChangedItem {
  item: SourceItem;
  edition: ImportEdition;
  known: KnownItem | undefined;
  contentHash: string;
}

interface Prepared extends ChangedItem {
  uid: string;
  body: ItemBody;
  people: CreditedPerson[];
  tags: ReturnType<typeof itemTags>;
  sectionId: string;
  slug: string;
}

function isPublicNow(item: SourceItem): boolean {
  const now = new Date();
  const { status, embargoUntil } = itemStatus(item, null, now);
  return status === 'PUBLISHED' && (embargoUntil === null || embargoUntil <= now);
}

/** The sections an item asks for, the one it goes to last. */
function wantedSections(
  item: SourceItem,
  known: Map<string, string>,
  section: string | undefined,
): [...SectionDraft[], SectionDraft] {
  if (section !== undefined) return [sectionDraft(section)];
  const drafts = itemSections(item, (slug) => known.has(slug));
  const { slug } = drafts[drafts.length - 1] ?? DEFAULT_SECTION;
  // A new section would tell of an article that is not public: until it is, it waits in the default one.
  return known.has(slug) || isPublicNow(item) ? drafts : [DEFAULT_SECTION];
}

async function sectionIds(
  manager: EntityManager,
  items: ChangedItem[],
  section: string | undefined,
): Promise<string[]> {
  const bySlug = await sectionsBySlug(manager);
  const ids: string[] = [];
  for (const { item, edition } of items) {
    const known = bySlug.get(edition.uid) ?? new Map<string, string>();
    bySlug.set(edition.uid, known);
    const drafts = wantedSections(item, known, section);
    const slug = drafts.at(-1)?.slug ?? '';
    if (!known.has(slug)) {
      const made = await ensureSections(manager, edition.uid, drafts);
      for (const [name, id] of made) known.set(name, id);
    }
    ids.push(known.get(slug) ?? '');
  }
  return ids;
}

async function prepare(
  manager: EntityManager,
  items: ChangedItem[],
  section: string | undefined,
): Promise<Prepared[]> {
  const sections = await sectionIds(manager, items, section);
  const prepared = items.map((changed, place) => {
    const { item, known } = changed;
    const wanted = item.slug ?? (known ? known.slug : item.title);
    return {
      ...changed,
      uid: known?.uid ?? newUid(),
      body: itemBody(item),
      people: itemPeople(item),
      tags: itemTags(item),
      sectionId: sections[place] ?? '',
      slug: toSlug(readSlug(wanted), 'article'),
    };
  });
  const wishes = prepared.map(({ uid, edition, sectionId, slug }) => {
    return { uid, editionId: edition.uid, sectionId, slug };
  });
  const slugs = await freeSlugs(manager, wishes);
  return prepared.map((one, place) => ({ ...one, slug: slugs[place] ?? one.slug }));
}

function usageTermsOf({ rights }: SourceItem): string | null {
  return rights?.usageTerms ?? rights?.notice ?? null;
}

function toDraft(
  prepared: Prepared,
  sourceId: string,
  ids: { people: Map<string, string>; tags: Map<string, string> },
): ArticleDraft {
  const { item, edition, known, body, people, tags } = prepared;
  const found = <T>(values: (T | undefined)[]) => values.filter((value) => value !== undefined);
  return {
    ...itemStatus(item, known?.publishedAt ?? null, new Date()),
    uid: prepared.uid,
    editionId: edition.uid,
    language: edition.language,
    sectionId: prepared.sectionId,
    slug: prepared.slug,
    format: item.format ?? 'NEWS',
    headline: shorten(item.title, HEADLINE_LENGTH),
    seoTitle: item.seoTitle ?? null,
    shortTitle: null,
    kicker: item.kicker ?? null,
    standfirst: body.standfirst,
    imageId: body.lead && imageUid(body.lead.url),
    originalId: known?.originalId ?? null,
    sourceId,
    externalId: item.externalId,
    sourceUrl: webAddress(item.link),
    usageTerms: usageTermsOf(item),
    contentHash: prepared.contentHash,
    blocks: body.blocks,
    credits: people.flatMap(({ slug, role }) => {
      const personId = ids.people.get(slug);
      return personId === undefined ? [] : [{ personId, role }];
    }),
    tagIds: found(tags.map(({ slug }) => ids.tags.get(slug))),
  };
}

function picturesOf({ body }: Prepared): ImageDraft[] {
  return body.lead ? [body.lead, ...body.images] : body.images;
}

async function savePictures(manager: EntityManager, prepared: Prepared[]): Promise<void> {
  const isShown = ({ item }: Prepared) => item.status === 'published';
  const hidden = prepared.filter((one) => !isShown(one)).flatMap(picturesOf);
  await saveImages(manager, hidden, { update: false });
  await saveImages(manager, prepared.filter(isShown).flatMap(picturesOf), { update: true });
}

async function saveOldPaths(manager: EntityManager, prepared: Prepared[]): Promise<void> {
  const redirects = prepared.flatMap(({ item, edition, uid }) =>
    item.oldPaths.map((path) => ({
      editionId: edition.uid,
      fromPath: path.length > 1 ? path.replace(/\/+$/, '') : path,
      articleId: uid,
    })),
  );
  const usable = redirects.filter(
    ({ fromPath }) => fromPath.length > 1 && fromPath.length <= PATH_LENGTH,
  );
  if (usable.length > 0) await addRedirects(manager, usable);
}

/** Saves new and changed items with all that hangs on them, and answers their articles' ids. */
export async function saveItems(
  manager: EntityManager,
  items: ChangedItem[],
  { sourceId, section }: { sourceId: string; section: string | undefined },
): Promise<string[]> {
  const prepared = await prepare(manager, items, section);
  await savePictures(manager, prepared);
  const people = await ensurePeople(
    manager,
    prepared.flatMap((one) => one.people),
  );
  const tagsByEdition = new Map<string, Map<string, string>>();
  for (const editionId of new Set(prepared.map(({ edition }) => edition.uid))) {
    const drafts = prepared.filter(({ edition }) => edition.uid === editionId);
    const tags = drafts.flatMap((one) => one.tags);
    tagsByEdition.set(editionId, await ensureTags(manager, editionId, tags));
  }
  const drafts = prepared.map((one) => {
    const tags = tagsByEdition.get(one.edition.uid) ?? new Map<string, string>();
    return toDraft(one, sourceId, { people, tags });
  });
  await saveArticles(manager, drafts);
  await saveOldPaths(manager, prepared);
  return drafts.map(({ uid }) => uid);
}
