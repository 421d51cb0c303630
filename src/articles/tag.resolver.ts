import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { type Loaded } from '../graphql/loaded';
import { PageArgs } from '../graphql/page.args';
import { LanguageTagScalar } from '../graphql/scalars';
import { type Context } from '../request/context';
import { editionFor, editionOf } from '../site/edition.lookup';
import { ArticleConnection } from './article-connection.type';
import { articleConnection, isByTime } from './article-list';
import { ArticleOrder } from './article.enums';
import { Tag } from './tag.entity';

@Resolver(() => Tag)
export class TagResolver {
  @Query(() => Tag, {
    nullable: true,
    description: 'One tag by its slug; null where no public article of the edition has it.',
  })
  tag(
    @Arg('slug', () => String, { description: "The tag's slug, without slashes." }) slug: string,
    @Ctx() { frame, loaders }: Context,
    @Arg('edition', () => LanguageTagScalar, {
      nullable: true,
      description: 'Which edition; the default one when left out.',
    })
    language?: string,
  ): Promise<Tag | null> {
    return loaders.tagBySlug.load({ editionId: editionFor(frame, language).uid, slug });
  }

  @FieldResolver(() => String, { description: "The path of its page, with the edition's prefix." })
  path(@Root() tag: Tag, @Ctx() { frame }: Context): string {
    return `${editionOf(frame, tag.editionId).pathPrefix}/tags/${tag.slug}`;
  }

  @FieldResolver(() => ArticleConnection, { description: 'The public articles that have it.' })
  articles(
    @Root() tag: Tag,
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('orderBy', () => ArticleOrder, {
      defaultValue: ArticleOrder.NEWEST,
      nullable: true,
      description: 'In which order.',
    })
    order?: ArticleOrder | null,
  ): Loaded<ArticleConnection> {
    const sorted = order ?? ArticleOrder.NEWEST;
    const filter = isByTime(sorted) ? {} : { editionId: tag.editionId };
    const list = { driver: 'tag' as const, members: [tag.uid], filter };
    return articleConnection(context, list, sorted, args);
  }
}
