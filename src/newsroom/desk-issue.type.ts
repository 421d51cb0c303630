import { Field, Int, ObjectType } from 'type-graphql';
import { PageInfo } from '../graphql/page-info.type';
import { DeskIssueKind } from './desk-issue.enum';
import { type DeskFilter } from './desk-issue.filter';

@ObjectType({ simpleResolvers: true, description: 'Something that a published article lacks.' })
export class DeskIssue {
  articleUid!: string;

  @Field(() => DeskIssueKind, { description: 'What it lacks.' })
  kind!: DeskIssueKind;

  @Field(() => String, { description: 'How much of it, in a sentence of English.' })
  detail!: string;
}

@ObjectType({ simpleResolvers: true, description: 'How many articles lack the same thing.' })
export class DeskIssueCount {
  @Field(() => DeskIssueKind, { description: 'What they lack.' })
  kind!: DeskIssueKind;

  @Field(() => Int, { description: 'How many there are.' })
  count!: number;
}

@ObjectType({ simpleResolvers: true, description: 'An issue and its place in the list.' })
export class DeskIssueEdge {
  @Field(() => String, { description: 'To page on from here.' })
  readonly cursor!: string;

  @Field(() => DeskIssue, { description: 'The issue.' })
  readonly node!: DeskIssue;
}

@ObjectType({
  simpleResolvers: true,
  description: 'A page of what published articles lack, the last published first.',
})
export class DeskIssueConnection {
  @Field(() => [DeskIssueEdge], { description: 'The issues with their cursors.' })
  edges!: DeskIssueEdge[];

  @Field(() => [DeskIssue], { description: 'The issues alone.' })
  nodes!: DeskIssue[];

  @Field(() => PageInfo, { description: 'Where this page stands in the list.' })
  pageInfo!: PageInfo;

  filter!: DeskFilter;
}
