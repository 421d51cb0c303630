import { type Context } from '../request/context';
import { editionFor } from '../site/edition.lookup';
import { newUid } from '../sql/uuid';
import { type ListOperation } from './list-operation.types';
import { listIdOfKey, type ListOwner } from './reader.ids';
import {
  checkedDescription,
  checkedTitle,
  type CreateReadingListInput,
  type UpdateReadingListInput,
} from './reading-list.inputs';
import { type ReadingListVisibility } from './reading-list.enums';

/** Makes a list for an owner; of the same key, always the same list. */
export function creation(
  { frame }: Context,
  owner: ListOwner,
  input: CreateReadingListInput,
  options: { key: string | null; visibility: ReadingListVisibility },
): ListOperation {
  const { key } = options;
  return {
    kind: 'CREATE_LIST',
    listId: key === null ? newUid() : listIdOfKey(owner.id, key),
    title: checkedTitle(input.title),
    description: checkedDescription(input.description),
    visibility: input.visibility ?? options.visibility,
    editionId: editionFor(frame, input.edition).uid,
    key,
    at: null,
  };
}

export function update(
  { frame }: Context,
  listId: string,
  { title, description, visibility }: UpdateReadingListInput,
): ListOperation {
  return {
    kind: 'UPDATE_LIST',
    listId,
    title: title == null ? null : checkedTitle(title),
    description: description === undefined ? undefined : checkedDescription(description),
    visibility: visibility ?? null,
    editionId: frame.defaultEdition.uid,
    key: null,
    at: null,
  };
}
