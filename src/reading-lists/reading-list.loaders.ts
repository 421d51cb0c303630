import { type Placed } from '../graphql/connection';
import { type Position } from '../graphql/cursor';
import { type PageRequest } from '../graphql/page.args';
import { hasRole, Role, type Viewer } from '../identity/viewer';
import { createLoader, loadInGroups, oneByKey } from '../sql/loader';
import { type RequestReader } from '../sql/request-reader';
import { type ChangeToken } from './change.token';
import { followsOf } from './follow.queries';
import { changesSince, type ReaderChanges } from './reader-changes.queries';
import { NEWSROOM, readerOf, savedListIdOf } from './reader.ids';
import { type ReadingList } from './reading-list.entity';
import {
  listsById,
  listsByShareToken,
  listsBySlug,
  listsOfReader,
  publicListCount,
  publicListPage,
} from './reading-list.queries';
import { type ReadingListItem } from './reading-list-item.entity';
import {
  articlesInList,
  type ItemPage,
  itemPages,
  itemPositions,
  itemsById,
  unreadCounts,
} from './reading-list-item.queries';

interface PublicListPage {
  editionId: string;
  page: PageRequest<Position>;
}

/** The ways to a list or an item, for somebody who owns the lists of `owners`. */
function createVisibleLoaders(reader: RequestReader, owners: string[]) {
  return {
    readingListById: createLoader(reader, async (uids: readonly string[]) =>
      oneByKey(uids, await listsById(reader, uids, owners), (list) => list.uid),
    ),
    readingListBySlug: createLoader(reader, async (slugs: readonly string[]) =>
      oneByKey(slugs, await listsBySlug(reader, slugs, owners), (list) => String(list.slug)),
    ),
    readingListItemById: createLoader(reader, async (uids: readonly string[]) =>
      oneByKey(uids, await itemsById(reader, uids, owners), (item) => item.uid),
    ),
  };
}

/** What anyone may read; items only of lists that the operation has got already. */
export function createReadingListLoaders(reader: RequestReader) {
  return {
    ...createVisibleLoaders(reader, []),
    readingListByShareToken: createLoader(reader, async (tokens: readonly string[]) =>
      oneByKey(tokens, await listsByShareToken(reader, tokens), (list) => String(list.shareToken)),
    ),
    publicReadingLists: createLoader<PublicListPage, Placed<ReadingList>[]>(
      reader,
      (keys) => Promise.all(keys.map((key) => publicListPage(reader, key.editionId, key.page))),
      JSON.stringify,
    ),
    publicReadingListCount: createLoader(reader, (editionIds: readonly string[]) =>
      Promise.all(editionIds.map((editionId) => publicListCount(reader, editionId))),
    ),
    itemsByReadingList: createLoader<ItemPage, Placed<ReadingListItem>[]>(
      reader,
      (lists) =>
        loadInGroups(
          lists,
          ({ listId: _listId, ...shape }) => JSON.stringify(shape),
          (group) => itemPages(reader, group),
        ),
      JSON.stringify,
    ),
    unreadCountByReadingList: createLoader(reader, async (uids: readonly string[]) => {
      const rows = await unreadCounts(reader, uids);
      return oneByKey(uids, rows, (row) => row.listId).map((row) => row?.count ?? 0);
    }),
    positionOfItem: createLoader<ReadingListItem, number>(
      reader,
      async (items) => {
        const rows = await itemPositions(reader, items);
        const uids = items.map((item) => item.uid);
        return oneByKey(uids, rows, (row) => row.uid).map((row) => row?.position ?? 0);
      },
      (item) => item.uid,
    ),
  };
}

/** What a reader may read of their own; editors may read all curated lists too. */
export function createReaderListLoaders(reader: RequestReader, viewer: Viewer) {
  const { id } = readerOf(viewer);
  const owners = hasRole(viewer, Role.EDITOR) ? [id, NEWSROOM.id] : [id];
  return {
    /** Whose lists are the viewer's own: also for what only an owner sees of a list. */
    ownerIds: owners,
    ...createVisibleLoaders(reader, owners),
    readingListsOfReader: createLoader(reader, (readerIds: readonly string[]) =>
      Promise.all(readerIds.map((readerId) => listsOfReader(reader, readerId))),
    ),
    followsOfReader: createLoader(reader, (readerIds: readonly string[]) =>
      Promise.all(readerIds.map((readerId) => followsOf(reader, readerId))),
    ),
    readerChanges: createLoader<ChangeToken, ReaderChanges>(
      reader,
      (tokens) => Promise.all(tokens.map((token) => changesSince(reader, id, token))),
      JSON.stringify,
    ),
    isSaved: createLoader(reader, async (articleIds: readonly string[]) => {
      const saved = await articlesInList(reader, savedListIdOf(id), articleIds);
      return articleIds.map((articleId) => saved.has(articleId));
    }),
  };
}
