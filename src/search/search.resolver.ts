import { Arg, Args, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { resolveFilter } from '../articles/article-list';
import { ArticleFilter } from '../articles/article.inputs';
import { toConnection } from '../graphql/connection';
import { PageArgs } from '../graphql/page.args';
import { LanguageTagScalar } from '../graphql/scalars';
import { type Context } from '../request/context';
import { editionFor } from '../site/edition.lookup';
import { toFacets } from './facets';
import { SearchOrder } from './search.enums';
import { cursorKind, FEW, findTarget, searchPageOf } from './search.find';
import { SEARCH_CAP } from './search.sql';
import { SearchConnection, SearchEdge, SearchFacets } from './search.types';

const QUERY_DESCRIPTION =
  'What to look for, as typed: words, "phrases in quotes", -without, this OR that. Case, accents and endings make no difference. Any text has an answer; only the first 1,000 characters and 16 words count.';

@Resolver(() => SearchConnection)
export class SearchResolver {
  @Query(() => SearchConnection, {
    description:
      'Full text search in the headlines, standfirsts, tags, names and bodies of an edition. Where fewer than five articles have all of three words or more, those that have most of them follow; where none has both of two words, those that have one are found.',
  })
  async search(
    @Ctx() context: Context,
    @Arg('query', () => String, { description: QUERY_DESCRIPTION }) query: string,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('edition', () => LanguageTagScalar, {
      nullable: true,
      description: 'Which edition; the default one when left out.',
    })
    language?: string,
    @Arg('filter', () => ArticleFilter, {
      nullable: true,
      description: 'Which articles; all when left out.',
    })
    given?: ArticleFilter,
    @Arg('orderBy', () => SearchOrder, {
      defaultValue: SearchOrder.RELEVANCE,
      nullable: true,
      description: 'In which order.',
    })
    givenOrder?: SearchOrder | null,
  ): Promise<SearchConnection> {
    const order = givenOrder ?? SearchOrder.RELEVANCE;
    const edition = editionFor(context.frame, language);
    const page = searchPageOf(args, order);
    const filter = await resolveFilter(context, edition, given);
    const target = await findTarget(context, { edition, typed: query, filter, page });
    const found = target ? await context.loaders.searchPage.load({ target, order, page }) : [];
    const { edges, pageInfo } = toConnection(cursorKind(order), found, page);
    const nodes = edges.map(({ node }) => node.article);
    const typed = { text: query, editionId: edition.uid, language: edition.language };
    return {
      edges: edges.map(({ cursor, node }) => ({
        cursor,
        node: node.article,
        score: node.score,
        target,
      })),
      nodes,
      pageInfo,
      target,
      typed,
    };
  }

  @FieldResolver(() => Int, {
    description: `How many articles were found, counted up to ${SEARCH_CAP.toLocaleString('en')}. Counted only where it is asked for.`,
  })
  totalCount(
    @Root() { target }: SearchConnection,
    @Ctx() { loaders }: Context,
  ): Promise<number> | number {
    return target ? loaders.searchCount.load({ target, cap: SEARCH_CAP }) : 0;
  }

  @FieldResolver(() => SearchFacets, { description: 'What the articles found have in common.' })
  async facets(
    @Root() { target }: SearchConnection,
    @Ctx() { loaders, frame }: Context,
  ): Promise<SearchFacets> {
    return toFacets(target ? await loaders.searchFacets.load(target) : [], frame.sections);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'The query with mistyped words put right, where that would find more; null where it is right, or nothing better is known.',
  })
  async didYouMean(
    @Root() { target, typed }: SearchConnection,
    @Ctx() { loaders }: Context,
  ): Promise<string | null> {
    if (!target) return null;
    // Counted already, or else known to be enough.
    const isFew = target.isRelaxed || (await loaders.searchCount.load({ target, cap: FEW })) < FEW;
    return isFew ? loaders.searchRespelling.load(typed) : null;
  }
}

@Resolver(() => SearchEdge)
export class SearchEdgeResolver {
  @FieldResolver(() => String, {
    description: 'The headline as HTML: escaped, with <mark> round what matched.',
  })
  async headlineHtml(@Root() edge: SearchEdge, @Ctx() context: Context): Promise<string> {
    return (await highlightOf(edge, context)).headlineHtml;
  }

  @FieldResolver(() => String, {
    description:
      'The passage that shows best why it was found, as HTML: escaped, with <mark> round what matched.',
  })
  async snippetHtml(@Root() edge: SearchEdge, @Ctx() context: Context): Promise<string> {
    return (await highlightOf(edge, context)).snippetHtml;
  }
}

function highlightOf({ node, target }: SearchEdge, { loaders }: Context) {
  return loaders.searchHighlight.load({
    articleId: node.uid,
    language: target?.language ?? '',
    queries: target?.clauses.map(({ query }) => query) ?? [],
  });
}
