import { type TagKind } from '../../articles/article.enums';
import { type TagDraft } from '../../articles/tag.commands';
import { type CreditRole } from '../../people/credit-role.enum';
import { type PersonDraft } from '../../people/person.commands';
import { type SectionDraft } from '../../sections/section.commands';
import { firstPathPart } from '../../site/reserved.slugs';
import { toSlug } from '../../sql/slug';
import { type CategoryKind, type SourceItem } from '../formats/source-item.types';
import { cleanName } from './item.clean';

const MAX_TAGS = 30;

const TAG_KINDS: Record<CategoryKind, `${TagKind}`> = {
  category: 'TOPIC',
  tag: 'TOPIC',
  topic: 'TOPIC',
  place: 'PLACE',
  organisation: 'ORGANISATION',
  person: 'PERSON',
  event: 'EVENT',
};

/** Where an item goes that names no section. */
const DEFAULT_SECTION: SectionDraft = { slug: 'general', name: 'General' };

function sectionSlug(name: string, slug?: string): string {
  return firstPathPart(toSlug(slug ?? name, 'section'), 'section');
}

export interface CreditedPerson extends PersonDraft {
  role: `${CreditRole}`;
}

/**
 * Whom an item credits, known by name: the login of a blog's author is not for the public, and another blog's
 * "admin" is somebody else. Somebody of whom only an e-mail address is known is not named in public.
 */
export function itemPeople(item: SourceItem): CreditedPerson[] {
  const named = item.authors.filter(({ name, email }) => name !== email);
  return named.map(({ name, role, description }) => ({
    name: cleanName(name),
    slug: toSlug(name, 'author'),
    role,
    bio: description ?? null,
  }));
}

/**
 * The section an item goes to, with the one above it first. An item that names none goes to the section of the
 * edition that one of its categories is called like.
 */
export function itemSections(
  item: SourceItem,
  isSection: (slug: string) => boolean,
): [...SectionDraft[], SectionDraft] {
  const { sectionName, categories } = item;
  if (sectionName === undefined) {
    const namesake = categories.find(({ name, slug }) => isSection(sectionSlug(name, slug)));
    if (!namesake) return [DEFAULT_SECTION];
    return [sectionDraft(namesake.name, namesake.slug)];
  }
  const own = categories.find(({ kind, name }) => kind === 'category' && name === sectionName);
  const parent = categories.find(
    ({ kind, slug }) => kind === 'category' && slug === own?.parentSlug,
  );
  const parentDraft = parent?.slug === undefined ? null : sectionDraft(parent.name, parent.slug);
  const section = sectionDraft(sectionName, own?.slug);
  if (!parentDraft) return [section];
  return [parentDraft, { ...section, parentSlug: parentDraft.slug }];
}

/** A section of that name, under an address that the site has free for one. */
export function sectionDraft(name: string, slug?: string): SectionDraft {
  return { slug: sectionSlug(name, slug), name: cleanName(name) };
}

/** What an item is about: its categories without the one that is its section. */
export function itemTags(item: SourceItem): TagDraft[] {
  const tags = new Map<string, TagDraft>();
  for (const { name, slug: own, kind } of item.categories) {
    if (kind === 'category' && name === item.sectionName) continue;
    const slug = toSlug(own ?? name, '');
    if (slug !== '' && !tags.has(slug)) {
      tags.set(slug, { slug, name: cleanName(name), kind: TAG_KINDS[kind] });
    }
  }
  return [...tags.values()].slice(0, MAX_TAGS);
}
