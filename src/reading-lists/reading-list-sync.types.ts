import { Extensions, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar } from '../graphql/scalars';
import { ReadingList } from './reading-list.entity';
import { ReadingListItem } from './reading-list-item.entity';

/** How many operations a call takes. */
export const MAX_OPERATIONS = 500;
/** How many articles an import takes. */
export const MAX_IMPORTED = 1_000;

export enum ReadingListOperationKind {
  CREATE_LIST = 'CREATE_LIST',
  RENAME_LIST = 'RENAME_LIST',
  DELETE_LIST = 'DELETE_LIST',
  ADD = 'ADD',
  REMOVE = 'REMOVE',
  MARK_READ = 'MARK_READ',
  MARK_UNREAD = 'MARK_UNREAD',
}

registerEnumType(ReadingListOperationKind, {
  name: 'ReadingListOperationKind',
  description: 'What a device did.',
  valuesConfig: {
    CREATE_LIST: { description: 'Made a list; takes `title`.' },
    RENAME_LIST: { description: 'Renamed a list; takes `listId` and `title`.' },
    DELETE_LIST: { description: 'Deleted a list; takes `listId`. It stays deleted.' },
    ADD: { description: 'Added an article; takes `articleId`, `listId` and `note`.' },
    REMOVE: { description: 'Removed one; takes `itemId`, or `articleId` and `listId`.' },
    MARK_READ: { description: 'Read one; takes `itemId`, or `articleId` and `listId`.' },
    MARK_UNREAD: { description: 'Took that back; takes the same.' },
  },
});

@Extensions({ maxListLength: MAX_OPERATIONS })
@InputType({ description: 'Something that a device did while it was offline.' })
export class ReadingListOperation {
  @Field(() => String, {
    description: 'A text that no other has: the operation is applied once, whatever is retried.',
  })
  key!: string;

  @Field(() => ReadingListOperationKind, { description: 'What was done.' })
  kind!: ReadingListOperationKind;

  @Field(() => ID, {
    nullable: true,
    description:
      'Which list: its id, or the key of the CREATE_LIST that made it. The saved list when left out.',
  })
  listId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Which article.' })
  articleId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Which item.' })
  itemId?: string | null;

  @Field(() => String, { nullable: true, description: "A list's title." })
  title?: string | null;

  @Field(() => String, { nullable: true, description: 'A note on an article that is added.' })
  note?: string | null;

  @Field(() => DateTimeScalar, {
    description: "When it was done, by the device's clock. What is in the future counts as now.",
  })
  at!: Date;
}

@Extensions({ maxListLength: MAX_IMPORTED })
@InputType({ description: 'An article of a list that somebody kept without an account.' })
export class ImportedItemInput {
  @Field(() => ID, { description: "The article's id." })
  articleId!: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it was added; now when left out.',
  })
  at?: Date | null;

  @Field(() => String, { nullable: true, description: 'A note on it.' })
  note?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was read.' })
  readAt?: Date | null;
}

@ObjectType({ simpleResolvers: true, description: 'What became of an operation.' })
export class ReadingListOperationResult {
  @Field(() => String, { description: "The operation's key." })
  key!: string;

  @Field(() => Boolean, { description: 'Whether it was applied, now or when it was first sent.' })
  ok!: boolean;

  @Field(() => String, {
    nullable: true,
    description:
      'Why it was not, as errors have it in extensions.code: sending it again is no use.',
  })
  code!: string | null;

  @Field(() => String, { nullable: true, description: 'The same in words.' })
  message!: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The list or the item that it was about; null where there is none.',
  })
  id!: string | null;
}

@ObjectType({
  simpleResolvers: true,
  description: "What changed in a reader's lists since a token, in the order of the changes.",
})
export class ReadingListChanges {
  @Field(() => [ReadingList], { description: 'Lists that are new or changed.' })
  lists!: ReadingList[];

  @Field(() => [ReadingListItem], { description: 'Items that are new or changed.' })
  items!: ReadingListItem[];

  @Field(() => [ID], {
    description: 'Lists that were deleted, with all their items, and items that were removed.',
  })
  deletedIds!: string[];

  @Field(() => String, { description: 'What to send as `since` the next time.' })
  token!: string;

  @Field(() => Boolean, { description: 'Whether there is more: ask again at once with the token.' })
  hasMore!: boolean;

  @Field(() => Boolean, {
    description:
      'Whether this begins anew: forget what is known of the lists before taking it in. So it is without a token and with one that is too old.',
  })
  isReset!: boolean;

  @Field(() => [ReadingListOperationResult], {
    description: 'What became of the operations that were sent, in their order.',
  })
  results!: ReadingListOperationResult[];
}
