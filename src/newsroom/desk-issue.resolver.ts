import { Arg, Args, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { toConnection } from '../graphql/connection';
import { PageArgs, toPageRequest } from '../graphql/page.args';
import { type Context } from '../request/context';
import { DESK_CURSOR, readDeskCursor } from './desk-issue.cursor';
import { DeskIssueFilter, readDeskFilter } from './desk-issue.inputs';
import { DeskIssue, DeskIssueConnection, DeskIssueCount } from './desk-issue.type';
import { Newsroom, NewsroomArticle } from './newsroom-article.type';
import { noArticle } from './newsroom.errors';

@Resolver(() => Newsroom)
export class NewsroomDeskIssueResolver {
  @FieldResolver(() => DeskIssueConnection, {
    description: 'What published articles lack, those of the last published first.',
  })
  async deskIssues(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => DeskIssueFilter, {
      nullable: true,
      description: 'Which ones; those of the last 30 days when left out.',
    })
    input?: DeskIssueFilter | null,
  ): Promise<DeskIssueConnection> {
    const { loaders } = context.asEditor();
    const filter = readDeskFilter(context, input ?? {});
    const page = toPageRequest(args, readDeskCursor);
    const rows = await loaders.deskIssuePage.load({ filter, page });
    return { ...toConnection(DESK_CURSOR, rows, page), filter };
  }
}

const countsOf = (context: Context, { filter }: DeskIssueConnection) =>
  context.asEditor().loaders.deskIssueCounts.load(filter);

@Resolver(() => DeskIssueConnection)
export class DeskIssueConnectionResolver {
  @FieldResolver(() => Int, { description: 'How many there are.' })
  async totalCount(
    @Root() connection: DeskIssueConnection,
    @Ctx() context: Context,
  ): Promise<number> {
    const counts = await countsOf(context, connection);
    return counts.reduce((sum, { count }) => sum + count, 0);
  }

  @FieldResolver(() => [DeskIssueCount], {
    description: 'How many there are of each kind asked for.',
  })
  counts(
    @Root() connection: DeskIssueConnection,
    @Ctx() context: Context,
  ): Promise<DeskIssueCount[]> {
    return countsOf(context, connection);
  }
}

@Resolver(() => DeskIssue)
export class DeskIssueResolver {
  @FieldResolver(() => NewsroomArticle, { description: 'The article that lacks it.' })
  async article(@Root() issue: DeskIssue, @Ctx() context: Context): Promise<NewsroomArticle> {
    const article = await context.asEditor().loaders.newsroomArticleById.load(issue.articleUid);
    if (!article) throw noArticle();
    return article;
  }
}
