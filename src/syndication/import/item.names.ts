import { stripHtml } from '../../articles/body/html.strip';
import { type TagKind } from '../../articles/article.enums';
import { type TagDraft } from '../../articles/tag.commands';
import { type CreditRole } from '../../people/credit-role.enum';
import { type PersonDraft } from '../../people/person.commands';
import { type SectionDraft } from '../../sections/section.commands';
import { firstPathPart } from '../../site/reserved.slugs';
import { toSlug } from '../../sql/slug';
import { type CategoryKind, type SourceItem } from '../formats/source-item.types';
import { cleanName, readSlug } from './item.clean';

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
export const DEFAULT_SECTION: SectionDraft = { slug: 'general', name: 'General' };

function sectionSlug(name: string, slug?: string): string {
  return firstPathPart(toSlug(readSlug(slug ?? name), 'section'), 'section');
}

export interface CreditedPerson extends PersonDraft {
  role: `${CreditRole}`;
}

/**
 * Whom an item credits, known by name: the login of a blog's author is not for the public, and another blog's
 * "admin" is somebody else. Somebody of whom only an e-mail address is known is not named in public.
 */
export function itemPeople(item: SourceItem): CreditedPerson[] {
  const named = item.authors.filter(({ name, email }) => name !== email && cleanName(name) !== '');
  return named.map(({ name, role, description }) => ({
    name: cleanName(name),
    slug: toSlug(name, 'author'),
    role,
    bio: description === undefined ? null : stripHtml(description),
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
  const section = sectionDraft(sectionName, own?.slug);
  const parentSlug = own?.parentSlug;
  if (parentSlug === undefined) return [section];
  const parent = categories.find(({ kind, slug }) => kind === 'category' && slug === parentSlug);
  const parentDraft = sectionDraft(parent?.name ?? nameFrom(parentSlug), parentSlug);
  return [parentDraft, { ...section, parentSlug: parentDraft.slug }];
}

/** "local-news" as "Local news", where an item says no more of the section above its own. */
function nameFrom(slug: string): string {
  const words = readSlug(slug).replaceAll('-', ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A section of that name, under an address that the site has free for one. */
export function sectionDraft(name: string, slug?: string): SectionDraft {
  const own = sectionSlug(name, slug);
  return { slug: own, name: cleanName(name) || own };
}

/** What an item is about: its categories without the one that is its section. */
export function itemTags(item: SourceItem): TagDraft[] {
  const tags = new Map<string, TagDraft>();
  for (const { name, slug: own, kind } of item.categories) {
    if (kind === 'category' && name === item.sectionName) continue;
    const slug = toSlug(readSlug(own ?? name), '');
    if (slug !== '' && !tags.has(slug)) {
      tags.set(slug, { slug, name: cleanName(name) || slug, kind: TAG_KINDS[kind] });
    }
  }
  return [...tags.values()].slice(0, MAX_TAGS);
}
