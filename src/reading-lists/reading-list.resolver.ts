import { Arg, Args, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { Article } from '../articles/article.entity';
import { toConnection } from '../graphql/connection';
import { decodeCursor } from '../graphql/cursor';
import { badUserInput } from '../graphql/errors';
import { uidOf } from '../graphql/global-id';
import { PageArgs, toPageRequest } from '../graphql/page.args';
import { DateTimeScalar, LanguageTagScalar } from '../graphql/scalars';
import { type Context } from '../request/context';
import { editionFor } from '../site/edition.lookup';
import { isOwn, listById, visibleLists } from './list.access';
import { NEWSROOM } from './reader.ids';
import { ReadingListConnection, ReadingListItemConnection } from './reading-list-connection.types';
import { ReadingListItem } from './reading-list-item.entity';
import { ReadingList } from './reading-list.entity';

const LIST_CURSOR = 'reading-list';
const ITEM_CURSOR = 'reading-list-item';

@Resolver(() => ReadingList)
export class ReadingListResolver {
  @Query(() => ReadingList, {
    nullable: true,
    description:
      "One reading list: a public one, one's own, or one that was shared, by exactly one of the arguments. null where there is none that one may see.",
  })
  readingList(
    @Ctx() context: Context,
    @Arg('id', () => ID, { nullable: true, description: 'Its id.' }) id?: string | null,
    @Arg('slug', () => String, { nullable: true, description: 'Its slug.' }) slug?: string | null,
    @Arg('shareToken', () => String, {
      nullable: true,
      description: 'A token that it is shared by.',
    })
    token?: string | null,
  ): Promise<ReadingList | null> {
    if ([id, slug, token].filter((one) => one != null).length !== 1) {
      throw badUserInput('id', 'Give one of id, slug and shareToken.');
    }
    if (id != null) return listById(context, uidOf('ReadingList', id, 'id'));
    if (slug != null) return visibleLists(context).readingListBySlug.load(slug);
    return context.loaders.readingListByShareToken.load(token ?? '');
  }

  @Query(() => ReadingListConnection, {
    description: "The newsroom's and readers' public lists of an edition, the newest first.",
  })
  async readingLists(
    @Ctx() { frame, loaders }: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('edition', () => LanguageTagScalar, {
      nullable: true,
      description: 'Which edition; the default one when left out.',
    })
    language?: string | null,
  ): Promise<ReadingListConnection> {
    const editionId = editionFor(frame, language).uid;
    const page = toPageRequest(args, (cursor, field) => decodeCursor(LIST_CURSOR, cursor, field));
    const rows = await loaders.publicReadingLists.load({ editionId, page });
    return { ...toConnection(LIST_CURSOR, rows, page), editionId };
  }

  @FieldResolver(() => ReadingListItemConnection, {
    description: 'What stands in it, in its order.',
  })
  async items(
    @Root() list: ReadingList,
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('unreadOnly', () => Boolean, {
      defaultValue: false,
      nullable: true,
      description: 'Only what its owner has not marked as read; for others than its owner, all.',
    })
    wantsUnread?: boolean | null,
  ): Promise<ReadingListItemConnection> {
    const page = toPageRequest(args, (cursor, field) => decodeCursor(ITEM_CURSOR, cursor, field));
    const unreadOnly = wantsUnread === true && isOwn(context, list);
    const key = { listId: list.uid, unreadOnly, page };
    const rows = await context.loaders.itemsByReadingList.load(key);
    return { ...toConnection(ITEM_CURSOR, rows, page), list, unreadOnly };
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'What opens it to others while it is not PRIVATE; its owner alone sees it.',
  })
  shareToken(@Root() list: ReadingList, @Ctx() context: Context): string | null {
    return isOwn(context, list) ? list.shareToken : null;
  }
}

@Resolver(() => ReadingListConnection)
export class ReadingListConnectionResolver {
  @FieldResolver(() => Int, { description: 'How many public lists the edition has.' })
  totalCount(
    @Root() { editionId }: ReadingListConnection,
    @Ctx() { loaders }: Context,
  ): Promise<number> {
    return loaders.publicReadingListCount.load(editionId);
  }
}

@Resolver(() => ReadingListItemConnection)
export class ReadingListItemConnectionResolver {
  @FieldResolver(() => Int, { description: 'How many items there are over all pages.' })
  totalCount(
    @Root() { list, unreadOnly }: ReadingListItemConnection,
    @Ctx() { loaders }: Context,
  ): Promise<number> | number {
    return unreadOnly ? loaders.unreadCountByReadingList.load(list.uid) : list.itemCount;
  }
}

@Resolver(() => ReadingListItem)
export class ReadingListItemResolver {
  @FieldResolver(() => Article, {
    nullable: true,
    description: 'The article; null while it is not public.',
  })
  article(@Root() item: ReadingListItem, @Ctx() { loaders }: Context): Promise<Article | null> {
    return loaders.articleById.load(item.articleId);
  }

  @FieldResolver(() => Int, { description: 'Its place in the list, from 0.' })
  position(@Root() item: ReadingListItem, @Ctx() { loaders }: Context): Promise<number> {
    return loaders.positionOfItem.load(item);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      "What was noted on it, plain text. In a curated list anyone sees it, in a reader's list its owner alone.",
  })
  note(@Root() item: ReadingListItem, @Ctx() context: Context): string | null {
    return item.readerId === NEWSROOM.id || isOwn(context, item) ? item.ownNote : null;
  }

  @FieldResolver(() => DateTimeScalar, {
    nullable: true,
    description: 'When its owner marked it as read; null for anyone else.',
  })
  readAt(@Root() item: ReadingListItem, @Ctx() context: Context): Date | null {
    return isOwn(context, item) ? item.ownReadAt : null;
  }
}
