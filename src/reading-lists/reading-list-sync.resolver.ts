import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { badUserInput } from '../graphql/errors';
import { toGlobalId, uidOf } from '../graphql/global-id';
import { DateTimeScalar } from '../graphql/scalars';
import { type Context } from '../request/context';
import { decodeChangeToken, encodeChangeToken, NO_CHANGES } from './change.token';
import { listUid } from './list.access';
import { changeList } from './list.changes';
import { readOperation } from './list-operation.read';
import { type ListOutcome } from './list-operation.types';
import { readerOf } from './reader.ids';
import { ReadingList } from './reading-list.entity';
import { checkedKey, checkedNote } from './reading-list.inputs';
import {
  ImportedItemInput,
  MAX_IMPORTED,
  MAX_OPERATIONS,
  ReadingListChanges,
  ReadingListOperation,
  type ReadingListOperationResult,
} from './reading-list-sync.types';
import { Viewer } from './viewer.type';

const SINCE = {
  nullable: true,
  description: 'The token of the last answer; everything when left out.',
};

async function changesSince(context: Context, since: string | null | undefined) {
  const { viewer, loaders } = context.asReader();
  const { id } = readerOf(viewer);
  const token = since == null ? NO_CHANGES : decodeChangeToken(id, since, 'since');
  const { next, deletedLists, removedItems, ...changes } = await loaders.readerChanges.load(token);
  return {
    ...changes,
    deletedIds: [
      ...deletedLists.map((uid) => toGlobalId('ReadingList', uid)),
      ...removedItems.map((uid) => toGlobalId('ReadingListItem', uid)),
    ],
    token: encodeChangeToken(id, next),
  };
}

function toResult(outcome: ListOutcome): ReadingListOperationResult {
  const { key, code, message, listId, itemId } = outcome;
  const ofList = listId === null ? null : toGlobalId('ReadingList', listId);
  const id = itemId === null ? ofList : toGlobalId('ReadingListItem', itemId);
  return { key: key ?? '', ok: code === null, code, message, id };
}

@Resolver(() => Viewer)
export class ReadingListSyncResolver {
  @FieldResolver(() => ReadingListChanges, {
    description: "For devices that keep the reader's lists: all that changed since a token.",
  })
  async readingListChanges(
    @Root() _viewer: Viewer,
    @Ctx() context: Context,
    @Arg('since', () => String, SINCE) since?: string | null,
  ): Promise<ReadingListChanges> {
    return { ...(await changesSince(context, since)), results: [] };
  }

  @Mutation(() => ReadingListChanges, {
    description:
      'Applies what a device did while it was offline, in its order, each operation once; answers what changed since the token, these operations included.',
  })
  async syncReadingLists(
    @Ctx() context: Context,
    @Arg('operations', () => [ReadingListOperation], {
      description: `What was done, at most ${MAX_OPERATIONS} operations.`,
    })
    operations: ReadingListOperation[],
    @Arg('since', () => String, SINCE) since?: string | null,
    @Arg('deviceTime', () => DateTimeScalar, {
      nullable: true,
      description:
        "The device's clock when it sends this. Given that, a clock that is wrong does no harm: times are put right by as much.",
    })
    deviceTime?: Date | null,
  ): Promise<ReadingListChanges> {
    const { viewer, commands } = context.asReader();
    const owner = readerOf(viewer);
    if (operations.length > MAX_OPERATIONS) {
      throw badUserInput('operations', `operations must be at most ${MAX_OPERATIONS}.`);
    }
    if (since != null) decodeChangeToken(owner.id, since, 'since');
    const editionId = context.frame.defaultEdition.uid;
    const skew = deviceTime == null ? 0 : Date.now() - deviceTime.getTime();
    const read = operations.map((input) => readOperation({ owner, editionId, skew }, input));
    const { outcomes } =
      read.length === 0
        ? { outcomes: [] }
        : await commands.changeReadingLists(viewer, read, 'KEEP');
    return { ...(await changesSince(context, since)), results: outcomes.map(toResult) };
  }

  @Mutation(() => ReadingList, {
    description:
      'Takes over a list that somebody kept without an account, whole and in its order. What is not public any longer is left out; what stands there already stays.',
  })
  async importReadingList(
    @Ctx() context: Context,
    @Arg('items', () => [ImportedItemInput], {
      description: `The list's articles in their order, at most ${MAX_IMPORTED}.`,
    })
    items: ImportedItemInput[],
    @Arg('listId', () => ID, {
      nullable: true,
      description: 'Into which list; the saved list when left out.',
    })
    listId?: string | null,
    @Arg('idempotencyKey', () => String, {
      nullable: true,
      description: 'Any text that is sent again with a retry, which then changes nothing more.',
    })
    key?: string | null,
  ): Promise<ReadingList> {
    context.asReader();
    if (items.length > MAX_IMPORTED) {
      throw badUserInput('items', `items must be at most ${MAX_IMPORTED}.`);
    }
    return changeList(context, {
      kind: 'IMPORT',
      listId: listUid(context, listId),
      items: items.map(({ articleId, note, at, readAt }) => ({
        articleId: uidOf('Article', articleId, 'items.articleId'),
        note: checkedNote(note),
        at: at ?? null,
        readAt: readAt ?? null,
      })),
      key: checkedKey('idempotencyKey', key),
      at: null,
    });
  }
}
