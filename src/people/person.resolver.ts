import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Image } from '../images/image.entity';
import { type Context } from '../request/context';
import { CreditRole } from './credit-role.enum';
import { Person } from './person.entity';

@Resolver(() => Person)
export class PersonResolver {
  @FieldResolver(() => Image, { nullable: true, description: 'A portrait.' })
  image(@Root() person: Person, @Ctx() { loaders }: Context): Promise<Image | null> | null {
    return person.imageId === null ? null : loaders.imageById.load(person.imageId);
  }

  @FieldResolver(() => [CreditRole], { description: 'What the person did for public articles.' })
  async roles(@Root() person: Person, @Ctx() { loaders }: Context): Promise<CreditRole[]> {
    const rows = await loaders.rolesByPerson.load(person.uid);
    return rows.map((row) => row.role);
  }
}
