import { randomBytes } from 'node:crypto';
import { toSlug } from '../sql/slug';
import { emptyList } from './empty-list';
import { ItemApplier, type Of, type Touched } from './item.applier';
import { type ListOperation, type ListOutcome, OperationRefused } from './list-operation.types';
import { NEWSROOM } from './reader.ids';
import { type ReadingList } from './reading-list.entity';
import { ReadingListKind, ReadingListVisibility } from './reading-list.enums';

export const MAX_LISTS = 200;

const SHARE_TOKEN_BYTES = 24;
const SLUG_SUFFIX_BYTES = 5;

/**
 * Applies operations, in their order, to what was read of an owner's lists. Each is applied whole or refused; nothing
 * here reaches a database. What is to be written stands in `lists`, `items`, `emptied` and `saved` afterwards.
 */
export class ListApplier extends ItemApplier {
  /** The outcomes that are to be kept. */
  readonly outcomes: ListOutcome[] = [];

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
      case 'IMPORT':
        return this.import(operation);
      case 'REFUSE':
        throw new OperationRefused(operation.code, operation.message);
    }
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
}
