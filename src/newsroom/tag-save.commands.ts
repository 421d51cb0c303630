import { type EntityManager } from 'typeorm';
import { type TagDraft } from '../articles/tag.commands';
import { Tag } from '../articles/tag.entity';
import { TAG_COLUMNS } from '../articles/tag.queries';
import { hydrate } from '../sql/columns';
import { newUid } from '../sql/uuid';

const UPSERT = `
  INSERT INTO tag AS t (id, edition_id, slug, name, kind) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (edition_id, slug) DO UPDATE SET name = EXCLUDED.name, kind = EXCLUDED.kind
  RETURNING ${TAG_COLUMNS}`;

/** Makes a tag, or changes the one that has this slug in the edition. */
export async function upsertTag(
  manager: EntityManager,
  editionId: string,
  { slug, name, kind }: TagDraft,
): Promise<Tag> {
  const rows = await manager.query<object[]>(UPSERT, [newUid(), editionId, slug, name, kind]);
  const [tag] = hydrate(Tag, rows);
  if (!tag) throw new Error(`The tag ${slug} was not saved.`);
  return tag;
}
