import { Field, ObjectType } from 'type-graphql';
import { PageInfo } from '../graphql/page-info.type';
import { ReadingList } from './reading-list.entity';
import { ReadingListItem } from './reading-list-item.entity';

@ObjectType({ simpleResolvers: true, description: 'An item and its place in a reading list.' })
export class ReadingListItemEdge {
  @Field(() => String, { description: 'To page on from here.' })
  readonly cursor!: string;

  @Field(() => ReadingListItem, { description: 'The item.' })
  readonly node!: ReadingListItem;
}

@ObjectType({ simpleResolvers: true, description: 'A page of the items of a reading list.' })
export class ReadingListItemConnection {
  @Field(() => [ReadingListItemEdge], { description: 'The items with their cursors.' })
  edges!: ReadingListItemEdge[];

  @Field(() => [ReadingListItem], { description: 'The items alone.' })
  nodes!: ReadingListItem[];

  @Field(() => PageInfo, { description: 'Where this page stands in the list.' })
  pageInfo!: PageInfo;

  list!: ReadingList;
  unreadOnly!: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'A reading list and its place among others.' })
export class ReadingListEdge {
  @Field(() => String, { description: 'To page on from here.' })
  readonly cursor!: string;

  @Field(() => ReadingList, { description: 'The reading list.' })
  readonly node!: ReadingList;
}

@ObjectType({ simpleResolvers: true, description: 'A page of reading lists.' })
export class ReadingListConnection {
  @Field(() => [ReadingListEdge], { description: 'The lists with their cursors.' })
  edges!: ReadingListEdge[];

  @Field(() => [ReadingList], { description: 'The lists alone.' })
  nodes!: ReadingList[];

  @Field(() => PageInfo, { description: 'Where this page stands among all.' })
  pageInfo!: PageInfo;

  editionId!: string;
}
