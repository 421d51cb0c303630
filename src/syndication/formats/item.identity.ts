import { createHash } from 'node:crypto';
import { excerpt, filled, plainText } from './text.tools';
import { type SourceItem } from './source-item.types';

/**
 * What an item lacks, and what stands in for it, in every format:
 *
 * - **id**: the id the format has for it (guid, Atom id, `id`, `uri`, the post's guid). Without one, its
 *   link. Without either, a hash of its title, its date and its text, marked `sha256:`; such an item
 *   counts as a new one when any of these is edited.
 * - **title**: the first words of its standfirst, summary or text, marked by `titleIsDerived`.
 * - **date**: none is made up here. A date that cannot be read counts as missing; where only one of
 *   "published" and "updated" is given in Atom, the update stands for the publication. The importer
 *   takes the moment of the first import for an item without a date.
 * - **language**: the item's own, else that of the elements around it, else the feed's, else none; the
 *   importer takes the edition's.
 */
export function completed(
  item: Omit<SourceItem, 'externalId'> & { externalId?: string },
): SourceItem {
  const title = filled(item.title);
  const externalId = externalIdOf(item);
  if (title !== undefined) return { ...item, title, externalId };
  const text = item.standfirst ?? plainText((item.summary ?? item.content ?? '').slice(0, 20_000));
  return { ...item, title: excerpt(text), titleIsDerived: true, externalId };
}

export function externalIdOf(
  item: Pick<SourceItem, 'title' | 'link' | 'published' | 'summary' | 'content'> & {
    externalId?: string;
  },
): string {
  const given = filled(item.externalId) ?? filled(item.link);
  if (given !== undefined) return given.length <= 1_000 ? given : hash([given]);
  return hash([
    item.title,
    item.published?.toISOString() ?? '',
    item.content ?? item.summary ?? '',
  ]);
}

function hash(parts: readonly string[]): string {
  return `sha256:${createHash('sha256').update(JSON.stringify(parts)).digest('hex')}`;
}
