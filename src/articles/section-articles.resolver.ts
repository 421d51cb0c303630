import { Arg, Args, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { type Loaded } from '../graphql/loaded';
import { PageArgs } from '../graphql/page.args';
import { type Context } from '../request/context';
import { Section } from '../sections/section.entity';
import { editionOf } from '../site/edition.lookup';
import { ArticleConnection } from './article-connection.type';
import { articleConnection, newestOf, resolveFilter, sectionList } from './article-list';
import { Article } from './article.entity';
import { ArticleOrder } from './article.enums';
import { ArticleFilter } from './article.inputs';

@Resolver(() => Section)
export class SectionArticlesResolver {
  @FieldResolver(() => ArticleConnection, {
    description: 'The articles of the section and its subsections.',
  })
  async articles(
    @Root() section: Section,
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => ArticleFilter, {
      nullable: true,
      description: 'Which ones; all when left out.',
    })
    input?: ArticleFilter,
    @Arg('orderBy', () => ArticleOrder, {
      defaultValue: ArticleOrder.NEWEST,
      nullable: true,
      description: 'In which order.',
    })
    order?: ArticleOrder | null,
  ): Promise<ArticleConnection> {
    const edition = editionOf(context.frame, section.editionId);
    const filter = await resolveFilter(context, edition, input);
    const list = sectionList(context, section, filter);
    return articleConnection(context, list, order ?? ArticleOrder.NEWEST, args);
  }

  @FieldResolver(() => [Article], {
    description: 'The newest articles of the section and its subsections.',
  })
  latest(
    @Root() section: Section,
    @Ctx() context: Context,
    @Arg('first', () => Int, {
      defaultValue: 10,
      nullable: true,
      description: 'How many, at most 100.',
    })
    first?: number | null,
  ): Loaded<Article[]> {
    return newestOf(context, sectionList(context, section), first ?? 10);
  }
}
