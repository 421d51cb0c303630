import { Arg, Ctx, ID, Int, Mutation, Resolver } from 'type-graphql';
import { uidOf } from '../graphql/global-id';
import { DateTimeScalar } from '../graphql/scalars';
import { type Context } from '../request/context';
import { editionFor } from '../site/edition.lookup';
import { ArticleInput } from './article.inputs';
import { freshArticle } from './hidden-article';
import { checkedText } from './input.text';
import { NewsroomArticle } from './newsroom-article.type';

const ID_ARG = { description: "The article's id." };

@Resolver()
export class ArticleEditResolver {
  @Mutation(() => NewsroomArticle, { description: 'Makes a draft.' })
  async createArticle(
    @Ctx() context: Context,
    @Arg('input', () => ArticleInput, { description: 'What it is.' }) input: ArticleInput,
  ): Promise<NewsroomArticle> {
    const { viewer, commands } = context.asEditor();
    const edition = editionFor(context.frame, input.edition ?? undefined);
    const uid = await commands.createArticle(viewer.subject, edition, input);
    if (input.source) await context.refreshFrame();
    return freshArticle(context, uid);
  }

  @Mutation(() => NewsroomArticle, {
    description:
      'Changes an article, public or not, and keeps its state as a revision. CONFLICT, with `currentVersion`, where somebody else has saved since.',
  })
  async updateArticle(
    @Ctx() context: Context,
    @Arg('id', () => ID, ID_ARG) id: string,
    @Arg('input', () => ArticleInput, { description: 'What changes.' }) input: ArticleInput,
    @Arg('version', () => Int, { description: 'The version that was read.' }) version: number,
  ): Promise<NewsroomArticle> {
    const { viewer, commands } = context.asEditor();
    const uid = uidOf('Article', id, 'id');
    const editionId = input.edition == null ? null : editionFor(context.frame, input.edition).uid;
    await commands.updateArticle(viewer.subject, { uid, input, version, editionId });
    if (input.source) await context.refreshFrame();
    return freshArticle(context, uid);
  }

  @Mutation(() => NewsroomArticle, {
    description:
      'Publishes an article now, or at a time to come. What is published already stays as it is.',
  })
  async publishArticle(
    @Ctx() context: Context,
    @Arg('id', () => ID, ID_ARG) id: string,
    @Arg('at', () => DateTimeScalar, { nullable: true, description: 'When; now when left out.' })
    at?: Date | null,
  ): Promise<NewsroomArticle> {
    const { viewer, commands } = context.asEditor();
    const uid = uidOf('Article', id, 'id');
    await commands.publishArticle(viewer.subject, uid, at ?? null);
    return freshArticle(context, uid);
  }

  @Mutation(() => NewsroomArticle, {
    description:
      'Withdraws an article: its page says 410. A scheduled one is taken off the schedule.',
  })
  async unpublishArticle(
    @Ctx() context: Context,
    @Arg('id', () => ID, ID_ARG) id: string,
    @Arg('reason', () => String, { description: 'Why; it is noted in the revision.' })
    reason: string,
  ): Promise<NewsroomArticle> {
    const { viewer, commands } = context.asEditor();
    const uid = uidOf('Article', id, 'id');
    await commands.unpublishArticle(viewer.subject, uid, checkedText(reason, 'reason'));
    return freshArticle(context, uid);
  }

  @Mutation(() => NewsroomArticle, {
    description:
      'Makes an article what it was at a revision, as a new revision. Whether it is published stays.',
  })
  async restoreRevision(
    @Ctx() context: Context,
    @Arg('articleId', () => ID, ID_ARG) id: string,
    @Arg('revision', () => Int, { description: "The revision's number." }) revision: number,
  ): Promise<NewsroomArticle> {
    const { viewer, commands } = context.asEditor();
    const uid = uidOf('Article', id, 'articleId');
    await commands.restoreRevision(viewer.subject, uid, revision);
    return freshArticle(context, uid);
  }
}
