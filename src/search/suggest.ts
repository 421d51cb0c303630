import { sectionPath } from '../sections/section.resolver';
import { type Edition } from '../site/edition.entity';
import { type SectionFrame } from '../sections/section.frame';
import { SuggestionKind } from './search.enums';
import { type Suggestion } from './search.types';
import { type Suggestible } from './suggest.queries';

/** A text as prefixes are compared: words in lower case without accents, a space before each. */
export function foldName(text: string): string {
  const folded = text.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '');
  return ` ${folded.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()}`;
}

function sectionsLike(prefix: string, edition: Edition, sections: SectionFrame): Suggestible[] {
  const typed = foldName(prefix);
  return sections.ofEdition(edition.uid).flatMap((section) => {
    const name = foldName(section.name);
    if (!name.includes(typed)) return [];
    return [
      {
        kind: SuggestionKind.SECTION,
        text: section.name,
        slug: section.slug,
        sectionId: section.uid,
        isFirst: name.startsWith(typed),
        at: null,
      },
    ];
  });
}

function pathOf(found: Suggestible, edition: Edition, sections: SectionFrame): string | null {
  if (found.kind === SuggestionKind.PERSON) return `/authors/${found.slug}`;
  if (found.kind === SuggestionKind.TAG) return `${edition.pathPrefix}/tags/${found.slug}`;
  const section = found.sectionId === null ? undefined : sections.get(found.sectionId);
  if (!section) return null;
  const path = sectionPath(edition, section);
  return found.kind === SuggestionKind.SECTION ? path : `${path}/${found.slug}`;
}

/** Names take at most half of the places while there are headlines for the rest. */
function mixed(names: Suggestible[], headlines: Suggestible[], size: number): Suggestible[] {
  const room = Math.max(Math.ceil(size / 2), size - headlines.length);
  const shown = names.slice(0, room);
  return [...shown, ...headlines.slice(0, size - shown.length)];
}

/** The suggestions in their order: sections, tags and people before headlines, what begins as typed before the rest. */
export function toSuggestions(
  found: Suggestible[],
  {
    edition,
    sections,
    prefix,
    size,
  }: { edition: Edition; sections: SectionFrame; prefix: string; size: number },
): Suggestion[] {
  const seen = new Set<string>();
  const fresh = (one: Suggestible) => {
    const name = foldName(one.text);
    if (seen.has(name)) return false;
    seen.add(name);
    return true;
  };
  const first = (a: Suggestible, b: Suggestible) => Number(b.isFirst) - Number(a.isFirst);
  const names = [
    ...sectionsLike(prefix, edition, sections),
    ...found.filter(({ kind }) => kind === SuggestionKind.TAG),
    ...found.filter(({ kind }) => kind === SuggestionKind.PERSON),
  ].sort(first);
  const headlines = found.filter(({ kind }) => kind === SuggestionKind.ARTICLE);
  return mixed(names.filter(fresh), headlines.filter(fresh), size).flatMap((one) => {
    const path = pathOf(one, edition, sections);
    return path === null ? [] : [{ text: one.text, kind: one.kind, path }];
  });
}
