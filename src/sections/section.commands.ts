import { type EntityManager } from 'typeorm';
import { newUid } from '../sql/uuid';

export interface SectionDraft {
  slug: string;
  name: string;
  description?: string | null;
  parentSlug?: string | null;
  position?: number;
  inNavigation?: boolean;
}

/**
 * Makes the sections that an edition does not have yet, parents before their children, and answers all their
 * ids by slug. A parent that is not there is left out.
 */
export async function ensureSections(
  manager: EntityManager,
  editionId: string,
  drafts: SectionDraft[],
): Promise<Map<string, string>> {
  const bySlug = new Map(drafts.map((draft) => [draft.slug, draft]));
  const levels: SectionDraft[][] = [];
  for (const draft of bySlug.values()) {
    let depth = 0;
    const seen = new Set([draft.slug]);
    let parent = bySlug.get(draft.parentSlug ?? '');
    while (parent && !seen.has(parent.slug)) {
      seen.add(parent.slug);
      depth += 1;
      parent = bySlug.get(parent.parentSlug ?? '');
    }
    (levels[depth] ??= []).push(draft);
  }
  for (const level of levels) await insertSections(manager, editionId, level);
  const found = await manager.query<{ id: string; slug: string }[]>(
    'SELECT id, slug FROM section WHERE edition_id = $1 AND slug = ANY($2::text[])',
    [editionId, [...bySlug.keys()]],
  );
  return new Map(found.map((row) => [row.slug, row.id]));
}

async function insertSections(
  manager: EntityManager,
  editionId: string,
  drafts: SectionDraft[],
): Promise<void> {
  const rows = drafts.map((draft) => ({
    id: newUid(),
    slug: draft.slug,
    name: draft.name,
    description: draft.description ?? null,
    parent_slug: draft.parentSlug ?? null,
    position: draft.position ?? 0,
    in_navigation: draft.inNavigation ?? true,
  }));
  await manager.query(
    `INSERT INTO section (id, edition_id, parent_id, slug, name, description, position, in_navigation)
     SELECT r.id, $2, p.id, r.slug, r.name, r.description, r.position, r.in_navigation
     FROM jsonb_to_recordset($1) AS r(id uuid, slug text, name text, description text, parent_slug text,
       position int, in_navigation boolean)
     LEFT JOIN section p ON p.edition_id = $2 AND p.slug = r.parent_slug AND p.slug <> r.slug
     ON CONFLICT (edition_id, slug) DO NOTHING`,
    [JSON.stringify(rows), editionId],
  );
}
