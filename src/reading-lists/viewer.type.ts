import { Field, ID, ObjectType } from 'type-graphql';

@ObjectType({
  simpleResolvers: true,
  description: 'The reader whose token the request carries, and what is theirs.',
})
export class Viewer {
  /** The key of the reader's rows. */
  readerId!: string;

  @Field(() => ID, { description: 'Opaque and stable; says nothing of the token.' })
  get id(): string {
    return `rdr_${this.readerId}`;
  }
}
