import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { ArticleStatus } from '../articles/article.enums';
import { toConnection } from '../graphql/connection';
import { decodeCursor } from '../graphql/cursor';
import { uidOf } from '../graphql/global-id';
import { PageArgs, toPageRequest } from '../graphql/page.args';
import { DateTimeScalar, LanguageTagScalar } from '../graphql/scalars';
import { type Context } from '../request/context';
import { editionFor } from '../site/edition.lookup';
import { checkedTime, longText } from './input.text';
import { Newsroom, NewsroomArticle, NewsroomArticleConnection } from './newsroom-article.type';
import { type NewsroomFilter } from './newsroom.filter';

@InputType({ description: 'Which of the newsroom’s articles. Conditions are joined by and.' })
export class NewsroomArticleFilter {
  @Field(() => [ArticleStatus], { nullable: true, description: 'Only in one of these statuses.' })
  status?: ArticleStatus[] | null;

  @Field(() => LanguageTagScalar, { nullable: true, description: 'Only of this edition.' })
  edition?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only of this section and its subsections, by slug.',
  })
  section?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only with a credit of this person, by slug.',
  })
  person?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Only changed then or later.' })
  updatedFrom?: Date | null;

  @Field(() => String, { nullable: true, description: 'Only with this text in the headline.' })
  text?: string | null;
}

const CURSOR = 'newsroom-article';

function sectionIds({ frame }: Context, slug: string, editionId: string | undefined): string[] {
  const editions = frame.editions.filter(({ uid }) => editionId === undefined || uid === editionId);
  return editions.flatMap(({ uid }) => {
    const section = frame.sections.find(uid, slug);
    return section ? frame.sections.subtreeIds(section.uid) : [];
  });
}

function readFilter(
  context: Context,
  input: NewsroomArticleFilter | null | undefined,
): NewsroomFilter {
  const { status, edition, section, person, updatedFrom, text } = input ?? {};
  const editionId = edition == null ? undefined : editionFor(context.frame, edition).uid;
  return {
    ...(status && { statuses: status }),
    ...(editionId !== undefined && { editionId }),
    ...(section != null && { sectionIds: sectionIds(context, section, editionId) }),
    ...(person != null && { person: longText(person, 'person') }),
    ...(updatedFrom && { updatedFrom: checkedTime(updatedFrom, 'updatedFrom').toISOString() }),
    ...(text != null && text.trim() !== '' && { text: longText(text, 'text').trim() }),
  };
}

@Resolver(() => Newsroom)
export class NewsroomResolver {
  @Query(() => Newsroom, {
    description: 'What only the newsroom sees; FORBIDDEN without the role editor.',
  })
  newsroom(@Ctx() context: Context): Newsroom {
    context.asEditor();
    return new Newsroom();
  }

  @FieldResolver(() => NewsroomArticle, {
    nullable: true,
    description: 'One article in any status.',
  })
  article(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: "The article's id." }) id: string,
  ): Promise<NewsroomArticle | null> {
    return context.asEditor().loaders.newsroomArticleById.load(uidOf('Article', id, 'id'));
  }

  @FieldResolver(() => NewsroomArticleConnection, {
    description: 'Articles in any status, the last changed first.',
  })
  async articles(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => NewsroomArticleFilter, {
      nullable: true,
      description: 'Which ones; all when left out.',
    })
    input?: NewsroomArticleFilter | null,
  ): Promise<NewsroomArticleConnection> {
    const { loaders } = context.asEditor();
    const filter = readFilter(context, input);
    const page = toPageRequest(args, (cursor, field) => decodeCursor(CURSOR, cursor, field));
    const rows = await loaders.newsroomPage.load({ filter, page });
    return { ...toConnection(CURSOR, rows, page), filter };
  }
}

@Resolver(() => NewsroomArticleConnection)
export class NewsroomArticleConnectionResolver {
  @FieldResolver(() => Int, { description: 'How many there are.' })
  totalCount(
    @Root() { filter }: NewsroomArticleConnection,
    @Ctx() context: Context,
  ): Promise<number> {
    return context.asEditor().loaders.newsroomCount.load(filter);
  }
}
