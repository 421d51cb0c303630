import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { toGlobalId } from '../graphql/global-id';
import { Node } from '../graphql/node.type';
import { ContentSourceRow } from './content-source.entity';
import { Edition } from './edition.entity';

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'A page that is not news and has no date: About, Advertising, the reprint policy.',
})
@Entity('static_page')
@Unique('static_page_edition_slug_key', ['editionId', 'slug'])
@Unique('static_page_source_external_key', ['sourceId', 'externalId'])
export class StaticPage implements Node {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'static_page_pkey' })
  uid!: string;

  @Column({ name: 'edition_id', type: 'uuid' })
  editionId!: string;

  @ManyToOne(() => Edition, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'edition_id', foreignKeyConstraintName: 'static_page_edition_id_fkey' })
  editionRow?: Edition;

  @Field(() => String, { description: 'The last part of its path; unique in its edition.' })
  @Column({ name: 'slug', type: 'text' })
  slug!: string;

  @Field(() => String, { description: 'Its title.' })
  @Column({ name: 'title', type: 'text' })
  title!: string;

  /** Blocks as `articles/body/block.types.ts` defines them. */
  @Column({ name: 'blocks', type: 'jsonb' })
  blocks!: unknown;

  @Column({ name: 'html', type: 'text' })
  html!: string;

  /** Only a published page is ever answered. */
  @Column({ name: 'is_published', type: 'boolean', default: true })
  isPublished!: boolean;

  @Column({ name: 'position', type: 'integer', default: 0 })
  position!: number;

  @Column({ name: 'source_id', type: 'uuid', nullable: true })
  sourceId!: string | null;

  @ManyToOne(() => ContentSourceRow, { nullable: true })
  @JoinColumn({ name: 'source_id', foreignKeyConstraintName: 'static_page_source_id_fkey' })
  sourceRow?: ContentSourceRow | null;

  @Column({ name: 'external_id', type: 'text', nullable: true })
  externalId!: string | null;

  /** A hash of the imported item, by which an unchanged one is known. */
  @Column({ name: 'content_hash', type: 'text', nullable: true })
  contentHash!: string | null;

  @Column({ name: 'updated_at', type: 'timestamptz', precision: 3, default: () => 'now()' })
  updatedAt!: Date;

  @Field(() => ID, { description: 'Opaque and stable.' })
  get id(): string {
    return toGlobalId('StaticPage', this.uid);
  }
}
