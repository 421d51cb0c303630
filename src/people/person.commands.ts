import { type EntityManager } from 'typeorm';
import { newUid } from '../sql/uuid';
import { toSortName } from './person.entity';

export interface PersonDraft {
  slug: string;
  name: string;
  jobTitle?: string | null;
  bio?: string | null;
  imageId?: string | null;
  isStaff?: boolean;
}

/** Makes the people that are not there yet and answers all their ids by slug. Who is there stays as they are. */
export async function ensurePeople(
  manager: EntityManager,
  drafts: PersonDraft[],
): Promise<Map<string, string>> {
  const rows = drafts.map((draft) => ({
    id: newUid(),
    slug: draft.slug,
    name: draft.name,
    sort_name: toSortName(draft.name),
    job_title: draft.jobTitle ?? null,
    bio: draft.bio ?? null,
    image_id: draft.imageId ?? null,
    is_staff: draft.isStaff ?? false,
  }));
  await manager.query(
    `INSERT INTO person (id, slug, name, sort_name, job_title, bio, image_id, is_staff)
     SELECT DISTINCT ON (r.slug) r.* FROM jsonb_to_recordset($1) AS r(id uuid, slug text, name text,
       sort_name text, job_title text, bio text, image_id uuid, is_staff boolean)
     ORDER BY r.slug
     ON CONFLICT (slug) DO NOTHING`,
    [JSON.stringify(rows)],
  );
  const found = await manager.query<{ id: string; slug: string }[]>(
    'SELECT id, slug FROM person WHERE slug = ANY($1::text[])',
    [drafts.map((draft) => draft.slug)],
  );
  return new Map(found.map((row) => [row.slug, row.id]));
}
