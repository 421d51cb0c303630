import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { toGlobalId } from '../graphql/global-id';
import { Node } from '../graphql/node.type';
import { Image } from '../images/image.entity';

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description:
    'Somebody who works for the site or is credited in it: author, editor, photographer.',
})
@Entity('person')
@Unique('person_slug_key', ['slug'])
@Index('person_sort_name_idx', ['sortName', 'uid'])
@Index('person_image_id_idx', ['imageId'])
export class Person implements Node {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'person_pkey' })
  uid!: string;

  @Field(() => String, { description: 'The last part of the path; unique over all editions.' })
  @Column({ name: 'slug', type: 'text' })
  slug!: string;

  @Field(() => String, { description: 'The name as it stands in bylines.' })
  @Column({ name: 'name', type: 'text' })
  name!: string;

  /** The name folded for ordering and look-up, see `toSortName`. */
  @Column({ name: 'sort_name', type: 'text', collation: 'C' })
  sortName!: string;

  @Field(() => String, {
    nullable: true,
    description: 'What the person does: Football correspondent.',
  })
  @Column({ name: 'job_title', type: 'text', nullable: true })
  jobTitle!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'A few sentences about the person, plain text.',
  })
  @Column({ name: 'bio', type: 'text', nullable: true })
  bio!: string | null;

  @Column({ name: 'image_id', type: 'uuid', nullable: true })
  imageId!: string | null;

  @ManyToOne(() => Image, { nullable: true })
  @JoinColumn({ name: 'image_id', foreignKeyConstraintName: 'person_image_id_fkey' })
  imageRow?: Image | null;

  /** Staff are public before anything of theirs is. */
  @Column({ name: 'is_staff', type: 'boolean', default: false })
  isStaff!: boolean;

  @Field(() => ID, { description: 'Opaque and stable.' })
  get id(): string {
    return toGlobalId('Person', this.uid);
  }

  @Field(() => String, { description: "The path of the person's page, such as /authors/jane-roe." })
  get path(): string {
    return `/authors/${this.slug}`;
  }
}

/** A name as the list of people is ordered and searched by: without accents and in lower case. */
export function toSortName(name: string): string {
  return name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();
}
