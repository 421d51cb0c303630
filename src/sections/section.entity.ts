import { Field, ID, ObjectType } from 'type-graphql';
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
import { Edition } from '../site/edition.entity';

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description:
    'A section of one edition. Sections form a tree; a section includes its subsections.',
})
@Entity('section')
@Unique('section_edition_slug_key', ['editionId', 'slug'])
@Index('section_parent_id_idx', ['parentId'])
@Check('section_parent_check', 'parent_id <> id')
export class Section implements Node {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'section_pkey' })
  uid!: string;

  @Column({ name: 'edition_id', type: 'uuid' })
  editionId!: string;

  @ManyToOne(() => Edition, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'edition_id', foreignKeyConstraintName: 'section_edition_id_fkey' })
  editionRow?: Edition;

  @Column({ name: 'parent_id', type: 'uuid', nullable: true })
  parentId!: string | null;

  @ManyToOne(() => Section, { nullable: true })
  @JoinColumn({ name: 'parent_id', foreignKeyConstraintName: 'section_parent_id_fkey' })
  parentRow?: Section | null;

  @Field(() => String, { description: 'Its part of the path; unique in its edition.' })
  @Column({ name: 'slug', type: 'text' })
  slug!: string;

  @Field(() => String, { description: 'Its name as readers see it.' })
  @Column({ name: 'name', type: 'text' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'A sentence on what it covers.' })
  @Column({ name: 'description', type: 'text', nullable: true })
  description!: string | null;

  @Column({ name: 'position', type: 'integer', default: 0 })
  position!: number;

  @Column({ name: 'in_navigation', type: 'boolean', default: true })
  inNavigation!: boolean;

  @Field(() => ID, { description: 'Opaque and stable.' })
  get id(): string {
    return toGlobalId('Section', this.uid);
  }
}
