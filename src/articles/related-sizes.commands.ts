import { type Statements } from './related.lanes';
import { type EditionSize } from './related-counts.commands';

/** An edition's articles are weighed anew when more than this share of them has come, gone or been rewritten. */
const SHARE = 1 / 3;
/** Of fewer, each moves more how rare terms are: the share is as much smaller as an edition is than so many thirds. */
const LARGE = 5000;

export function hasChanged({ articles, changes }: EditionSize): boolean {
  return changes > articles * Math.min(SHARE, articles / LARGE);
}

/** Puts all articles of these editions in the queue to be weighed anew: how rare their terms are has changed. */
export async function weighAnew(
  manager: Statements,
  editions: readonly EditionSize[],
): Promise<void> {
  for (const { editionId } of editions) {
    // One that waits to be read may turn out not to have changed, and would not be weighed then.
    await manager.query(
      `INSERT INTO related_queue (article_id, stage)
       SELECT d.article_id, 1 FROM related_document d
       WHERE d.edition_id = $1 AND NOT EXISTS (
         SELECT FROM related_queue q WHERE q.article_id = d.article_id AND q.stage = 1)`,
      [editionId],
    );
    await manager.query('UPDATE related_edition SET changes = 0 WHERE edition_id = $1', [
      editionId,
    ]);
  }
}
