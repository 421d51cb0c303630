import { Arg, Args, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { checkStretch } from '../audience/figures.args';
import { checkedCount } from '../graphql/page.args';
import { type Context } from '../request/context';
import { editionOf } from '../site/edition.lookup';
import { AudienceArgs, BucketArgs, OutputArgs, ScopeArgs, TopArticlesArgs } from './dashboard.args';
import { audienceScope, scopeOf } from './dashboard.scope';
import { ArticleAudience, AudiencePoint, OutputPoint } from './dashboard.type';
import { Newsroom, NewsroomArticle } from './newsroom-article.type';

const DEFAULT_FIRST = 10;

@Resolver(() => Newsroom)
export class DashboardResolver {
  @FieldResolver(() => [ArticleAudience], {
    description: 'The public articles that were viewed most, the most viewed first.',
  })
  topArticles(
    @Ctx() context: Context,
    @Args(() => TopArticlesArgs) args: TopArticlesArgs,
    @Arg('first', () => Int, {
      defaultValue: DEFAULT_FIRST,
      nullable: true,
      description: 'How many, at most 100.',
    })
    first?: number | null,
  ): Promise<ArticleAudience[]> {
    const { loaders } = context.asEditor();
    const { from, to } = args;
    checkStretch(from, to);
    const size = checkedCount('first', first ?? DEFAULT_FIRST);
    const { edition, sectionIds } = scopeOf(context, args);
    return loaders.topArticles.load({ editionId: edition.uid, sectionIds, from, to, size });
  }

  @FieldResolver(() => [AudiencePoint], {
    description:
      "Views and readers over time, zeros included, of an edition or of one of: a section, a person, an article. In the edition's time zone.",
  })
  async audience(
    @Ctx() context: Context,
    @Args(() => AudienceArgs) args: AudienceArgs,
  ): Promise<AudiencePoint[]> {
    const { loaders } = context.asEditor();
    const { from, to, bucket } = args;
    checkStretch(from, to, bucket);
    const whose = await audienceScope(context, args);
    return loaders.audiencePoints.load({ ...whose, from, to, bucket });
  }

  @FieldResolver(() => Int, {
    description: 'How many readers have opened something in the last five minutes.',
  })
  liveReaders(@Ctx() context: Context, @Args(() => ScopeArgs) args: ScopeArgs): Promise<number> {
    const { loaders } = context.asEditor();
    const { edition, sectionIds } = scopeOf(context, args);
    return loaders.liveReaders.load({ editionId: edition.uid, sectionIds });
  }

  @FieldResolver(() => [OutputPoint], {
    description: "How much was published over time, in the edition's time zone.",
  })
  output(
    @Ctx() context: Context,
    @Args(() => OutputArgs) { edition, from, to, bucket, by }: OutputArgs,
  ): Promise<OutputPoint[]> {
    const { loaders } = context.asEditor();
    checkStretch(from, to, bucket);
    const { uid: editionId, timeZone } = scopeOf(context, { edition: edition ?? null }).edition;
    return loaders.output.load({ editionId, timeZone, from, to, bucket, by: by ?? null });
  }
}

@Resolver(() => NewsroomArticle)
export class ArticleAudienceResolver {
  @FieldResolver(() => [AudiencePoint], {
    description: "Its views and readers over time, zeros included, in its edition's time zone.",
  })
  audience(
    @Root() { uid, row }: NewsroomArticle,
    @Ctx() context: Context,
    @Args(() => BucketArgs) { from, to, bucket }: BucketArgs,
  ): Promise<AudiencePoint[]> {
    const { loaders } = context.asEditor();
    checkStretch(from, to, bucket);
    const { timeZone } = editionOf(context.frame, row.editionId);
    const scope = { kind: 'article' as const, id: uid };
    return loaders.audiencePoints.load({ scope, timeZone, from, to, bucket });
  }
}
