import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';

export enum ChangeKind {
  SAME = 'SAME',
  ADDED = 'ADDED',
  REMOVED = 'REMOVED',
  CHANGED = 'CHANGED',
}

registerEnumType(ChangeKind, {
  name: 'ChangeKind',
  description: 'What became of a part of an article between two revisions.',
  valuesConfig: {
    SAME: { description: 'It stayed.' },
    ADDED: { description: 'It is new.' },
    REMOVED: { description: 'It is gone.' },
    CHANGED: { description: 'It changed.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'A run of words that stayed, came or went.' })
export class DiffSegment {
  @Field(() => ChangeKind, { description: 'SAME, ADDED or REMOVED.' })
  change!: ChangeKind;

  @Field(() => String, { description: 'The words, plain text.' })
  text!: string;
}

@ObjectType({ simpleResolvers: true, description: 'A field of an article that changed.' })
export class FieldDiff {
  @Field(() => String, { description: 'Its name, such as headline.' })
  field!: string;

  @Field(() => String, { nullable: true, description: 'What it was; no text as JSON.' })
  before!: string | null;

  @Field(() => String, { nullable: true, description: 'What it became; no text as JSON.' })
  after!: string | null;

  @Field(() => [DiffSegment], { description: 'By words.' })
  segments!: DiffSegment[];
}

@ObjectType({
  simpleResolvers: true,
  description: 'A block of the body, in the order of both versions.',
})
export class BlockDiff {
  @Field(() => ID, { description: "The block's id." })
  id!: string;

  @Field(() => String, { description: 'What kind of block it is, such as paragraph or heading.' })
  kind!: string;

  @Field(() => ChangeKind, { description: 'What became of it.' })
  change!: ChangeKind;

  @Field(() => Boolean, { description: 'Whether it stands elsewhere among those that stayed.' })
  moved!: boolean;

  @Field(() => [DiffSegment], { description: 'Its text by words.' })
  segments!: DiffSegment[];
}

@ObjectType({ simpleResolvers: true, description: 'What changed between two revisions.' })
export class RevisionDiff {
  @Field(() => [FieldDiff], { description: 'The fields that changed.' })
  fields!: FieldDiff[];

  @Field(() => [BlockDiff], { description: 'All blocks of both bodies.' })
  blocks!: BlockDiff[];
}
