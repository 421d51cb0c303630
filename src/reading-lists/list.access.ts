import { uidOf } from '../graphql/global-id';
import { type Context } from '../request/context';
import { readerOf, savedListIdOf } from './reader.ids';
import { type ReadingList } from './reading-list.entity';
import { type ReadingListItem } from './reading-list-item.entity';
import { emptySavedList } from './empty-list';

/** The loaders that know what the viewer may see; nobody sees what is public. */
export function visibleLists(context: Context) {
  return context.viewer ? context.asReader().loaders : context.loaders;
}

/** Whether a row is the viewer's own or, to an editor, the newsroom's. */
export function isOwn(context: Context, { readerId }: ReadingList | ReadingListItem): boolean {
  return context.viewer !== null && context.asReader().loaders.ownerIds.includes(readerId);
}

/** A reader's saved list, which is there before its row is, and the others. */
export async function listsOf(
  context: Context,
  readerId: string,
): Promise<[saved: ReadingList, ...others: ReadingList[]]> {
  const lists = await context.asReader().loaders.readingListsOfReader.load(readerId);
  const savedId = savedListIdOf(readerId);
  const saved = lists.find((list) => list.uid === savedId);
  const others = lists.filter((list) => list !== saved);
  return [saved ?? emptySavedList(savedId, readerId, new Date(0)), ...others];
}

/** A list by its id, where the viewer may see it. */
export async function listById(context: Context, uid: string): Promise<ReadingList | null> {
  const list = await visibleLists(context).readingListById.load(uid);
  if (list || !context.viewer) return list;
  const { id } = readerOf(context.viewer);
  return uid === savedListIdOf(id) ? emptySavedList(uid, id, new Date(0)) : null;
}

/** The row's key in the id of a list; the viewer's saved list where none is given. */
export function listUid(context: Context, id: string | null | undefined): string {
  if (id != null) return uidOf('ReadingList', id, 'listId');
  return savedListIdOf(readerOf(context.asReader().viewer).id);
}
