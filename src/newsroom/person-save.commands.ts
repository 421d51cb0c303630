import { type EntityManager } from 'typeorm';
import { Person, toSortName } from '../people/person.entity';
import { PERSON_COLUMNS } from '../people/person.queries';
import { hydrate, selectList } from '../sql/columns';
import { newUid } from '../sql/uuid';
import { checkImages } from './references.queries';

/** Somebody as an editor describes them; what is left out stays. */
export interface PersonEdit {
  slug: string;
  name: string;
  jobTitle?: string | null | undefined;
  bio?: string | null | undefined;
  imageId?: string | null | undefined;
}

const UPSERT = `
  INSERT INTO person AS p (id, slug, name, sort_name, job_title, bio, image_id)
  VALUES ($1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT (slug) DO UPDATE SET name = EXCLUDED.name, sort_name = EXCLUDED.sort_name,
    job_title = CASE WHEN $8 THEN EXCLUDED.job_title ELSE p.job_title END,
    bio = CASE WHEN $9 THEN EXCLUDED.bio ELSE p.bio END,
    image_id = CASE WHEN $10 THEN EXCLUDED.image_id ELSE p.image_id END
  RETURNING ${selectList('p', PERSON_COLUMNS)}`;

/** Makes somebody, or changes who has this slug. */
export async function upsertPerson(manager: EntityManager, edit: PersonEdit): Promise<Person> {
  const { slug, name, jobTitle, bio, imageId } = edit;
  if (imageId != null) await checkImages(manager, [{ name: imageId, field: 'input.imageId' }]);
  const rows = await manager.query<object[]>(UPSERT, [
    ...[newUid(), slug, name, toSortName(name), jobTitle ?? null, bio ?? null, imageId ?? null],
    ...[jobTitle, bio, imageId].map((value) => value !== undefined),
  ]);
  const [person] = hydrate(Person, rows);
  if (!person) throw new Error(`The person ${slug} was not saved.`);
  return person;
}
