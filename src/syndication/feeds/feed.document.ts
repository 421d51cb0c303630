import { type Context } from '../../request/context';
import { type FeedFile, type FeedScope, feedUrl } from './feed.scope';
import { feedItems, type OutgoingArticle } from './feed.items';
import { latest } from './outgoing.answer';

/** All that a feed says, whatever the format. */
export interface FeedDocument {
  scope: FeedScope;
  siteName: string;
  selfUrl: string;
  publicUrl: string;
  rights: string;
  /** When the last change in it was made; `null` where it is empty. */
  updated: Date | null;
  items: OutgoingArticle[];
}

/** Reads what stands in a feed now. */
export async function feedDocument(
  context: Context,
  scope: FeedScope,
  file: FeedFile,
): Promise<FeedDocument> {
  const { settings } = context.frame;
  const items = await feedItems(context, scope);
  return {
    scope,
    siteName: settings.name,
    selfUrl: feedUrl(context, scope, file),
    publicUrl: context.publicUrl,
    rights: settings.rightsNotice,
    updated: latest(items.map((item) => item.updated)),
    items,
  };
}
