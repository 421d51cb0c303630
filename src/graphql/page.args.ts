import { ArgsType, Field, Int } from 'type-graphql';
import { badUserInput } from './errors';

export const DEFAULT_PAGE_SIZE = 20;
export const MAX_PAGE_SIZE = 100;

/** The four paging arguments of the Relay cursor specification. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, {
    nullable: true,
    description: `How many to answer from the start, 0 to ${MAX_PAGE_SIZE}; ${DEFAULT_PAGE_SIZE} when neither first nor last is given.`,
  })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'Only what stands after this cursor.' })
  after?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: `How many to answer from the end, 0 to ${MAX_PAGE_SIZE}. Not together with first.`,
  })
  last?: number | null;

  @Field(() => String, { nullable: true, description: 'Only what stands before this cursor.' })
  before?: string | null;
}

/** A page as it was asked for: `size` edges from the start or, `backward`, from the end of what lies between the cursors. */
export interface PageRequest<Position> {
  size: number;
  backward: boolean;
  after: Position | null;
  before: Position | null;
}

/** Checks a count argument; throws BAD_USER_INPUT naming it when it is not between 0 and 100. */
export function checkedCount(field: string, value: number): number {
  if (value < 0) throw badUserInput(field, `${field} must not be negative.`);
  if (value > MAX_PAGE_SIZE)
    throw badUserInput(field, `${field} must be at most ${MAX_PAGE_SIZE}.`);
  return value;
}

/** Checks the paging arguments; throws BAD_USER_INPUT naming the argument that is wrong. */
export function toPageRequest<Position>(
  args: PageArgs,
  decode: (cursor: string, field: string) => Position,
): PageRequest<Position> {
  const { first, last } = args;
  if (first != null && last != null) {
    throw badUserInput('last', 'Give either first or last, not both.');
  }
  const backward = last != null;
  return {
    size: backward ? checkedCount('last', last) : checkedCount('first', first ?? DEFAULT_PAGE_SIZE),
    backward,
    after: args.after == null ? null : decode(args.after, 'after'),
    before: args.before == null ? null : decode(args.before, 'before'),
  };
}
