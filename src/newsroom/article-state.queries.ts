import { type EntityManager } from 'typeorm';
import { type ArticleState, revisionState } from '../articles/revision.state';
import { noArticle } from './newsroom.errors';

/** An article as it is now, held for this transaction. */
export interface HeldArticle {
  version: number;
  language: string;
  state: ArticleState;
}

/** Holds an article so that nobody else changes it meanwhile. Throws NOT_FOUND. */
export async function holdArticle(manager: EntityManager, uid: string): Promise<HeldArticle> {
  await manager.query('SELECT FROM article WHERE id = $1 FOR NO KEY UPDATE', [uid]);
  const [row] = await manager.query<HeldArticle[]>(
    `SELECT a.version, e.language, ${revisionState('a', 'b')} AS state
     FROM article a JOIN article_body b ON b.article_id = a.id JOIN edition e ON e.id = a.edition_id
     WHERE a.id = $1`,
    [uid],
  );
  if (!row) throw noArticle();
  return row;
}

/** An article as one of its revisions has it; `null` where it has no such one. */
export async function revisionOf(
  manager: EntityManager,
  uid: string,
  number: number,
): Promise<ArticleState | null> {
  const [row] = await manager.query<{ state: ArticleState }[]>(
    'SELECT state FROM article_revision WHERE article_id = $1 AND number = $2',
    [uid, number],
  );
  return row?.state ?? null;
}

/**
 * Waits until nobody else changes what is a translation of what, and keeps them waiting until the transaction ends. The
 * database's own check takes the same lock, but when rows are locked already: two who point at one another would meet there.
 */
export async function holdTranslations(manager: EntityManager): Promise<void> {
  await manager.query('SELECT pg_advisory_xact_lock(7203149)');
}
