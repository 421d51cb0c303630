import { type ArticleStatus } from '../../articles/article.enums';
import { type SourceItem } from '../formats/source-item.types';

/** What an article's visibility depends on. */
export interface ItemStatus {
  status: `${ArticleStatus}`;
  publishedAt: Date | null;
  updatedAt: Date;
  embargoUntil: Date | null;
}

// Dates beyond these are mistakes, and PostgreSQL and JavaScript write them differently.
const EARLIEST = Date.UTC(1400, 0, 1);
const LATEST = Date.UTC(9999, 0, 1);

function sane(date: Date | undefined): Date | null {
  const time = date?.getTime() ?? NaN;
  return date !== undefined && time >= EARLIEST && time < LATEST ? date : null;
}

/** Whether its source wants it shown no longer. */
export function isExpired({ expires }: Pick<SourceItem, 'expires'>, now: Date): boolean {
  const end = sane(expires);
  return end !== null && end <= now;
}

function statusOf(item: SourceItem, publishedAt: Date, now: Date): `${ArticleStatus}` {
  if (item.status === 'withdrawn' || isExpired(item, now)) return 'UNPUBLISHED';
  // An embargo holds, also one whose date makes no sense.
  if (item.embargoUntil && !sane(item.embargoUntil)) return 'DRAFT';
  if (item.status === 'published') return publishedAt > now ? 'SCHEDULED' : 'PUBLISHED';
  // What the source schedules without a date waits for an editor.
  if (item.status === 'scheduled') return sane(item.published) ? 'SCHEDULED' : 'DRAFT';
  return 'DRAFT';
}

/**
 * What an item's own status and dates make of it. An item without a date is dated to its first import (`known`,
 * where it was imported before); one dated in the future is scheduled, whatever its source says.
 */
export function itemStatus(item: SourceItem, known: Date | null, now: Date): ItemStatus {
  const dated = sane(item.published) ?? known ?? sane(item.updated) ?? now;
  const status = statusOf(item, dated, now);
  const publishedAt = status === 'DRAFT' ? null : dated;
  const changed = sane(item.updated) ?? (known ? now : dated);
  return {
    status,
    publishedAt,
    updatedAt: publishedAt && changed < publishedAt ? publishedAt : changed,
    embargoUntil: sane(item.embargoUntil),
  };
}
