import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Article } from '../articles/article.entity';
import { ArticleStatus } from '../articles/article.enums';
import { type ArticleState } from '../articles/revision.state';
import { toGlobalId } from '../graphql/global-id';
import { PageInfo } from '../graphql/page-info.type';
import { DateTimeScalar } from '../graphql/scalars';
import { type NewsroomFilter } from './newsroom.filter';

@ObjectType({
  simpleResolvers: true,
  description: 'An article as the newsroom sees it, in any status.',
})
export class NewsroomArticle {
  uid!: string;

  /** The row behind it; never to be handed out but through `NewsroomArticle.article`. */
  row!: Article;

  @Field(() => Int, { description: 'Counts its saves; give it back when saving.' })
  version!: number;

  @Field(() => ArticleStatus, { description: 'Where it stands.' })
  status!: ArticleStatus;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Until then it is hidden, though published.',
  })
  embargoUntil!: Date | null;

  publishedAt!: Date | null;

  @Field(() => ID, { description: "The article's id." })
  get id(): string {
    return toGlobalId('Article', this.uid);
  }

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it will be published, if that is set.',
  })
  get scheduledFor(): Date | null {
    const { status, publishedAt } = this;
    const isAhead = publishedAt !== null && publishedAt > new Date();
    return status === ArticleStatus.SCHEDULED || (status === ArticleStatus.PUBLISHED && isAhead)
      ? publishedAt
      : null;
  }
}

@ObjectType({ simpleResolvers: true, description: 'An article as it was once saved.' })
export class Revision {
  articleId!: string;

  state!: ArticleState;

  @Field(() => Int, { description: "The article's version then." })
  number!: number;

  @Field(() => DateTimeScalar, { description: 'When it was saved.' })
  savedAt!: Date;

  @Field(() => String, { description: 'Who saved it; "system": an import or the clock.' })
  savedBy!: string;

  @Field(() => String, { nullable: true, description: 'What was done, or why.' })
  note!: string | null;

  @Field(() => String, { description: 'The headline then.' })
  headline!: string;
}

@ObjectType({
  simpleResolvers: true,
  description: 'An article in a list of the newsroom, and the place there.',
})
export class NewsroomArticleEdge {
  @Field(() => String, { description: 'To page on from here.' })
  readonly cursor!: string;

  @Field(() => NewsroomArticle, { description: 'The article.' })
  readonly node!: NewsroomArticle;
}

@ObjectType({
  simpleResolvers: true,
  description: 'A page of the newsroom’s articles, the last changed first.',
})
export class NewsroomArticleConnection {
  @Field(() => [NewsroomArticleEdge], { description: 'The articles with their cursors.' })
  edges!: NewsroomArticleEdge[];

  @Field(() => [NewsroomArticle], { description: 'The articles alone.' })
  nodes!: NewsroomArticle[];

  @Field(() => PageInfo, { description: 'Where this page stands in the list.' })
  pageInfo!: PageInfo;

  filter!: NewsroomFilter;
}

@ObjectType({ description: 'What only the newsroom sees.' })
export class Newsroom {}
