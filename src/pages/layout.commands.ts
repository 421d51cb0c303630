import { type EntityManager } from 'typeorm';
import { newUid } from '../sql/uuid';
import { readLayout } from './layout.schema';
import { PageKind } from './page.enums';
import { type LayoutModule } from './page.layout';

/**
 * Lays a page out: the one at `place`, a path without the edition's prefix, or all of the kind that `place` names.
 * What was laid out there before is replaced. Throws for a layout that is wrong.
 */
export async function savePageLayout(
  manager: EntityManager,
  editionId: string,
  place: string,
  modules: LayoutModule[],
): Promise<void> {
  const column = Object.hasOwn(PageKind, place) ? 'kind' : 'path';
  if (column === 'path' && !place.startsWith('/')) throw new Error(`${place} is no path.`);
  await manager.query(
    `INSERT INTO page_layout (id, edition_id, ${column}, modules) VALUES ($1, $2, $3, $4)
     ON CONFLICT (edition_id, ${column}) WHERE ${column} IS NOT NULL DO UPDATE SET modules = EXCLUDED.modules`,
    [newUid(), editionId, place, JSON.stringify(readLayout(modules))],
  );
}
