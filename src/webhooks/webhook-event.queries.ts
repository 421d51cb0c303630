import { type EntityManager } from 'typeorm';
import { toGlobalId } from '../graphql/global-id';
import { type OutboxEvent } from '../sql/outbox';

/** What a receiver is told. */
export interface WebhookEvent {
  id: string;
  kind: string;
  /** JSON, as it is signed and sent. */
  body: string;
}

const SHOWN = new Set(['article.published', 'article.updated', 'article.corrected']);
const GONE = new Set(['article.unpublished', 'article.deleted']);

interface PublicFacts {
  id: string;
  edition: string;
  path: string;
  headline: string;
}

/** Of articles, those that are public now, as they are now: a receiver learns nothing that a reader could not. */
async function publicFacts(
  manager: EntityManager,
  events: OutboxEvent[],
): Promise<Map<string, PublicFacts>> {
  const rows = await manager.query<PublicFacts[]>(
    `SELECT a.id, e.language AS edition, a.headline,
       CASE WHEN e.is_default THEN '' ELSE '/' || e.language END || '/' || s.slug || '/' || a.slug AS path
     FROM public_article a JOIN section s ON s.id = a.section_id JOIN edition e ON e.id = a.edition_id
     WHERE a.id = ANY($1::uuid[])`,
    [[...new Set(events.map(({ articleId }) => articleId))]],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** An update that comes with another event of its article says nothing more. */
function withoutRepeats(events: OutboxEvent[]): OutboxEvent[] {
  const last = new Map<string | null, string>();
  return events.filter(({ articleId, kind }) => {
    const before = last.get(articleId);
    if (kind !== 'article.corrected') last.set(articleId, kind);
    return kind !== 'article.updated' || before === undefined || GONE.has(before);
  });
}

/** What webhooks say of events: which public articles came, changed, were corrected or went. */
export async function webhookEvents(
  manager: EntityManager,
  events: OutboxEvent[],
): Promise<WebhookEvent[]> {
  const told = events.filter(({ kind }) => SHOWN.has(kind) || GONE.has(kind));
  if (told.length === 0) return [];
  const facts = await publicFacts(manager, told);
  return withoutRepeats(told).flatMap(({ id, kind, articleId, createdAt }) => {
    if (articleId === null) return [];
    const now = facts.get(articleId);
    if (SHOWN.has(kind) && !now) return [];
    const data = { ...(SHOWN.has(kind) && now), id: toGlobalId('Article', articleId) };
    const timestamp = createdAt.toISOString();
    return [{ id, kind, body: JSON.stringify({ type: kind, timestamp, data }) }];
  });
}
