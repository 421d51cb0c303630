import { Arg, Ctx, ID, Int, Mutation, Resolver } from 'type-graphql';
import { badUserInput } from '../graphql/errors';
import { uidOf } from '../graphql/global-id';
import { checkedCount } from '../graphql/page.args';
import { DateTimeScalar } from '../graphql/scalars';
import { type Context } from '../request/context';
import { listUid } from './list.access';
import { change, changeItem, changeList, required } from './list.changes';
import { creation, update } from './list-operation.make';
import { NEWSROOM, readerOf } from './reader.ids';
import { ReadingListVisibility } from './reading-list.enums';
import { ReadingList } from './reading-list.entity';
import {
  checkedKey,
  checkedNote,
  CreateReadingListInput,
  UpdateReadingListInput,
} from './reading-list.inputs';
import { ReadingListItem } from './reading-list-item.entity';

const KEY = {
  nullable: true,
  description: 'Any text that is sent again with a retry, which then repeats the first answer.',
};
const LIST_ID = { description: "The list's id." };
const OWN_LIST = { nullable: true, description: 'Which list; the saved list when left out.' };
const ARTICLE_ID = { description: "The article's id." };

const MAX_POSITION = 1_000_000;

@Resolver()
export class ReadingListMutationsResolver {
  @Mutation(() => ReadingList, { description: 'Makes a list.' })
  createReadingList(
    @Ctx() context: Context,
    @Arg('input', () => CreateReadingListInput, { description: 'What it is to be.' })
    input: CreateReadingListInput,
    @Arg('idempotencyKey', () => String, KEY) idempotencyKey?: string | null,
  ): Promise<ReadingList> {
    const owner = readerOf(context.asReader().viewer);
    const key = checkedKey('idempotencyKey', idempotencyKey);
    const visibility = ReadingListVisibility.PRIVATE;
    return changeList(context, creation(context, owner, input, { key, visibility }));
  }

  @Mutation(() => ReadingList, { description: 'Makes a curated list. Needs the role EDITOR.' })
  async createCuratedList(
    @Ctx() context: Context,
    @Arg('input', () => CreateReadingListInput, { description: 'What it is to be.' })
    input: CreateReadingListInput,
  ): Promise<ReadingList> {
    const { commands } = context.asEditor();
    const visibility = ReadingListVisibility.PUBLIC;
    const operation = creation(context, NEWSROOM, input, { key: null, visibility });
    const { outcomes, lists } = await commands.changeCuratedLists([operation]);
    return required(lists.get(outcomes[0]?.listId ?? ''), 'list');
  }

  @Mutation(() => ReadingList, { description: 'Changes title, description or visibility.' })
  updateReadingList(
    @Ctx() context: Context,
    @Arg('id', () => ID, LIST_ID) id: string,
    @Arg('input', () => UpdateReadingListInput, { description: 'What is to change.' })
    input: UpdateReadingListInput,
  ): Promise<ReadingList> {
    context.asReader();
    return changeList(context, update(context, uidOf('ReadingList', id, 'id'), input));
  }

  @Mutation(() => ID, { description: 'Deletes a list with all that stands in it; answers its id.' })
  async deleteReadingList(
    @Ctx() context: Context,
    @Arg('id', () => ID, LIST_ID) id: string,
  ): Promise<string> {
    context.asReader();
    const listId = uidOf('ReadingList', id, 'id');
    return (await changeList(context, { kind: 'DELETE_LIST', listId, key: null, at: null })).id;
  }

  @Mutation(() => ReadingList, {
    description:
      'Opens a list to whoever has its share token, and makes one unless it has one. `updateReadingList` to PRIVATE revokes it.',
  })
  shareReadingList(
    @Ctx() context: Context,
    @Arg('id', () => ID, LIST_ID) id: string,
    @Arg('rotate', () => Boolean, {
      defaultValue: false,
      nullable: true,
      description: 'Whether to make a new token, with which the one before opens nothing more.',
    })
    rotate?: boolean | null,
  ): Promise<ReadingList> {
    context.asReader();
    const listId = uidOf('ReadingList', id, 'id');
    const share = { kind: 'SHARE_LIST' as const, listId, rotate: rotate === true };
    return changeList(context, { ...share, key: null, at: null });
  }
}

@Resolver()
export class ReadingListItemMutationsResolver {
  @Mutation(() => ReadingListItem, {
    description: 'Adds an article at the end of a list. One that stands there already stays.',
  })
  addToReadingList(
    @Ctx() context: Context,
    @Arg('articleId', () => ID, ARTICLE_ID) articleId: string,
    @Arg('listId', () => ID, OWN_LIST) listId?: string | null,
    @Arg('note', () => String, { nullable: true, description: 'A note of one’s own.' })
    note?: string | null,
    @Arg('idempotencyKey', () => String, KEY) key?: string | null,
  ): Promise<ReadingListItem> {
    context.asReader();
    return changeItem(context, {
      kind: 'ADD',
      listId: listUid(context, listId),
      articleId: uidOf('Article', articleId, 'articleId'),
      note: checkedNote(note),
      key: checkedKey('idempotencyKey', key),
      at: null,
    });
  }

  @Mutation(() => ID, {
    nullable: true,
    description: "Takes an article out of a list. Answers the item's id; null where none was.",
  })
  async removeFromReadingList(
    @Ctx() context: Context,
    @Arg('articleId', () => ID, ARTICLE_ID) articleId: string,
    @Arg('listId', () => ID, OWN_LIST) listId?: string | null,
  ): Promise<string | null> {
    context.asReader();
    const target = {
      listId: listUid(context, listId),
      articleId: uidOf('Article', articleId, 'articleId'),
    };
    const [changed] = await change(context, [{ kind: 'REMOVE', target, key: null, at: null }]);
    return changed?.item?.id ?? null;
  }

  @Mutation(() => ReadingListItem, { description: 'Gives an item another place in its list.' })
  moveReadingListItem(
    @Ctx() context: Context,
    @Arg('itemId', () => ID, { description: "The item's id." }) itemId: string,
    @Arg('position', () => Int, {
      description: 'The place it is to have, from 0; beyond the end is the end.',
    })
    position: number,
  ): Promise<ReadingListItem> {
    context.asReader();
    if (position < 0) throw badUserInput('position', 'position must not be negative.');
    return changeItem(context, {
      kind: 'MOVE',
      itemId: uidOf('ReadingListItem', itemId, 'itemId'),
      position: Math.min(position, MAX_POSITION),
      key: null,
      at: null,
    });
  }

  @Mutation(() => [ReadingListItem], {
    description: 'Marks items as read. Where one of them is not there, none is marked.',
  })
  markRead(
    @Ctx() context: Context,
    @Arg('itemIds', () => [ID], { description: 'Which, at most 100.' }) itemIds: string[],
    @Arg('readAt', () => DateTimeScalar, {
      nullable: true,
      description: 'When they were read; now when left out.',
    })
    readAt?: Date | null,
  ): Promise<ReadingListItem[]> {
    return mark(context, itemIds, readAt ?? new Date());
  }

  @Mutation(() => [ReadingListItem], { description: 'Takes back that items were read.' })
  markUnread(
    @Ctx() context: Context,
    @Arg('itemIds', () => [ID], { description: 'Which, at most 100.' }) itemIds: string[],
  ): Promise<ReadingListItem[]> {
    return mark(context, itemIds, null);
  }
}

async function mark(
  context: Context,
  itemIds: string[],
  readAt: Date | null,
): Promise<ReadingListItem[]> {
  context.asReader();
  checkedCount('itemIds', itemIds.length);
  const operations = itemIds.map((id) => {
    const target = { itemId: uidOf('ReadingListItem', id, 'itemIds') };
    return { kind: 'MARK' as const, target, readAt, key: null, at: null };
  });
  const changed = operations.length === 0 ? [] : await change(context, operations);
  return changed.map(({ item }) => required(item, 'item'));
}
