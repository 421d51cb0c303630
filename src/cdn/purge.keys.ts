import { type EntityManager } from 'typeorm';
import { SITE } from '../cache/cache.tags';
import { ANY_CHANGE, surrogateKey } from '../cache/surrogate.keys';
import { tiesOf } from '../changes/change.queries';
import { tagsOfEvents, toLookUp } from '../changes/change.tags';
import { type OutboxEvent } from '../sql/outbox';

/** One of these keys is on everything that caches on the way may keep. */
export const EVERYTHING: readonly string[] = [SITE, ANY_CHANGE];

/** After so many changes at once everything is purged. */
const MOST_EVENTS = 20_000;

/** Rows of the site's frame: gateways read it anew when they are told, and evict its tag then. */
const FRAME_EVENTS = new Set(
  ['section', 'page', 'channel', 'edition', 'site', 'source', 'layout'].map(
    (row) => `${row}.changed`,
  ),
);

/** The keys of all that some events may have changed, as answers have them; `transaction` sees the database as of the events. */
export async function purgeKeys(
  transaction: EntityManager,
  events: readonly OutboxEvent[],
): Promise<readonly string[]> {
  if (events.length > MOST_EVENTS) return EVERYTHING;
  const { articleIds, originals } = toLookUp(events);
  const reader = {
    rows: <Row extends object>({ text }: { text: string }, values: unknown[]) =>
      transaction.query<Row[]>(text, values),
  };
  const tags = tagsOfEvents(events, await tiesOf(reader, articleIds, originals));
  if (events.some(({ kind }) => FRAME_EVENTS.has(kind))) tags.add(SITE);
  if (tags.size === 0) return [];
  return [...new Set([ANY_CHANGE, ...[...tags].map(surrogateKey)])];
}
