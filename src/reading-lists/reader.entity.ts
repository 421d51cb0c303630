import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { FollowKind } from './reading-list.enums';

/**
 * Somebody who has written something: one subject of one issuer, which the key is made of. The newsroom, which owns the curated lists, is the one
 * row without either. Every write takes the next version under the row's lock, so that versions are in the order of commits.
 */
@Entity('reader')
@Check('reader_identity_check', '(issuer IS NULL) = (subject IS NULL)')
export class Reader {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'reader_pkey' })
  uid!: string;

  @Column({ name: 'issuer', type: 'text', nullable: true })
  issuer!: string | null;

  @Column({ name: 'subject', type: 'text', nullable: true })
  subject!: string | null;

  @Column({ name: 'version', type: 'bigint' })
  version!: string;

  /** What was deleted up to here is forgotten; a device that has synced less starts anew. */
  @Column({ name: 'forgotten_version', type: 'bigint', default: 0 })
  forgottenVersion!: string;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3, default: () => 'now()' })
  createdAt!: Date;
}

/** The answer to an operation that was applied, for whoever sends it again. */
@Entity('reader_operation')
@Index('reader_operation_applied_at_idx', ['appliedAt'])
export class ReaderOperation {
  @PrimaryColumn({
    name: 'reader_id',
    type: 'uuid',
    primaryKeyConstraintName: 'reader_operation_pkey',
  })
  readerId!: string;

  @ManyToOne(() => Reader, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'reader_id', foreignKeyConstraintName: 'reader_operation_reader_id_fkey' })
  readerRow?: Reader;

  @PrimaryColumn({ name: 'key', type: 'text', primaryKeyConstraintName: 'reader_operation_pkey' })
  key!: string;

  /** Why it was refused; `null`: it was not. */
  @Column({ name: 'code', type: 'text', nullable: true })
  code!: string | null;

  @Column({ name: 'message', type: 'text', nullable: true })
  message!: string | null;

  @Column({ name: 'list_id', type: 'uuid', nullable: true })
  listId!: string | null;

  @Column({ name: 'item_id', type: 'uuid', nullable: true })
  itemId!: string | null;

  @Column({ name: 'applied_at', type: 'timestamptz', precision: 3, default: () => 'now()' })
  appliedAt!: Date;
}

/** What a reader follows, by its own key; what is no longer public is left out when it is read. */
@Entity('reader_follow')
export class ReaderFollow {
  @PrimaryColumn({
    name: 'reader_id',
    type: 'uuid',
    primaryKeyConstraintName: 'reader_follow_pkey',
  })
  readerId!: string;

  @ManyToOne(() => Reader, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'reader_id', foreignKeyConstraintName: 'reader_follow_reader_id_fkey' })
  readerRow?: Reader;

  @PrimaryColumn({
    name: 'target_id',
    type: 'uuid',
    primaryKeyConstraintName: 'reader_follow_pkey',
  })
  targetId!: string;

  @Column({ name: 'kind', type: 'enum', enum: FollowKind, enumName: 'follow_kind' })
  kind!: FollowKind;

  @Column({ name: 'followed_at', type: 'timestamptz', precision: 3, default: () => 'now()' })
  followedAt!: Date;
}
