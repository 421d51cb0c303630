import { ReadingList } from './reading-list.entity';
import { ReadingListKind, ReadingListVisibility } from './reading-list.enums';

/** A list as it is before anything was written of it: so is every reader's saved list at first. */
export function emptyList(properties: Partial<ReadingList>, now: Date): ReadingList {
  return Object.assign(new ReadingList(), {
    editionId: null,
    description: null,
    visibility: ReadingListVisibility.PRIVATE,
    slug: null,
    shareToken: null,
    itemCount: 0,
    version: 0,
    titleAt: now,
    createdAt: now,
    updatedAt: now,
    listedAt: null,
    deletedAt: null,
    ...properties,
  });
}

export function emptySavedList(uid: string, readerId: string, now: Date): ReadingList {
  const own = { uid, readerId, kind: ReadingListKind.SAVED, title: 'Saved' };
  return emptyList({ ...own, titleAt: new Date(0) }, now);
}
