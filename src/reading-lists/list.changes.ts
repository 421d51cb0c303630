import { clientError } from '../graphql/errors';
import { hasRole, Role } from '../identity/viewer';
import { type Context } from '../request/context';
import { type ListOperation, type ListOutcome } from './list-operation.types';
import { type ReadingList } from './reading-list.entity';
import { type ReadingListItem } from './reading-list-item.entity';
import { type ListOutcomes } from './reading-list.commands';

/** What an operation was about, as it is now. */
export interface Changed {
  outcome: ListOutcome;
  list: ReadingList | undefined;
  item: ReadingListItem | undefined;
}

function changedBy({ outcomes, lists, items }: ListOutcomes): Changed[] {
  return outcomes.map((outcome) => ({
    outcome,
    list: lists.get(outcome.listId ?? ''),
    item: items.get(outcome.itemId ?? ''),
  }));
}

/**
 * Applies operations of one mutation to the viewer's own lists or, of an editor, to curated ones; throws the reason where
 * one is refused, and then none is applied.
 */
export async function change(context: Context, operations: ListOperation[]): Promise<Changed[]> {
  const { commands, viewer } = context.asReader();
  const own = await commands.changeReadingLists(viewer, operations, 'UNDO');
  const refused = own.outcomes.find(({ code }) => code !== null);
  if (!refused) return changedBy(own);
  if (refused.code === 'NOT_FOUND' && hasRole(viewer, Role.EDITOR)) {
    const curated = await context.asEditor().commands.changeCuratedLists(operations);
    if (curated.outcomes.every(({ code }) => code === null)) return changedBy(curated);
  }
  throw clientError(refused.code ?? 'NOT_FOUND', refused.message ?? '');
}

export function required<T>(row: T | undefined, what: string): T {
  if (row) return row;
  throw clientError('NOT_FOUND', `There is no such ${what}.`);
}

/** As {@link change}, of one operation that a list comes of. */
export async function changeList(context: Context, operation: ListOperation): Promise<ReadingList> {
  const [changed] = await change(context, [operation]);
  return required(changed?.list, 'list');
}

/** As {@link change}, of one operation that an item comes of. */
export async function changeItem(
  context: Context,
  operation: ListOperation,
): Promise<ReadingListItem> {
  const [changed] = await change(context, [operation]);
  return required(changed?.item, 'item');
}
