import { Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { Article } from '../articles/article.entity';
import { type Context } from '../request/context';
import { listsOf } from './list.access';
import { readerOf } from './reader.ids';
import { ReadingList } from './reading-list.entity';
import { Viewer } from './viewer.type';

@Resolver(() => Viewer)
export class ViewerResolver {
  @Query(() => Viewer, {
    nullable: true,
    description: 'The reader who asks; null without a token.',
  })
  viewer(@Ctx() context: Context): Viewer | null {
    if (!context.viewer) return null;
    return Object.assign(new Viewer(), { readerId: readerOf(context.asReader().viewer).id });
  }

  @FieldResolver(() => [ReadingList], {
    description:
      "All of the reader's lists, the saved one first, then in the order they were made.",
  })
  readingLists(@Root() { readerId }: Viewer, @Ctx() context: Context): Promise<ReadingList[]> {
    return listsOf(context, readerId);
  }

  @FieldResolver(() => ReadingList, {
    description: '"Read later": always there, never deleted.',
  })
  async savedList(@Root() { readerId }: Viewer, @Ctx() context: Context): Promise<ReadingList> {
    const [saved] = await listsOf(context, readerId);
    return saved;
  }
}

@Resolver(() => Article)
export class ArticleSavedResolver {
  @FieldResolver(() => Boolean, {
    nullable: true,
    description: "Whether it stands in the reader's saved list; null without a reader.",
  })
  isSaved(@Root() article: Article, @Ctx() context: Context): Promise<boolean> | null {
    return context.viewer ? context.asReader().loaders.isSaved.load(article.uid) : null;
  }
}
