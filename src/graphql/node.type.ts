import { Field, ID, InterfaceType } from 'type-graphql';

@InterfaceType({
  description:
    'Everything that has a global id. Keep the id to ask for the same thing again with `node`, whatever its type.',
})
export abstract class Node {
  @Field(() => ID, { description: 'Opaque and stable; unique over all types.' })
  readonly id!: string;
}
