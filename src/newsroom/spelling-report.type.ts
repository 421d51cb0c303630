import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { toGlobalId } from '../graphql/global-id';
import { Node } from '../graphql/node.type';
import { PageInfo } from '../graphql/page-info.type';
import { DateTimeScalar } from '../graphql/scalars';

export enum SpellingStatus {
  OPEN = 'OPEN',
  FIXED = 'FIXED',
  REJECTED = 'REJECTED',
}

registerEnumType(SpellingStatus, {
  name: 'SpellingStatus',
  description: 'What has become of a report.',
  valuesConfig: {
    OPEN: { description: 'Nobody has looked at it.' },
    FIXED: { description: 'The text has changed since, or an editor says that it is mended.' },
    REJECTED: { description: 'An editor says that it is right as it stands.' },
  },
});

export enum SpellingResolution {
  FIXED = 'FIXED',
  REJECTED = 'REJECTED',
}

registerEnumType(SpellingResolution, {
  name: 'SpellingResolution',
  description: 'What an editor makes of a report.',
  valuesConfig: {
    FIXED: { description: 'It is mended.' },
    REJECTED: { description: 'It is right as it stands; the same place is not reported anew.' },
  },
});

@InputType({ description: 'A mistake that a reader has found and selected.' })
export class SpellingReportInput {
  @Field(() => ID, { description: 'The article it stands in.' })
  articleId!: string;

  @Field(() => ID, { nullable: true, description: 'The block of the body it stands in, if known.' })
  blockId?: string | null;

  @Field(() => String, { description: 'The words selected, at most 300 characters.' })
  selectedText!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'What stands before them, at most 300 characters; its end tells which place is meant.',
  })
  before?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'What stands after them, at most 300 characters; its start tells which place is meant.',
  })
  after?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What should be there, or what is wrong, at most 1,000 characters.',
  })
  comment?: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'That a report has come in.' })
export class SpellingReportReceipt {
  uid!: string;

  @Field(() => Boolean, { description: 'Whether somebody had reported this place before.' })
  duplicate!: boolean;

  @Field(() => ID, { description: "The report's id, which says something to the newsroom alone." })
  get id(): string {
    return toGlobalId('SpellingReport', this.uid);
  }
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description:
    'A place in an article that readers take for misspelt. Who they are is not known. It closes by itself when the text changes.',
})
export class SpellingReport implements Node {
  uid!: string;

  articleUid!: string;

  @Field(() => String, { description: 'The words that were selected.' })
  selectedText!: string;

  @Field(() => String, { nullable: true, description: 'What stands before them in the text.' })
  before!: string | null;

  @Field(() => String, { nullable: true, description: 'What stands after them in the text.' })
  after!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What the first with something to say said.',
  })
  comment!: string | null;

  @Field(() => Int, { description: 'How often it was reported.' })
  count!: number;

  @Field(() => SpellingStatus, { description: 'What has become of it.' })
  status!: SpellingStatus;

  @Field(() => DateTimeScalar, { description: 'When it was first reported.' })
  createdAt!: Date;

  @Field(() => ID, { description: 'Opaque and stable.' })
  get id(): string {
    return toGlobalId('SpellingReport', this.uid);
  }
}

@ObjectType({ simpleResolvers: true, description: 'A spelling report and its place in the list.' })
export class SpellingReportEdge {
  @Field(() => String, { description: 'To page on from here.' })
  readonly cursor!: string;

  @Field(() => SpellingReport, { description: 'The report.' })
  readonly node!: SpellingReport;
}

@ObjectType({ simpleResolvers: true, description: 'A page of spelling reports, the newest first.' })
export class SpellingReportConnection {
  @Field(() => [SpellingReportEdge], { description: 'The reports with their cursors.' })
  edges!: SpellingReportEdge[];

  @Field(() => [SpellingReport], { description: 'The reports alone.' })
  nodes!: SpellingReport[];

  @Field(() => PageInfo, { description: 'Where this page stands in the list.' })
  pageInfo!: PageInfo;

  reportStatus!: SpellingStatus | null;
}
