import { type EntityManager } from 'typeorm';
import { newUid } from '../sql/uuid';
import { type TagKind } from './article.enums';

export interface TagDraft {
  slug: string;
  name: string;
  kind: `${TagKind}`;
}

/** Makes the tags that an edition does not have yet and answers all their ids by slug. */
export async function ensureTags(
  manager: EntityManager,
  editionId: string,
  drafts: TagDraft[],
): Promise<Map<string, string>> {
  const rows = drafts.map((draft) => ({ ...draft, id: newUid() }));
  await manager.query(
    `INSERT INTO tag (id, edition_id, slug, name, kind)
     SELECT DISTINCT ON (r.slug) r.id, $2, r.slug, r.name, r.kind
     FROM jsonb_to_recordset($1) AS r(id uuid, slug text, name text, kind tag_kind)
     ORDER BY r.slug
     ON CONFLICT (edition_id, slug) DO NOTHING`,
    [JSON.stringify(rows), editionId],
  );
  const found = await manager.query<{ id: string; slug: string }[]>(
    'SELECT id, slug FROM tag WHERE edition_id = $1 AND slug = ANY($2::text[])',
    [editionId, drafts.map((draft) => draft.slug)],
  );
  return new Map(found.map((row) => [row.slug, row.id]));
}
