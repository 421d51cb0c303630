import { Field, ObjectType } from 'type-graphql';
import { PageInfo } from '../graphql/page-info.type';
import { Person } from './person.entity';
import { type PersonListFilter } from './person.queries';

@ObjectType({ simpleResolvers: true, description: 'A person in a list, and the place there.' })
export class PersonEdge {
  @Field(() => String, { description: 'To page on from here.' })
  readonly cursor!: string;

  @Field(() => Person, { description: 'The person.' })
  readonly node!: Person;
}

@ObjectType({ simpleResolvers: true, description: 'A page of a list of people, ordered by name.' })
export class PersonConnection {
  @Field(() => [PersonEdge], { description: 'The people with their cursors.' })
  edges!: PersonEdge[];

  @Field(() => [Person], { description: 'The people alone.' })
  nodes!: Person[];

  @Field(() => PageInfo, { description: 'Where this page stands in the list.' })
  pageInfo!: PageInfo;

  filter!: PersonListFilter;
}
