import { filled, oneLine, plainText } from './text.tools';
import { type CategoryKind, type SourceCategory } from './source-item.types';

/** A list of more is a list of something else. */
const MAX_CATEGORIES = 300;

/** Each named once; what has no name is left out. */
export function categoriesOf(
  names: readonly (string | undefined)[],
  kind: CategoryKind = 'tag',
): SourceCategory[] {
  return names.slice(0, MAX_CATEGORIES).flatMap((written) => {
    const name = filled(oneLine(plainText(written ?? '')));
    return name === undefined ? [] : [{ name, kind }];
  });
}

export function uniqueCategories(categories: readonly SourceCategory[]): SourceCategory[] {
  const seen = new Map<string, SourceCategory>();
  for (const category of categories) {
    const key = `${category.kind} ${category.slug ?? category.name.toLowerCase()}`;
    if (!seen.has(key)) seen.set(key, category);
  }
  return [...seen.values()];
}

/** Keywords written as one list. */
export function commaSeparated(text: string | undefined): string[] {
  return text === undefined ? [] : text.split(/[,;]/, MAX_CATEGORIES);
}
