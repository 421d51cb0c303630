import { GraphQLError } from 'graphql';
import { badUserInput, type ErrorCode } from '../graphql/errors';
import { parseGlobalId, uidOf } from '../graphql/global-id';
import { type ItemTarget, type ListOperation } from './list-operation.types';
import { listIdOfKey, type ListOwner, savedListIdOf } from './reader.ids';
import { ReadingListVisibility } from './reading-list.enums';
import { checkedKey, checkedNote, checkedTitle } from './reading-list.inputs';
import { type ReadingListOperation, ReadingListOperationKind } from './reading-list-sync.types';

interface Reading {
  owner: ListOwner;
  editionId: string;
  /** How far the device's clock is behind ours, in milliseconds. */
  skew: number;
}

/** A list's key by its id, by the key that made it, or the saved one's. */
function listOf({ owner }: Reading, listId: string | null | undefined): string {
  if (listId == null) return savedListIdOf(owner.id);
  const parsed = parseGlobalId(listId);
  return parsed?.type === 'ReadingList' ? parsed.uid : listIdOfKey(owner.id, listId);
}

function needed<T>(field: string, value: T | null | undefined): T {
  if (value == null) throw badUserInput(field, `${field} is missing.`);
  return value;
}

function articleOf({ articleId }: ReadingListOperation): string {
  return uidOf('Article', needed('articleId', articleId), 'articleId');
}

function targetOf(reading: Reading, input: ReadingListOperation): ItemTarget {
  if (input.itemId != null) return { itemId: uidOf('ReadingListItem', input.itemId, 'itemId') };
  return { listId: listOf(reading, input.listId), articleId: articleOf(input) };
}

/** When it was done by our clock, as far as the device's is known; never before there were any. */
function timeOf({ skew }: Reading, at: Date): Date {
  return new Date(Math.max(0, at.getTime() + skew));
}

function actionOf(reading: Reading, input: ReadingListOperation, key: string): ListOperation {
  const at = timeOf(reading, input.at);
  const { editionId, owner } = reading;
  switch (input.kind) {
    case ReadingListOperationKind.CREATE_LIST: {
      const title = checkedTitle(needed('title', input.title));
      const visibility = ReadingListVisibility.PRIVATE;
      const listId = listIdOfKey(owner.id, key);
      return {
        kind: 'CREATE_LIST',
        listId,
        title,
        description: null,
        visibility,
        editionId,
        key,
        at,
      };
    }
    case ReadingListOperationKind.RENAME_LIST: {
      const title = checkedTitle(needed('title', input.title));
      const listId = listOf(reading, needed('listId', input.listId));
      const rest = { description: undefined, visibility: null, editionId };
      return { kind: 'UPDATE_LIST', listId, title, ...rest, key, at };
    }
    case ReadingListOperationKind.DELETE_LIST: {
      const listId = listOf(reading, needed('listId', input.listId));
      return { kind: 'DELETE_LIST', listId, key, at };
    }
    case ReadingListOperationKind.ADD: {
      const listId = listOf(reading, input.listId);
      const note = checkedNote(input.note);
      return { kind: 'ADD', listId, articleId: articleOf(input), note, key, at };
    }
    case ReadingListOperationKind.REMOVE:
      return { kind: 'REMOVE', target: targetOf(reading, input), key, at };
    case ReadingListOperationKind.MARK_READ:
      return { kind: 'MARK', target: targetOf(reading, input), readAt: at, key, at };
    case ReadingListOperationKind.MARK_UNREAD:
      return { kind: 'MARK', target: targetOf(reading, input), readAt: null, key, at };
  }
}

/**
 * A device's operation as one to apply. One that cannot be is refused when its turn comes, by itself; only a key that
 * cannot be throws.
 */
export function readOperation(reading: Reading, input: ReadingListOperation): ListOperation {
  const key = checkedKey('operations.key', input.key) ?? '';
  try {
    return actionOf(reading, input, key);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const code = error.extensions.code as ErrorCode;
    return { kind: 'REFUSE', code, message: error.message, key, at: null };
  }
}
