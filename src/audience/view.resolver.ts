import { Arg, Ctx, Field, ID, InputType, Int, Mutation, Resolver } from 'type-graphql';
import { parseGlobalId } from '../graphql/global-id';
import { DateTimeScalar } from '../graphql/scalars';
import { type Context } from '../request/context';
import { type ViewEvent } from './view.commands';

/** Devices' clocks are off, and phones send late; what is further away than this is no view of today. */
const MAX_AGE_MS = 24 * 60 * 60 * 1000;

@InputType({ description: 'A reader has seen an article.' })
class ViewEventInput {
  @Field(() => ID, { description: "The article's id." })
  articleId!: string;

  @Field(() => String, { description: "The client's own opaque value for this reader or device." })
  visitor!: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it was seen; now when left out. More than a day off is not counted.',
  })
  at?: Date | null;

  @Field(() => String, { nullable: true, description: 'Where the reader came from.' })
  referrer?: string | null;
}

function toEvent(input: ViewEventInput, now: Date): ViewEvent[] {
  const id = parseGlobalId(input.articleId);
  const at = input.at ?? now;
  const isTimely = Math.abs(at.getTime() - now.getTime()) <= MAX_AGE_MS;
  return id?.type === 'Article' && isTimely ? [{ articleId: id.uid, at }] : [];
}

@Resolver()
export class ViewResolver {
  @Mutation(() => Int, {
    description:
      'Counts views. Answers how many were accepted; unknown articles and times more than a day off are not.',
  })
  async trackViews(
    @Ctx() { commands, limit }: Context,
    @Arg('events', () => [ViewEventInput], { description: 'What was seen, at most 100 at once.' })
    events: ViewEventInput[],
  ): Promise<number> {
    await limit('trackViews');
    const now = new Date();
    return commands.countViews(events.flatMap((event) => toEvent(event, now)));
  }
}
