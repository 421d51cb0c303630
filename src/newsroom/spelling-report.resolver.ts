import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Resolver, Root } from 'type-graphql';
import { Article } from '../articles/article.entity';
import { toConnection } from '../graphql/connection';
import { decodeCursor } from '../graphql/cursor';
import { clientError } from '../graphql/errors';
import { uidOf } from '../graphql/global-id';
import { PageArgs, toPageRequest } from '../graphql/page.args';
import { checkedOptionalText, checkedText } from '../graphql/text.input';
import { type Context } from '../request/context';
import { revealed } from './hidden-article';
import { Newsroom } from './newsroom-article.type';
import { type SpellingDraft } from './spelling-report.commands';
import {
  SpellingReport,
  SpellingReportConnection,
  SpellingReportInput,
  SpellingReportReceipt,
  SpellingResolution,
  SpellingStatus,
} from './spelling-report.type';

const CURSOR = 'spelling-report';

const TEXT = { max: 300, isMultiline: true };
const COMMENT = { max: 1_000, isMultiline: true };
const BLOCK_ID = { max: 100 };

function readInput(input: SpellingReportInput): SpellingDraft {
  const { articleId, blockId, selectedText, before, after, comment } = input;
  return {
    articleId: uidOf('Article', articleId, 'input.articleId'),
    blockId: blockId == null ? null : checkedText('input.blockId', blockId, BLOCK_ID),
    selected: checkedText('input.selectedText', selectedText, TEXT),
    before: checkedOptionalText('input.before', before, TEXT) ?? '',
    after: checkedOptionalText('input.after', after, TEXT) ?? '',
    comment: checkedOptionalText('input.comment', comment, COMMENT),
  };
}

const noReport = () => clientError('NOT_FOUND', 'There is no such report.');

@Resolver()
export class SpellingMutationsResolver {
  @Mutation(() => SpellingReportReceipt, {
    description:
      'Reports a mistake in a public article. Anyone may; who it was is not kept. Reports of the same place are one, with a count.',
  })
  async reportSpelling(
    @Ctx() context: Context,
    @Arg('input', () => SpellingReportInput, { description: 'What is wrong where.' })
    input: SpellingReportInput,
  ): Promise<SpellingReportReceipt> {
    const draft = readInput(input);
    await context.limit('reportSpelling');
    const receipt = await context.commands.reportSpelling(draft);
    return Object.assign(new SpellingReportReceipt(), receipt);
  }

  @Mutation(() => SpellingReport, { description: 'Says what has become of a spelling report.' })
  async resolveSpellingReport(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: "The report's id." }) id: string,
    @Arg('resolution', () => SpellingResolution, { description: 'What is made of it.' })
    resolution: SpellingResolution,
  ): Promise<SpellingReport> {
    const { viewer, commands, loaders } = context.asEditor();
    const uid = uidOf('SpellingReport', id, 'id');
    if (!(await commands.resolveSpellingReport(viewer.subject, uid, resolution))) throw noReport();
    const report = await loaders.spellingReportById.clear(uid).load(uid);
    if (!report) throw noReport();
    return report;
  }
}

@Resolver(() => Newsroom)
export class NewsroomSpellingResolver {
  @FieldResolver(() => SpellingReportConnection, {
    description: 'What readers have reported as misspelt, the newest first.',
  })
  async spellingReports(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('status', () => SpellingStatus, {
      nullable: true,
      description: 'Only these; all when left out.',
    })
    status?: SpellingStatus | null,
  ): Promise<SpellingReportConnection> {
    const { loaders } = context.asEditor();
    const page = toPageRequest(args, (cursor, field) => decodeCursor(CURSOR, cursor, field));
    const reportStatus = status ?? null;
    const rows = await loaders.spellingReportPage.load({ status: reportStatus, page });
    return { ...toConnection(CURSOR, rows, page), reportStatus };
  }
}

@Resolver(() => SpellingReportConnection)
export class SpellingReportConnectionResolver {
  @FieldResolver(() => Int, { description: 'How many there are.' })
  totalCount(
    @Root() { reportStatus }: SpellingReportConnection,
    @Ctx() context: Context,
  ): Promise<number> {
    return context.asEditor().loaders.spellingReportCount.load(reportStatus ?? '');
  }
}

@Resolver(() => SpellingReport)
export class SpellingReportResolver {
  @FieldResolver(() => Article, { description: 'The article it stands in, in whatever status.' })
  async article(@Root() report: SpellingReport, @Ctx() context: Context): Promise<Article> {
    const { loaders } = context.asEditor();
    const article = await loaders.newsroomArticleById.load(report.articleUid);
    if (!article) throw noReport();
    return revealed(context, article);
  }
}
