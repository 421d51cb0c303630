import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  InputType,
  Int,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { toConnection } from '../graphql/connection';
import { decodeCursor } from '../graphql/cursor';
import { PageArgs, toPageRequest } from '../graphql/page.args';
import { Person } from './person.entity';
import { PersonConnection } from './person.types';
import { type Context } from '../request/context';
import { CreditRole } from './credit-role.enum';

const CURSOR_KIND = 'person';

@InputType({ description: 'Which people a list shows. Conditions are joined by and.' })
class PersonFilter {
  @Field(() => CreditRole, {
    nullable: true,
    description: 'Only those credited with this role in a public article.',
  })
  role?: CreditRole | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only those whose name starts so; case and accents make no difference.',
  })
  nameStartsWith?: string | null;
}

@Resolver(() => PersonConnection)
export class PeopleResolver {
  @Query(() => PersonConnection, {
    description: 'Staff and everybody credited in a public article, ordered by name.',
  })
  async people(
    @Ctx() { loaders }: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => PersonFilter, {
      nullable: true,
      description: 'Which ones; all when left out.',
    })
    given?: PersonFilter,
  ): Promise<PersonConnection> {
    const filter = { role: given?.role ?? null, nameStartsWith: given?.nameStartsWith ?? null };
    const page = toPageRequest(args, (cursor, field) => decodeCursor(CURSOR_KIND, cursor, field));
    const rows = await loaders.peopleByList.load({ filter, page });
    return { ...toConnection(CURSOR_KIND, rows, page), filter };
  }

  @Query(() => Person, {
    nullable: true,
    description: 'One person by slug; null where nobody public has it.',
  })
  person(
    @Arg('slug', () => String, { description: "The person's slug, without slashes." }) slug: string,
    @Ctx() { loaders }: Context,
  ): Promise<Person | null> {
    return loaders.personBySlug.load(slug);
  }

  @FieldResolver(() => Int, { description: 'How many people the whole list has.' })
  totalCount(@Root() connection: PersonConnection, @Ctx() { loaders }: Context): Promise<number> {
    return loaders.personCountByFilter.load(connection.filter);
  }
}
