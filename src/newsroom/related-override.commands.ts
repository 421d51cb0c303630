import { type EntityManager } from 'typeorm';
import { badUserInput } from '../graphql/errors';
import { holdArticle } from './article-state.queries';
import { type Mention } from './references.queries';

/** What an editor decides of an article's related ones: which stand first, and which never do. */
export interface RelatedDecision {
  pinned: Mention[];
  hidden: Mention[];
}

async function checkEditions(
  manager: EntityManager,
  editionId: string,
  mentions: Mention[],
): Promise<void> {
  const rows = await manager.query<{ id: string }[]>(
    'SELECT id FROM article WHERE id = ANY($1::uuid[]) AND edition_id = $2',
    [mentions.map(({ name }) => name), editionId],
  );
  const known = new Set(rows.map(({ id }) => id));
  for (const { name, field } of mentions) {
    if (!known.has(name)) {
      throw badUserInput(field, `${field}: there is no such article in this edition.`);
    }
  }
}

function checkRepeats(articleId: string, mentions: Mention[]): void {
  const seen = new Set([articleId]);
  for (const { name, field } of mentions) {
    if (seen.has(name)) {
      throw badUserInput(field, `${field} is the article itself, or is named twice.`);
    }
    seen.add(name);
  }
}

/** Replaces what was decided of an article's related ones. */
export async function setRelated(
  manager: EntityManager,
  articleId: string,
  { pinned, hidden }: RelatedDecision,
): Promise<void> {
  const mentions = [...pinned, ...hidden];
  checkRepeats(articleId, mentions);
  await manager.transaction(async (transaction) => {
    const { state } = await holdArticle(transaction, articleId);
    await checkEditions(transaction, state.editionId, mentions);
    await transaction.query('DELETE FROM related_override WHERE article_id = $1', [articleId]);
    await transaction.query(
      `INSERT INTO related_override (article_id, related_id, position)
       SELECT $1, r.id, r.position FROM unnest($2::uuid[], $3::int[]) AS r(id, position)`,
      [
        articleId,
        mentions.map(({ name }) => name),
        mentions.map((_, at) => (at < pinned.length ? at : null)),
      ],
    );
  });
}
