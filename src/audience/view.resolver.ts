import { Arg, Ctx, Field, ID, InputType, Int, Mutation, Resolver } from 'type-graphql';
import { DateTimeScalar } from '../graphql/scalars';
import { type Context } from '../request/context';
import { type ReportedView } from './view.event';

@InputType({ description: 'A reader has seen an article.' })
class ViewEventInput implements ReportedView {
  @Field(() => ID, { description: "The article's id." })
  articleId!: string;

  @Field(() => String, {
    description:
      "The client's own opaque value for this reader or device, of 1 to 128 characters. It is kept only as a hash that nobody can undo once the day is over.",
  })
  visitor!: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it was seen; now when left out. More than a day off is not counted.',
  })
  at?: Date | null;

  @Field(() => String, {
    nullable: true,
    description: 'Where the reader came from. It is not stored.',
  })
  referrer?: string | null;
}

@Resolver()
export class ViewResolver {
  @Mutation(() => Int, {
    description:
      'Counts views. Answers how many were accepted; what robots send, unknown articles, and times more than a day off are not. A reader of an article counts once in 30 minutes, however often it is sent.',
  })
  async trackViews(
    @Ctx() context: Context,
    @Arg('events', () => [ViewEventInput], { description: 'What was seen, at most 100 at once.' })
    events: ViewEventInput[],
  ): Promise<number> {
    await context.limit('trackViews');
    return context.commands.trackViews(events, context.userAgent);
  }
}
