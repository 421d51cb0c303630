import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { filledHtml } from '../articles/article-body.resolver';
import { Article } from '../articles/article.entity';
import { renderBodyHtml } from '../articles/body/body.render';
import { clientError } from '../graphql/errors';
import { type Context } from '../request/context';
import { revealed } from './hidden-article';
import { NewsroomArticle, Revision } from './newsroom-article.type';
import { compareStates } from './revision.diff';
import { RevisionDiff } from './revision-diff.type';

const revisionsOf = (context: Context, { uid }: NewsroomArticle) =>
  context.asEditor().loaders.revisionsByArticle.load(uid);

@Resolver(() => NewsroomArticle)
export class NewsroomArticleResolver {
  @FieldResolver(() => Article, { description: 'The whole article as it is now.' })
  article(@Root() article: NewsroomArticle, @Ctx() context: Context): Promise<Article> {
    return revealed(context, article);
  }

  @FieldResolver(() => [Revision], { description: 'Its saved states, the last one first.' })
  revisions(@Root() article: NewsroomArticle, @Ctx() context: Context): Promise<Revision[]> {
    return revisionsOf(context, article);
  }

  @FieldResolver(() => RevisionDiff, { description: 'What changed from one revision to another.' })
  async diff(
    @Root() article: NewsroomArticle,
    @Ctx() context: Context,
    @Arg('from', () => Int, { description: 'The number of the revision before.' }) from: number,
    @Arg('to', () => Int, { description: 'The number of the revision after.' }) to: number,
  ): Promise<RevisionDiff> {
    const revisions = await revisionsOf(context, article);
    const [before, after] = [from, to].map((number) => {
      const revision = revisions.find((one) => one.number === number);
      if (!revision) throw clientError('NOT_FOUND', `There is no revision ${number}.`);
      return revision.state;
    });
    if (!before || !after) throw new Error('Two revisions are compared.');
    return compareStates(before, after);
  }
}

@Resolver(() => Revision)
export class RevisionResolver {
  @FieldResolver(() => String, { description: 'The body then, as sanitised HTML.' })
  bodyHtml(@Root() { state }: Revision, @Ctx() context: Context): Promise<string> {
    context.asEditor();
    return filledHtml(context, renderBodyHtml(state.blocks));
  }
}
