import { type EntityManager } from 'typeorm';
import { newUid } from '../sql/uuid';

export interface RedirectDraft {
  editionId: string;
  /** With its leading slash, without the edition's prefix. */
  fromPath: string;
  articleId: string;
}

/** Lets old addresses lead to articles. An address that an article has, or that leads elsewhere already, stays as it is. */
export async function addRedirects(manager: EntityManager, drafts: RedirectDraft[]): Promise<void> {
  const rows = drafts.map(({ editionId, fromPath, articleId }, place) => ({
    id: newUid(),
    place,
    edition_id: editionId,
    from_path: fromPath,
    article_id: articleId,
  }));
  await manager.query(
    `INSERT INTO redirect (id, edition_id, from_path, article_id)
     SELECT r.id, r.edition_id, r.from_path, r.article_id
     FROM jsonb_to_recordset($1) AS r(id uuid, place int, edition_id uuid, from_path text, article_id uuid)
     WHERE NOT EXISTS (
       SELECT FROM article a JOIN section s ON s.id = a.section_id
       WHERE a.edition_id = r.edition_id AND a.slug = split_part(r.from_path, '/', 3)
         AND r.from_path = '/' || s.slug || '/' || a.slug)
     ORDER BY r.place
     ON CONFLICT (edition_id, from_path) DO NOTHING`,
    [JSON.stringify(rows)],
  );
}
