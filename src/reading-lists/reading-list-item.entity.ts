import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { toGlobalId } from '../graphql/global-id';
import { Node } from '../graphql/node.type';
import { DateTimeScalar } from '../graphql/scalars';
import { ReadingList } from './reading-list.entity';

/**
 * An article's place in a list. One that was removed stays as a row, by whose times a device's later word is merged. There is
 * no foreign key to the article on purpose: an item outlives it, and a thousand readers who save the same one share no lock.
 */
@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'An article in a reading list.',
})
@Entity('reading_list_item')
@Unique('reading_list_item_article_key', ['listId', 'articleId'])
@Index('reading_list_item_rank_idx', ['listId', 'rank', 'uid'], { where: 'removed_at IS NULL' })
@Index('reading_list_item_unread_idx', ['listId', 'rank', 'uid'], {
  where: 'removed_at IS NULL AND read_at IS NULL',
})
@Index('reading_list_item_reader_version_idx', ['readerId', 'version', 'uid'])
@Index('reading_list_item_removed_at_idx', ['removedAt'], { where: 'removed_at IS NOT NULL' })
export class ReadingListItem implements Node {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'reading_list_item_pkey' })
  uid!: string;

  @Column({ name: 'list_id', type: 'uuid' })
  listId!: string;

  @ManyToOne(() => ReadingList, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'list_id', foreignKeyConstraintName: 'reading_list_item_list_id_fkey' })
  listRow?: ReadingList;

  /** Repeats the list's, so that a reader's changes are one index range. */
  @Column({ name: 'reader_id', type: 'uuid' })
  readerId!: string;

  @Column({ name: 'article_id', type: 'uuid' })
  articleId!: string;

  /** A fractional key: between two there is always another, so that a move writes one row. */
  @Column({ name: 'rank', type: 'text', collation: 'C' })
  rank!: string;

  @Column({ name: 'note', type: 'text', nullable: true })
  ownNote!: string | null;

  @Field(() => DateTimeScalar, { description: 'When the article was added.' })
  @Column({ name: 'added_at', type: 'timestamptz', precision: 3 })
  addedAt!: Date;

  @Column({ name: 'read_at', type: 'timestamptz', precision: 3, nullable: true })
  ownReadAt!: Date | null;

  /** When it was last added, noted on or removed, by which these merge. */
  @Column({ name: 'changed_at', type: 'timestamptz', precision: 3 })
  changedAt!: Date;

  /** The same for reading. */
  @Column({ name: 'read_changed_at', type: 'timestamptz', precision: 3, nullable: true })
  readChangedAt!: Date | null;

  @Column({ name: 'removed_at', type: 'timestamptz', precision: 3, nullable: true })
  removedAt!: Date | null;

  @Column({ name: 'version', type: 'bigint' })
  version!: number;

  @Field(() => String, {
    description:
      'Items stand in the order of their sort keys, compared byte by byte: how a device keeps them in order while it is offline.',
  })
  get sortKey(): string {
    return this.rank;
  }

  @Field(() => ID, { name: 'listId', description: 'The list that it stands in.' })
  get globalListId(): string {
    return toGlobalId('ReadingList', this.listId);
  }

  @Field(() => ID, { description: 'Opaque and stable.' })
  get id(): string {
    return toGlobalId('ReadingListItem', this.uid);
  }
}
