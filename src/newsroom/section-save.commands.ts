import { type EntityManager } from 'typeorm';
import { badUserInput } from '../graphql/errors';
import { newUid } from '../sql/uuid';

/** A section as an administrator describes it; what is left out stays. */
export interface SectionEdit {
  slug: string;
  name: string;
  /** The slug of the section above it; `null`: it stands at the top. */
  parent?: string | null | undefined;
  description?: string | null | undefined;
  position?: number | null | undefined;
}

interface Known {
  id: string;
  slug: string;
  parentId: string | null;
}

/** The section above, which must not be the section itself or below it. */
function parentOf(sections: Known[], { slug, parent }: SectionEdit): string | null {
  if (parent == null) return null;
  const byId = new Map(sections.map((section) => [section.id, section]));
  const found = sections.find((section) => section.slug === parent);
  if (!found) throw badUserInput('input.parent', 'There is no such section.');
  const seen = new Set<string>();
  let above: Known | undefined = found;
  while (above && !seen.has(above.id)) {
    if (above.slug === slug) {
      throw badUserInput('input.parent', 'A section cannot stand below itself.');
    }
    seen.add(above.id);
    above = byId.get(above.parentId ?? '');
  }
  return found.id;
}

async function checkPath(manager: EntityManager, editionId: string, slug: string): Promise<void> {
  const [taken] = await manager.query<object[]>(
    `SELECT FROM static_page WHERE edition_id = $1 AND slug = $2
     UNION ALL SELECT FROM redirect WHERE edition_id = $1 AND from_path = '/' || $2`,
    [editionId, slug],
  );
  if (taken) throw badUserInput('input.slug', `Something else has, or had, the address /${slug}.`);
}

/**
 * Makes a section, or changes the one that has this slug in the edition. Where it stands in the tree is no part of any
 * path, so that moving it moves no address.
 */
export async function upsertSection(
  manager: EntityManager,
  editionId: string,
  edit: SectionEdit,
): Promise<void> {
  await manager.transaction(async (transaction) => {
    // One at a time, or two that move at once could make a circle.
    await transaction.query('SELECT FROM edition WHERE id = $1 FOR NO KEY UPDATE', [editionId]);
    const sections = await transaction.query<Known[]>(
      'SELECT id, slug, parent_id AS "parentId" FROM section WHERE edition_id = $1',
      [editionId],
    );
    const parentId = parentOf(sections, edit);
    const { slug, name, parent, description, position } = edit;
    if (!sections.some((section) => section.slug === slug)) {
      await checkPath(transaction, editionId, slug);
    }
    await transaction.query(
      `INSERT INTO section AS s (id, edition_id, parent_id, slug, name, description, position)
       VALUES ($1, $2, $3, $4, $5, $6, coalesce($7, 0))
       ON CONFLICT (edition_id, slug) DO UPDATE SET name = EXCLUDED.name,
         parent_id = CASE WHEN $8 THEN EXCLUDED.parent_id ELSE s.parent_id END,
         description = CASE WHEN $9 THEN EXCLUDED.description ELSE s.description END,
         position = coalesce($7, s.position)`,
      [
        ...[newUid(), editionId, parentId, slug, name, description ?? null, position ?? null],
        ...[parent, description].map((value) => value !== undefined),
      ],
    );
  });
}
