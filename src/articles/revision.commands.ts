import { type EntityManager } from 'typeorm';
import { revisionState } from './revision.state';

/** Who saves where nobody did: imports, and what happens by the clock. */
export const SYSTEM = 'system';

/** Who saved, and what they say of it. */
export interface RevisionNote {
  savedBy: string;
  note: string | null;
}

/** Keeps articles' states as they are now, each under its version's number. One that is kept already stays. */
export async function keepRevisions(
  manager: EntityManager,
  uids: string[],
  { savedBy, note }: RevisionNote,
): Promise<void> {
  await manager.query(
    `INSERT INTO article_revision (article_id, number, saved_at, saved_by, note, headline, state)
     SELECT a.id, a.version, CASE $2 WHEN '${SYSTEM}' THEN a.updated_at ELSE now() END, $2, $3, a.headline,
       ${revisionState('a', 'b')}
     FROM article a JOIN article_body b ON b.article_id = a.id
     WHERE a.id = ANY($1::uuid[])
     ON CONFLICT (article_id, number) DO NOTHING`,
    [uids, savedBy, note],
  );
}
