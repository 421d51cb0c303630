import { Field, ObjectType } from 'type-graphql';
import { PageInfo } from '../graphql/page-info.type';
import { type ArticleList } from './article-list.sql';
import { Article } from './article.entity';

@ObjectType({ simpleResolvers: true, description: 'An article in a list, and the place there.' })
export class ArticleEdge {
  @Field(() => String, { description: 'To page on from here.' })
  readonly cursor!: string;

  @Field(() => Article, { description: 'The article.' })
  readonly node!: Article;
}

@ObjectType({ simpleResolvers: true, description: 'A page of a list of articles.' })
export class ArticleConnection {
  @Field(() => [ArticleEdge], { description: 'The articles with their cursors.' })
  edges!: ArticleEdge[];

  @Field(() => [Article], { description: 'The articles alone.' })
  nodes!: Article[];

  @Field(() => PageInfo, { description: 'Where this page stands in the list.' })
  pageInfo!: PageInfo;

  /** The list this is a page of, to be counted where a client asks. */
  list!: ArticleList;
}
