import {
  Arg,
  Args,
  createUnionType,
  Ctx,
  FieldResolver,
  ID,
  Mutation,
  Resolver,
  Root,
} from 'type-graphql';
import { ArticleConnection } from '../articles/article-connection.type';
import { articleConnection } from '../articles/article-list';
import { ArticleOrder } from '../articles/article.enums';
import { Tag } from '../articles/tag.entity';
import { badUserInput, clientError } from '../graphql/errors';
import { parseGlobalId } from '../graphql/global-id';
import { PageArgs } from '../graphql/page.args';
import { Person } from '../people/person.entity';
import { type Context } from '../request/context';
import { Section } from '../sections/section.entity';
import { type Follow } from './follow.queries';
import { FollowKind } from './reading-list.enums';
import { Viewer } from './viewer.type';

const Followable = createUnionType({
  name: 'Followable',
  description: 'What a reader can follow.',
  types: () => [Section, Person, Tag] as const,
  resolveType: (value) => value.constructor.name,
});

type FollowableType = Section | Person | Tag;

const KINDS: Record<string, FollowKind> = {
  Section: FollowKind.SECTION,
  Person: FollowKind.PERSON,
  Tag: FollowKind.TAG,
};

const WHAT = { description: 'The id of a section, a person or a tag.' };

function followOf(id: string): Follow {
  const parsed = parseGlobalId(id);
  const kind = KINDS[parsed?.type ?? ''];
  if (!parsed || !kind) throw badUserInput('id', 'id is not of a section, a person or a tag.');
  return { kind, targetId: parsed.uid };
}

/** What is followed, where it is public. */
async function find(
  { frame, loaders }: Context,
  { kind, targetId }: Follow,
): Promise<FollowableType | null> {
  if (kind === FollowKind.SECTION) return frame.sections.get(targetId) ?? null;
  return kind === FollowKind.TAG
    ? loaders.tagById.load(targetId)
    : loaders.personById.load(targetId);
}

async function found(context: Context, follow: Follow): Promise<FollowableType> {
  const target = await find(context, follow);
  if (target) return target;
  throw clientError('NOT_FOUND', 'There is nothing of this id to follow.');
}

@Resolver(() => Viewer)
export class FollowResolver {
  @Mutation(() => Followable, { description: 'Follows a section, a person or a tag.' })
  async follow(
    @Ctx() context: Context,
    @Arg('id', () => ID, WHAT) id: string,
  ): Promise<FollowableType> {
    const { commands, viewer } = context.asReader();
    const follow = followOf(id);
    const target = await found(context, follow);
    if (await commands.follow(viewer, follow)) return target;
    throw badUserInput('id', 'There is a limit to what one can follow; unfollow something first.');
  }

  @Mutation(() => Followable, { description: 'Follows it no longer.' })
  async unfollow(
    @Ctx() context: Context,
    @Arg('id', () => ID, WHAT) id: string,
  ): Promise<FollowableType> {
    const { commands, viewer } = context.asReader();
    const follow = followOf(id);
    await commands.unfollow(viewer, follow.targetId);
    return found(context, follow);
  }

  @FieldResolver(() => [Followable], {
    description: 'What the reader follows, in the order it began; nothing that is not public now.',
  })
  async following(
    @Root() { readerId }: Viewer,
    @Ctx() context: Context,
  ): Promise<FollowableType[]> {
    const follows = await context.asReader().loaders.followsOfReader.load(readerId);
    const targets = await Promise.all(follows.map((follow) => find(context, follow)));
    return targets.filter((target) => target !== null);
  }

  @FieldResolver(() => ArticleConnection, {
    description:
      'The newest articles of what the reader follows, each once. A section includes its subsections.',
  })
  async feed(
    @Root() { readerId }: Viewer,
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<ArticleConnection> {
    const follows = await context.asReader().loaders.followsOfReader.load(readerId);
    const of = (kind: FollowKind) =>
      follows.filter((follow) => follow.kind === kind).map((follow) => follow.targetId);
    const sections = of(FollowKind.SECTION).flatMap((uid) =>
      context.frame.sections.subtreeIds(uid),
    );
    const list = {
      driver: 'section' as const,
      members: [...new Set(sections)],
      filter: {},
      also: [
        { driver: 'person' as const, members: of(FollowKind.PERSON) },
        { driver: 'tag' as const, members: of(FollowKind.TAG) },
      ],
    };
    return articleConnection(context, list, ArticleOrder.NEWEST, args);
  }
}
