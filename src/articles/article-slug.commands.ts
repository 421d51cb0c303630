import { createHash } from 'node:crypto';
import { type EntityManager } from 'typeorm';

export interface SlugWish {
  uid: string;
  editionId: string;
  sectionId: string;
  slug: string;
}

const TAKEN = `
  SELECT w.place FROM unnest($1::int[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[])
    AS w(place, id, edition_id, section_id, slug)
  WHERE EXISTS (
      SELECT FROM article a
      WHERE a.edition_id = w.edition_id AND a.slug = w.slug AND a.id <> w.id)
    OR EXISTS (
      SELECT FROM redirect r JOIN section s ON s.id = w.section_id
      WHERE r.edition_id = w.edition_id AND r.from_path = '/' || s.slug || '/' || w.slug
        AND r.article_id IS DISTINCT FROM w.id)`;

async function takenPlaces(manager: EntityManager, wishes: SlugWish[]): Promise<Set<number>> {
  const rows = await manager.query<{ place: number }[]>(TAKEN, [
    wishes.map((_, place) => place),
    wishes.map((wish) => wish.uid),
    wishes.map((wish) => wish.editionId),
    wishes.map((wish) => wish.sectionId),
    wishes.map((wish) => wish.slug),
  ]);
  return new Set(rows.map((row) => row.place));
}

/**
 * The slug of each wish or, where another article has it or an old address leads elsewhere, the slug with an
 * ending of its own. The ending is made of the article's id, so that it is the same whenever it is asked for.
 */
export async function freeSlugs(manager: EntityManager, wishes: SlugWish[]): Promise<string[]> {
  const taken = await takenPlaces(manager, wishes);
  const given = new Set<string>();
  return wishes.map((wish, place) => {
    const key = `${wish.editionId}/${wish.slug}`;
    if (!taken.has(place) && !given.has(key)) {
      given.add(key);
      return wish.slug;
    }
    const ending = createHash('sha256').update(wish.uid).digest('hex').slice(0, 8);
    return `${wish.slug}-${ending}`;
  });
}
