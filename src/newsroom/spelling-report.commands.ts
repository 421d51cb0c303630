import { type EntityManager } from 'typeorm';
import { type Block } from '../articles/body/block.types';
import { blockText } from '../articles/body/body.text';
import { badUserInput } from '../graphql/errors';
import { newUid } from '../sql/uuid';
import { noArticle } from './newsroom.errors';
import { findPlace, type Selection, type SpellingPlace } from './spelling-report.text';
import { type SpellingResolution } from './spelling-report.type';

export interface SpellingDraft extends Omit<Selection, 'block'> {
  articleId: string;
  blockId: string | null;
  comment: string | null;
}

/** Which report it went to, and whether that was there before. */
export interface SpellingReceipt {
  uid: string;
  duplicate: boolean;
}

// Taken before the text is read: no edit comes between that and the report, and no second report of the same place.
const LOCK = 'SELECT id FROM public_article WHERE id = $1 FOR NO KEY UPDATE';

const TEXT = `
  SELECT spelling_text_of($1) AS "text", (
    SELECT k.block FROM article_body b, jsonb_array_elements(b.blocks) AS k(block)
    WHERE b.article_id = $1 AND k.block ->> 'id' = $2 LIMIT 1) AS "block"`;

const COUNT_UP = `
  WITH counted AS (
    UPDATE spelling_report SET count = count + 1, comment = coalesce(comment, $5) WHERE id = (
      SELECT id FROM spelling_report
      WHERE article_id = $1 AND status <> 'FIXED' AND selected_text = $2
        AND (before_text = $3 AND left(after_text, 1) = left($4, 1)
          OR after_text = $4 AND right(before_text, 1) = right($3, 1))
      ORDER BY status, created_at LIMIT 1)
    RETURNING id)
  SELECT id FROM counted`;

const INSERT = `
  INSERT INTO spelling_report (article_id, selected_text, before_text, after_text, comment, id, block_id)
  VALUES ($1, $2, $3, $4, $5, $6, $7)`;

async function readPlace(manager: EntityManager, draft: SpellingDraft): Promise<SpellingPlace> {
  const [row] = await manager.query<{ text: string; block: Block | null }[]>(TEXT, [
    draft.articleId,
    draft.blockId,
  ]);
  if (draft.blockId !== null && !row?.block) {
    throw badUserInput('input.blockId', 'The article has no such block.');
  }
  const block = row?.block ? blockText(row.block) : '';
  const place = findPlace(row?.text ?? '', { ...draft, block });
  if (place) return place;
  throw badUserInput('input.selectedText', 'These words do not occur in the article.');
}

/**
 * Takes a reader's report of a mistake in a public article. Reports of one place are one, which counts them; one that an
 * editor has rejected stays so. NOT_FOUND for what is not public, BAD_USER_INPUT for words that are not in the article.
 */
export function reportSpelling(
  manager: EntityManager,
  draft: SpellingDraft,
): Promise<SpellingReceipt> {
  return manager.transaction(async (transaction) => {
    const locked = await transaction.query<object[]>(LOCK, [draft.articleId]);
    if (locked.length === 0) throw noArticle();
    const { selected, before, after } = await readPlace(transaction, draft);
    const values = [draft.articleId, selected, before, after, draft.comment];
    const [known] = await transaction.query<{ id: string }[]>(COUNT_UP, values);
    if (known) return { uid: known.id, duplicate: true };
    const uid = newUid();
    await transaction.query(INSERT, [...values, uid, draft.blockId]);
    return { uid, duplicate: false };
  });
}

/** Closes a report, or changes what was made of it; false where there is none. */
export async function resolveSpellingReport(
  manager: EntityManager,
  closedBy: string,
  uid: string,
  resolution: SpellingResolution,
): Promise<boolean> {
  const rows = await manager.query<object[]>(
    `WITH closed AS (
       UPDATE spelling_report SET status = $2, closed_at = now(), closed_by = $3 WHERE id = $1 RETURNING id)
     SELECT id FROM closed`,
    [uid, resolution, closedBy],
  );
  return rows.length > 0;
}
