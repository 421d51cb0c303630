import { generateKeyBetween } from 'fractional-indexing';
import { newUid } from '../sql/uuid';
import { emptySavedList } from './empty-list';
import { type ItemTarget, type ListOperation, OperationRefused } from './list-operation.types';
import { LONGEST_RANK, type Respacing } from './rank.space';
import { NEWSROOM } from './reader.ids';
import { pairKey, type ReaderState } from './reader-state.queries';
import { type ReadingList } from './reading-list.entity';
import { ReadingListKind } from './reading-list.enums';
import { ReadingListItem } from './reading-list-item.entity';

export const MAX_ITEMS = 5_000;

export type Of<Kind extends ListOperation['kind']> = Extract<ListOperation, { kind: Kind }>;

/** What an operation has to do with, for its outcome. */
export interface Touched {
  listId?: string;
  itemId?: string;
}

/** Applies what is done to items. */
export class ItemApplier {
  readonly lists = new Set<ReadingList>();
  readonly items = new Set<ReadingListItem>();
  /** The lists that were deleted, whose items go. */
  readonly emptied: string[] = [];
  /** Articles that a reader has added to a list for the first time: taken out and added again, one counts once. */
  readonly saved: string[] = [];
  /** The list whose ranks have become too long; the moved item is written with the others then. */
  respacing: Respacing | null = null;

  constructor(protected readonly state: ReaderState) {}

  /** When it counts as done: no device's clock is believed to be ahead of ours. */
  protected timeOf({ at }: ListOperation, last: Date | null): Date {
    const { now } = this.state;
    if (at === null) return last !== null && last > now ? last : now;
    return at > now ? now : at;
  }

  protected list(listId: string): ReadingList {
    const list = this.state.lists.get(listId);
    if (list?.deletedAt === null) return list;
    if (listId === this.state.savedListId && this.state.owner !== NEWSROOM) {
      const saved = emptySavedList(listId, this.state.owner.id, this.state.now);
      this.state.lists.set(listId, saved);
      return saved;
    }
    throw new OperationRefused('NOT_FOUND', 'There is no such list.');
  }

  protected touch(list: ReadingList): void {
    list.updatedAt = this.state.now;
    this.lists.add(list);
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

  private firstItem({ uid, kind }: ReadingList, articleId: string): ReadingListItem {
    if (kind !== ReadingListKind.CURATED) this.saved.push(articleId);
    return this.newItem(uid, articleId);
  }

  protected add(operation: Of<'ADD'>): Touched {
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
    const item = known ?? this.firstItem(list, articleId);
    Object.assign(item, { addedAt: at, changedAt: at, removedAt: null, ownNote: note });
    item.rank = this.nextRank(listId);
    this.items.add(item);
    list.itemCount += 1;
    this.touch(list);
    return { listId, itemId: item.uid };
  }

  protected remove(operation: Of<'REMOVE'>): Touched {
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

  protected mark(operation: Of<'MARK'>): Touched {
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

  protected import({ listId, items }: Of<'IMPORT'>): Touched {
    this.list(listId);
    for (const { articleId, note, at, readAt } of items) {
      const target = { listId, articleId };
      if (!this.state.publicArticles.has(articleId)) continue;
      this.add({ kind: 'ADD', ...target, note, key: null, at });
      if (readAt && this.find(target)?.removedAt === null) {
        this.mark({ kind: 'MARK', target, readAt, key: null, at: readAt });
      }
    }
    return { listId };
  }

  protected move({ itemId, position }: Of<'MOVE'>): Touched {
    const item = this.standing({ itemId });
    const { neighbours, lastRanks } = this.state;
    const [first = null, second = null] = neighbours;
    const isBeyond = first === null && position > 0;
    const before = position === 0 ? null : isBeyond ? (lastRanks.get(item.listId) ?? null) : first;
    item.rank = generateKeyBetween(before, position === 0 ? first : second);
    if (item.rank.length > LONGEST_RANK) this.respacing = { listId: item.listId, item };
    else this.items.add(item);
    this.touch(this.list(item.listId));
    return { listId: item.listId, itemId };
  }
}
