import { Arg, Args, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { badUserInput } from '../graphql/errors';
import { uidOf } from '../graphql/global-id';
import { type Loaded } from '../graphql/loaded';
import { checkedCount, PageArgs } from '../graphql/page.args';
import { LanguageTagScalar } from '../graphql/scalars';
import { type Context } from '../request/context';
import { editionFor } from '../site/edition.lookup';
import { ArticleConnection } from './article-connection.type';
import {
  articleConnection,
  editionList,
  filteredEditionList,
  newestOf,
  resolveFilter,
  sectionList,
} from './article-list';
import { Article } from './article.entity';
import { ArticleOrder, CountPrecision } from './article.enums';
import { ArticleFilter } from './article.inputs';

const EDITION = { nullable: true, description: 'Which edition; the default one when left out.' };

const PREVIEW_TOKEN = {
  nullable: true,
  description: 'The token of a preview link: shows its article, as it was when the link was made.',
};

/** The article that a preview link shows; `null` where another one was asked for. */
async function previewed(
  context: Context,
  token: string,
  id: string | null | undefined,
  slug: string | null | undefined,
): Promise<Article | null> {
  const article = await context.asPreview(token);
  const isAsked = (id == null || id === article.id) && (slug == null || slug === article.slug);
  return isAsked ? article : null;
}

@Resolver(() => ArticleConnection)
export class ArticleResolver {
  @Query(() => Article, {
    nullable: true,
    description: 'One article, by id or by slug and edition; null where nothing public is there.',
  })
  article(
    @Ctx() context: Context,
    @Arg('id', () => ID, { nullable: true, description: 'Its id. Not together with slug.' })
    id?: string,
    @Arg('slug', () => String, { nullable: true, description: 'Its slug. Not together with id.' })
    slug?: string,
    @Arg('edition', () => LanguageTagScalar, EDITION) language?: string,
    @Arg('previewToken', () => String, PREVIEW_TOKEN) previewToken?: string | null,
  ): Loaded<Article | null> {
    const { frame, loaders } = context;
    if (previewToken != null) return previewed(context, previewToken, id, slug);
    if ((id == null) === (slug == null)) throw badUserInput('id', 'Give either id or slug.');
    if (id != null) return loaders.articleById.get(uidOf('Article', id, 'id'));
    return loaders.articleBySlug.get({
      editionId: editionFor(frame, language).uid,
      slug: slug ?? '',
    });
  }

  @Query(() => ArticleConnection, {
    description: 'Every public article of an edition, the newest first unless ordered otherwise.',
  })
  async articles(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('edition', () => LanguageTagScalar, EDITION) language?: string,
    @Arg('filter', () => ArticleFilter, {
      nullable: true,
      description: 'Which ones; all when left out.',
    })
    filter?: ArticleFilter,
    @Arg('orderBy', () => ArticleOrder, {
      defaultValue: ArticleOrder.NEWEST,
      nullable: true,
      description: 'In which order.',
    })
    order?: ArticleOrder | null,
  ): Promise<ArticleConnection> {
    const edition = editionFor(context.frame, language);
    const list = filteredEditionList(edition, await resolveFilter(context, edition, filter));
    return articleConnection(context, list, order ?? ArticleOrder.NEWEST, args);
  }

  @Query(() => [Article], {
    description: 'The newest articles of an edition or of one of its sections.',
  })
  latest(
    @Ctx() context: Context,
    @Arg('edition', () => LanguageTagScalar, EDITION) language?: string,
    @Arg('section', () => String, {
      nullable: true,
      description: 'Only of this section and its subsections, by slug.',
    })
    slug?: string,
    @Arg('first', () => Int, {
      defaultValue: 10,
      nullable: true,
      description: 'How many, at most 100.',
    })
    first?: number | null,
  ): Loaded<Article[]> {
    const edition = editionFor(context.frame, language);
    const size = checkedCount('first', first ?? 10);
    if (slug == null) return newestOf(context, editionList(edition), size);
    const section = context.frame.sections.find(edition.uid, slug);
    return section ? newestOf(context, sectionList(context, section), size) : [];
  }

  @FieldResolver(() => Int, {
    description: 'How many articles the whole list has. Counted only where it is asked for.',
  })
  totalCount(
    @Root() connection: ArticleConnection,
    @Ctx() { loaders }: Context,
    @Arg('precision', () => CountPrecision, {
      defaultValue: CountPrecision.CAPPED,
      nullable: true,
      description: 'How far to count.',
    })
    precision?: CountPrecision | null,
  ): Loaded<number> {
    return loaders.articleCountByList.get({
      list: connection.list,
      precision: precision ?? CountPrecision.CAPPED,
    });
  }
}
