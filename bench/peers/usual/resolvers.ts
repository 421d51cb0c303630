// Repositories with relations where a list is read, DataLoader where a field is.
import {
  Arg,
  Ctx,
  Field,
  FieldResolver,
  Int,
  ObjectType,
  Query,
  registerEnumType,
  Resolver,
  Root,
} from 'type-graphql';
import { In, LessThanOrEqual } from 'typeorm';
import type { Context } from './context.js';
import {
  Article,
  Image,
  Person,
  PopularRanking,
  RelatedArticle,
  Section,
  Tag,
} from './entities.js';

enum SearchOrder {
  NEWEST = 'NEWEST',
}
registerEnumType(SearchOrder, { name: 'SearchOrder' });

@ObjectType()
class PageInfo {
  @Field(() => Boolean)
  hasNextPage: boolean;
}

@ObjectType()
class ArticleConnection {
  @Field(() => [Article])
  nodes: Article[];

  @Field(() => PageInfo)
  pageInfo: PageInfo;
}

@ObjectType()
class Site {
  @Field(() => [Section])
  navigation: Section[];
}

const isPublic = () => ({ status: 'PUBLISHED', publishedAt: LessThanOrEqual(new Date()) });
const NEWEST = { publishedAt: 'DESC', id: 'DESC' } as const;

function toConnection(articles: Article[], first: number): ArticleConnection {
  const pageInfo = { hasNextPage: articles.length > first };
  return { nodes: articles.slice(0, first), pageInfo };
}

async function inSection({ sections, articles }: Context, { id }: Section, take: number) {
  const below = await sections.find({ where: { parentId: id } });
  const sectionId = In([id, ...below.map((section) => section.id)]);
  return articles.find({ where: { ...isPublic(), sectionId }, order: NEWEST, take });
}

@Resolver()
export class QueryResolver {
  @Query(() => Article, { nullable: true })
  article(@Arg('slug', () => String) slug: string, @Ctx() { articles, editionId }: Context) {
    const relations = { section: true, image: true, body: true };
    return articles.findOne({ where: { editionId, slug, ...isPublic() }, relations });
  }

  @Query(() => [Article])
  async popular(
    @Ctx() { rankings, sections, editionId }: Context,
    @Arg('first', () => Int, { defaultValue: 5 }) take: number,
    @Arg('section', () => String, { nullable: true }) slug?: string,
  ) {
    const section = slug === undefined ? null : await sections.findOneBy({ slug });
    const found = await rankings.find({
      where: { scopeId: section?.id ?? editionId, window: 'DAY', metric: 'VIEWS' },
      relations: { article: true },
      order: { rank: 'ASC' },
      take,
    });
    return found.map((ranking: PopularRanking) => ranking.article);
  }

  @Query(() => [Article])
  latest(
    @Ctx() { articles, editionId }: Context,
    @Arg('first', () => Int, { defaultValue: 10 }) take: number,
  ) {
    return articles.find({ where: { editionId, ...isPublic() }, order: NEWEST, take });
  }

  @Query(() => Section, { nullable: true })
  section(@Arg('slug', () => String) slug: string, @Ctx() { sections }: Context) {
    return sections.findOneBy({ slug });
  }

  @Query(() => [Section])
  async sections(@Ctx() { sections }: Context) {
    const all = await sections.find({ order: { position: 'ASC', name: 'ASC' } });
    const below = (parentId: string | null): Section[] =>
      all
        .filter((section) => section.parentId === parentId)
        .flatMap((section) => [section, ...below(section.id)]);
    return below(null);
  }

  @Query(() => Site)
  async site(@Ctx() { sections }: Context) {
    const order = { position: 'ASC', name: 'ASC' } as const;
    const all = await sections.find({ order });
    return { navigation: all.filter((section) => section.parentId === null) };
  }

  @Query(() => ArticleConnection)
  async search(
    @Ctx() { articles }: Context,
    @Arg('query', () => String) words: string,
    @Arg('orderBy', () => SearchOrder, { defaultValue: SearchOrder.NEWEST }) _order: SearchOrder,
    @Arg('first', () => Int, { defaultValue: 20 }) first: number,
  ) {
    const found = await articles
      .createQueryBuilder('a')
      .innerJoin('article_search', 's', 's.article_id = a.id')
      .where("s.document @@ websearch_to_tsquery('english', :words)", { words })
      .andWhere("a.status = 'PUBLISHED' AND a.published_at <= now()")
      .orderBy('a.published_at', 'DESC')
      .addOrderBy('a.id', 'DESC')
      .limit(first + 1)
      .getMany();
    return toConnection(found, first);
  }
}

@Resolver(() => Section)
export class SectionResolver {
  @FieldResolver(() => [Article])
  latest(
    @Root() section: Section,
    @Ctx() context: Context,
    @Arg('first', () => Int, { defaultValue: 10 }) first: number,
  ) {
    return inSection(context, section, first);
  }

  @FieldResolver(() => ArticleConnection)
  async articles(
    @Root() section: Section,
    @Ctx() context: Context,
    @Arg('first', () => Int, { defaultValue: 20 }) first: number,
  ) {
    return toConnection(await inSection(context, section, first + 1), first);
  }
}

@Resolver(() => Article)
export class ArticleResolver {
  @FieldResolver(() => String)
  async path(@Root() { slug, sectionId }: Article, @Ctx() { loaders }: Context) {
    return `${(await loaders.section.load(sectionId)).path}/${slug}`;
  }

  @FieldResolver(() => Section)
  section(@Root() article: Article, @Ctx() { loaders }: Context) {
    return article.section ?? loaders.section.load(article.sectionId);
  }

  @FieldResolver(() => String)
  bodyHtml(@Root() article: Article) {
    return article.body.html;
  }

  @FieldResolver(() => Image, { nullable: true })
  image(@Root() article: Article) {
    return article.image;
  }

  @FieldResolver(() => [Person])
  authors(@Root() { id }: Article, @Ctx() { loaders }: Context) {
    return loaders.authors.load(id);
  }

  @FieldResolver(() => [Tag])
  tags(@Root() { id }: Article, @Ctx() { loaders }: Context) {
    return loaders.tags.load(id);
  }

  @FieldResolver(() => [Article])
  async related(
    @Root() { id }: Article,
    @Ctx() { related }: Context,
    @Arg('first', () => Int, { defaultValue: 5 }) take: number,
  ) {
    const found = await related.find({
      where: { articleId: id },
      relations: { related: true },
      order: { rank: 'ASC' },
      take,
    });
    return found.map((row: RelatedArticle) => row.related);
  }
}
