import { type Reader } from '../sql/reader';
import { namedStatement } from '../sql/statement';

const IDS_BY_SLUG = namedStatement('SELECT id, slug FROM person WHERE slug = ANY($1::text[])');

/** The rows' ids of people, whether public or not. */
export function personIdsBySlug(
  reader: Reader,
  slugs: readonly string[],
): Promise<{ id: string; slug: string }[]> {
  return reader.rows(IDS_BY_SLUG, [slugs]);
}
