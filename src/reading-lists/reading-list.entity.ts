import { Field, ID, Int, ObjectType } from 'type-graphql';
import {
  Check,
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  Unique,
} from 'typeorm';
import { toGlobalId } from '../graphql/global-id';
import { Node } from '../graphql/node.type';
import { DateTimeScalar } from '../graphql/scalars';
import { Edition } from '../site/edition.entity';
import { Reader } from './reader.entity';
import { ReadingListKind, ReadingListVisibility } from './reading-list.enums';

/** A deleted list stays as a row, without its items, for devices that have yet to hear of it. */
@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'A list of articles to read. An article stands in it once.',
})
@Entity('reading_list')
@Unique('reading_list_slug_key', ['slug'])
@Unique('reading_list_share_token_key', ['shareToken'])
@Index('reading_list_reader_version_idx', ['readerId', 'version', 'uid'])
@Index('reading_list_listed_idx', ['editionId', 'listedAt', 'uid'], {
  where: "visibility = 'PUBLIC' AND deleted_at IS NULL",
})
@Check('reading_list_item_count_check', 'item_count >= 0')
export class ReadingList implements Node {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'reading_list_pkey' })
  uid!: string;

  @Column({ name: 'reader_id', type: 'uuid' })
  readerId!: string;

  @ManyToOne(() => Reader, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'reader_id', foreignKeyConstraintName: 'reading_list_reader_id_fkey' })
  readerRow?: Reader;

  @Field(() => ReadingListKind, { description: 'What it is to its owner.' })
  @Column({ name: 'kind', type: 'enum', enum: ReadingListKind, enumName: 'reading_list_kind' })
  kind!: ReadingListKind;

  /** Where it is listed when it is public. */
  @Column({ name: 'edition_id', type: 'uuid', nullable: true })
  editionId!: string | null;

  @ManyToOne(() => Edition, { nullable: true, onDelete: 'SET NULL' })
  @JoinColumn({ name: 'edition_id', foreignKeyConstraintName: 'reading_list_edition_id_fkey' })
  editionRow?: Edition | null;

  @Field(() => String, { description: 'Its title, plain text.' })
  @Column({ name: 'title', type: 'text' })
  title!: string;

  @Field(() => String, { nullable: true, description: 'What it is about, plain text.' })
  @Column({ name: 'description', type: 'text', nullable: true })
  description!: string | null;

  @Field(() => ReadingListVisibility, { description: 'Who may see it.' })
  @Column({
    name: 'visibility',
    type: 'enum',
    enum: ReadingListVisibility,
    enumName: 'reading_list_visibility',
    default: ReadingListVisibility.PRIVATE,
  })
  visibility!: ReadingListVisibility;

  @Field(() => String, {
    nullable: true,
    description: 'Unique over all lists; null until it is public for the first time.',
  })
  @Column({ name: 'slug', type: 'text', nullable: true })
  slug!: string | null;

  @Column({ name: 'share_token', type: 'text', nullable: true })
  shareToken!: string | null;

  @Field(() => Int, {
    description: 'How many items it has, those whose article is not public at present too.',
  })
  @Column({ name: 'item_count', type: 'integer', default: 0 })
  itemCount!: number;

  @Column({ name: 'version', type: 'bigint' })
  version!: number;

  /** When its title was last given, by which renamings merge. */
  @Column({ name: 'title_at', type: 'timestamptz', precision: 3 })
  titleAt!: Date;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt!: Date;

  @Field(() => DateTimeScalar, { description: 'When it or what stands in it last changed.' })
  @Column({ name: 'updated_at', type: 'timestamptz', precision: 3 })
  updatedAt!: Date;

  /** When it last became public: the order of public lists. */
  @Column({ name: 'listed_at', type: 'timestamptz', precision: 3, nullable: true })
  listedAt!: Date | null;

  @Column({ name: 'deleted_at', type: 'timestamptz', precision: 3, nullable: true })
  deletedAt!: Date | null;

  @Field(() => ID, { description: 'Opaque and stable.' })
  get id(): string {
    return toGlobalId('ReadingList', this.uid);
  }
}
