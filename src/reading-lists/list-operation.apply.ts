import { randomBytes } from 'node:crypto';
import { generateKeyBetween } from 'fractional-indexing';
import { toSlug } from '../sql/slug';
import { newUid } from '../sql/uuid';
import {
  type ItemTarget,
  type ListOperation,
  type ListOutcome,
  OperationRefused,
} from './list-operation.types';
import { NEWSROOM } from './reader.ids';
import { pairKey, type ReaderState } from './reader-state.queries';
import { ReadingList } from './reading-list.entity';
import { ReadingListKind, ReadingListVisibility } from './reading-list.enums';
import { ReadingListItem } from './reading-list-item.entity';

export const MAX_LISTS = 200;
export const MAX_ITEMS = 5_000;

const SHARE_TOKEN_BYTES = 24;
const SLUG_SUFFIX_BYTES = 5;

type Of<Kind extends ListOperation['kind']> = Extract<ListOperation, { kind: Kind }>;

/** What an operation has to do with, for its outcome. */
interface Touched {
  listId?: string;
  itemId?: string;
}

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

/**
 * Applies operations, in their order, to what was read of an owner's lists. Each is applied whole or refused; nothing
 * here reaches a database. What is to be written stands in `lists`, `items`, `emptied` and `saved` afterwards.
 */
export class ListApplier {
  readonly lists = new Set<ReadingList>();
  readonly items = new Set<ReadingListItem>();
  /** The lists that were deleted, whose items go. */
  readonly emptied: string[] = [];
  /** Articles that a reader has added. */
  readonly saved: string[] = [];
  /** The outcomes that are to be kept. */
  readonly outcomes: ListOutcome[] = [];

  constructor(private readonly state: ReaderState) {}

  /** Applies one, unless its key says that it was applied before. */
  apply(operation: ListOperation): ListOutcome {
    const { key } = operation;
    const earlier = key === null ? undefined : this.state.outcomes.get(key);
    if (earlier) return earlier;
    const outcome = this.outcomeOf(operation);
    if (key !== null) {
      this.state.outcomes.set(key, outcome);
      this.outcomes.push(outcome);
    }
    return outcome;
  }

  private outcomeOf(operation: ListOperation): ListOutcome {
    const { key } = operation;
    const none = { key, code: null, message: null, listId: null, itemId: null };
    try {
      return { ...none, ...this.perform(operation) };
    } catch (error) {
      if (!(error instanceof OperationRefused)) throw error;
      return { ...none, code: error.code, message: error.message };
    }
  }

  private perform(operation: ListOperation): Touched {
    switch (operation.kind) {
      case 'CREATE_LIST':
        return this.createList(operation);
      case 'UPDATE_LIST':
        return this.updateList(operation);
      case 'SHARE_LIST':
        return this.shareList(operation);
      case 'DELETE_LIST':
        return this.deleteList(operation);
      case 'ADD':
        return this.add(operation);
      case 'REMOVE':
        return this.remove(operation);
      case 'MARK':
        return this.mark(operation);
      case 'MOVE':
        return this.move(operation);
    }
  }

  /** When it counts as done: no device's clock is believed to be ahead of ours. */
  private timeOf({ at }: ListOperation, last: Date | null): Date {
    const { now } = this.state;
    if (at === null) return last !== null && last > now ? last : now;
    return at > now ? now : at;
  }

  private list(listId: string): ReadingList {
    const list = this.state.lists.get(listId);
    if (list?.deletedAt === null) return list;
    if (listId === this.state.savedListId && this.state.owner !== NEWSROOM) {
      const saved = emptySavedList(listId, this.state.owner.id, this.state.now);
      this.state.lists.set(listId, saved);
      return saved;
    }
    throw new OperationRefused('NOT_FOUND', 'There is no such list.');
  }

  private touch(list: ReadingList): void {
    list.updatedAt = this.state.now;
    this.lists.add(list);
  }

  private createList(operation: Of<'CREATE_LIST'>): Touched {
    const { listId, title, description, visibility, editionId } = operation;
    const { state } = this;
    const known = state.lists.get(listId);
    if (known?.deletedAt) throw new OperationRefused('NOT_FOUND', 'The list was deleted.');
    if (known) return { listId };
    if (state.listCount >= MAX_LISTS && state.owner !== NEWSROOM) {
      throw new OperationRefused(
        'BAD_USER_INPUT',
        `A reader has at most ${MAX_LISTS} lists; delete one first.`,
      );
    }
    const kind = state.owner === NEWSROOM ? ReadingListKind.CURATED : ReadingListKind.CUSTOM;
    const own = { uid: listId, readerId: state.owner.id, kind, title, description, editionId };
    const list = emptyList({ ...own, titleAt: this.timeOf(operation, null) }, state.now);
    this.show(list, visibility, editionId);
    state.lists.set(listId, list);
    state.listCount += 1;
    this.touch(list);
    return { listId };
  }

  private updateList(operation: Of<'UPDATE_LIST'>): Touched {
    const list = this.list(operation.listId);
    const at = this.timeOf(operation, list.titleAt);
    if (operation.title !== null && at >= list.titleAt) {
      list.title = operation.title;
      list.titleAt = at;
    }
    if (operation.description !== undefined) list.description = operation.description;
    if (operation.visibility !== null) this.show(list, operation.visibility, operation.editionId);
    this.touch(list);
    return { listId: list.uid };
  }

  private show(list: ReadingList, visibility: ReadingListVisibility, editionId: string): void {
    if (visibility === ReadingListVisibility.PRIVATE) list.shareToken = null;
    if (visibility === ReadingListVisibility.UNLISTED) {
      list.shareToken ??= randomBytes(SHARE_TOKEN_BYTES).toString('base64url');
    }
    if (visibility === ReadingListVisibility.PUBLIC) {
      // By chance, so that a slug that is taken says nothing of who has taken it.
      const suffix = randomBytes(SLUG_SUFFIX_BYTES).toString('hex');
      list.slug ??= `${toSlug(list.title, 'list')}-${suffix}`;
      list.editionId ??= editionId;
      if (list.visibility !== visibility) list.listedAt = this.state.now;
    }
    list.visibility = visibility;
  }

  private shareList({ listId, rotate }: Of<'SHARE_LIST'>): Touched {
    const list = this.list(listId);
    if (rotate) list.shareToken = null;
    list.shareToken ??= randomBytes(SHARE_TOKEN_BYTES).toString('base64url');
    if (list.visibility === ReadingListVisibility.PRIVATE) {
      list.visibility = ReadingListVisibility.UNLISTED;
    }
    this.touch(list);
    return { listId };
  }

  private deleteList({ listId }: Of<'DELETE_LIST'>): Touched {
    const list = this.list(listId);
    if (list.kind === ReadingListKind.SAVED) {
      throw new OperationRefused('BAD_USER_INPUT', 'The saved list is always there.');
    }
    Object.assign(list, { deletedAt: this.state.now, itemCount: 0, slug: null, shareToken: null });
    for (const item of [...this.state.items.values()].filter((one) => one.listId === listId)) {
      this.state.items.delete(item.uid);
      this.items.delete(item);
    }
    this.emptied.push(listId);
    this.state.listCount -= 1;
    this.touch(list);
    return { listId };
  }

  private find(target: ItemTarget): ReadingListItem | undefined {
    const { items, itemIds } = this.state;
    if ('itemId' in target) return items.get(target.itemId);
    this.list(target.listId);
    return items.get(itemIds.get(pairKey(target.listId, target.articleId)) ?? '');
  }

  private nextRank(listId: string): string {
    const rank = generateKeyBetween(this.state.lastRanks.get(listId) ?? null, null);
    this.state.lastRanks.set(listId, rank);
    return rank;
  }

  private newItem(listId: string, articleId: string): ReadingListItem {
    const { state } = this;
    const item = Object.assign(new ReadingListItem(), {
      uid: newUid(),
      listId,
      readerId: state.owner.id,
      articleId,
      ownNote: null,
      ownReadAt: null,
      readChangedAt: null,
      version: 0,
    });
    state.items.set(item.uid, item);
    state.itemIds.set(pairKey(listId, articleId), item.uid);
    return item;
  }

  private add(operation: Of<'ADD'>): Touched {
    const { listId, articleId, note } = operation;
    const list = this.list(listId);
    const known = this.find(operation);
    const at = this.timeOf(operation, known?.changedAt ?? null);
    if (known && (at < known.changedAt || known.removedAt === null)) {
      if (at >= known.changedAt) {
        known.changedAt = at;
        known.ownNote = note ?? known.ownNote;
        this.items.add(known);
      }
      return { listId, itemId: known.uid };
    }
    if (!this.state.publicArticles.has(articleId)) {
      throw new OperationRefused('NOT_FOUND', 'There is no such article.');
    }
    if (list.itemCount >= MAX_ITEMS) {
      throw new OperationRefused('BAD_USER_INPUT', `A list has at most ${MAX_ITEMS} items.`);
    }
    const item = known ?? this.newItem(listId, articleId);
    Object.assign(item, { addedAt: at, changedAt: at, removedAt: null, ownNote: note });
    item.rank = this.nextRank(listId);
    this.items.add(item);
    list.itemCount += 1;
    this.touch(list);
    if (list.kind !== ReadingListKind.CURATED) this.saved.push(articleId);
    return { listId, itemId: item.uid };
  }

  private remove(operation: Of<'REMOVE'>): Touched {
    const { target } = operation;
    const item = this.find(target) ?? this.tombstone(operation);
    if (!item) return 'listId' in target ? { listId: target.listId } : {};
    const { listId, uid: itemId } = item;
    const at = this.timeOf(operation, item.changedAt);
    if (at < item.changedAt) return { listId, itemId };
    if (item.removedAt === null) {
      const list = this.list(listId);
      list.itemCount -= 1;
      this.touch(list);
      const unread = { ownNote: null, ownReadAt: null, readChangedAt: null };
      Object.assign(item, { removedAt: this.state.now, ...unread });
    }
    item.changedAt = at;
    this.items.add(item);
    return { listId, itemId };
  }

  /** A device may tell of a removal before another tells of the addition that came first. */
  private tombstone({ target, at }: Of<'REMOVE'>): ReadingListItem | null {
    if ('itemId' in target) throw new OperationRefused('NOT_FOUND', 'There is no such item.');
    if (at === null || !this.state.publicArticles.has(target.articleId)) return null;
    const list = this.list(target.listId);
    this.lists.add(list);
    const item = this.newItem(target.listId, target.articleId);
    const { now } = this.state;
    return Object.assign(item, { rank: '', addedAt: at, changedAt: new Date(0), removedAt: now });
  }

  private standing(target: ItemTarget): ReadingListItem {
    const item = this.find(target);
    if (item?.removedAt === null) return item;
    throw new OperationRefused('NOT_FOUND', 'There is no such item.');
  }

  private mark(operation: Of<'MARK'>): Touched {
    const item = this.standing(operation.target);
    const at = this.timeOf(operation, item.readChangedAt);
    if (item.readChangedAt === null || at >= item.readChangedAt) {
      const { readAt } = operation;
      const { now } = this.state;
      item.ownReadAt = readAt !== null && readAt > now ? now : readAt;
      item.readChangedAt = at;
      this.items.add(item);
    }
    return { listId: item.listId, itemId: item.uid };
  }

  private move({ itemId, position }: Of<'MOVE'>): Touched {
    const item = this.standing({ itemId });
    const { neighbours, lastRanks } = this.state;
    const [first = null, second = null] = neighbours;
    const isBeyond = first === null && position > 0;
    const before = position === 0 ? null : isBeyond ? (lastRanks.get(item.listId) ?? null) : first;
    item.rank = generateKeyBetween(before, position === 0 ? first : second);
    this.items.add(item);
    this.touch(this.list(item.listId));
    return { listId: item.listId, itemId };
  }
}
