import { FollowResolver } from './follow.resolver';
import {
  ReadingListItemMutationsResolver,
  ReadingListMutationsResolver,
} from './reading-list-mutations.resolver';
import {
  ReadingListConnectionResolver,
  ReadingListItemConnectionResolver,
  ReadingListItemResolver,
  ReadingListResolver,
} from './reading-list.resolver';
import { ReadingListSyncResolver } from './reading-list-sync.resolver';
import { ArticleSavedResolver, ViewerResolver } from './viewer.resolver';

/** All that the schema takes from this slice. */
export const READER_RESOLVERS = [
  ReadingListResolver,
  ReadingListConnectionResolver,
  ReadingListItemConnectionResolver,
  ReadingListItemResolver,
  ReadingListMutationsResolver,
  ReadingListItemMutationsResolver,
  ReadingListSyncResolver,
  FollowResolver,
  ViewerResolver,
  ArticleSavedResolver,
] as const;
