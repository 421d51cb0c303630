import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import { toGlobalId } from '../graphql/global-id';
import { Node } from '../graphql/node.type';
import { UrlScalar } from '../graphql/scalars';

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'A picture with everything that has to be shown beside it.',
})
@Entity('image')
@Check('image_focal_check', 'focal_x BETWEEN 0 AND 1 AND focal_y BETWEEN 0 AND 1')
export class Image implements Node {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'image_pkey' })
  uid!: string;

  /** Where the original is: absolute, or a path of this site. */
  @Column({ name: 'original_url', type: 'text' })
  originalUrl!: string;

  @Field(() => Int, { nullable: true, description: "The original's width in pixels." })
  @Column({ name: 'width', type: 'integer', nullable: true })
  width!: number | null;

  @Field(() => Int, { nullable: true, description: "The original's height in pixels." })
  @Column({ name: 'height', type: 'integer', nullable: true })
  height!: number | null;

  @Field(() => String, {
    description:
      'What it shows, for those who cannot see it; empty for a picture that only decorates.',
  })
  @Column({ name: 'alt', type: 'text', default: '' })
  alt!: string;

  @Field(() => String, { nullable: true, description: 'The caption, as plain text.' })
  @Column({ name: 'caption', type: 'text', nullable: true })
  caption!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Whom to name beside it: photographer, agency.',
  })
  @Column({ name: 'credit', type: 'text', nullable: true })
  credit!: string | null;

  @Field(() => UrlScalar, { nullable: true, description: 'Where the credit should link to.' })
  @Column({ name: 'credit_url', type: 'text', nullable: true })
  creditUrl!: string | null;

  @Column({ name: 'licence_name', type: 'text', nullable: true })
  licenceName!: string | null;

  @Column({ name: 'licence_url', type: 'text', nullable: true })
  licenceUrl!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'A BlurHash to paint while the picture loads; null where none was made.',
  })
  @Column({ name: 'blurhash', type: 'text', nullable: true })
  blurhash!: string | null;

  /** What a crop keeps in its middle: a share of the width from the left. `null`: the centre. */
  @Column({ name: 'focal_x', type: 'real', nullable: true })
  focalX!: number | null;

  /** A share of the height from the top. */
  @Column({ name: 'focal_y', type: 'real', nullable: true })
  focalY!: number | null;

  @Field(() => ID, { description: 'Opaque and stable.' })
  get id(): string {
    return toGlobalId('Image', this.uid);
  }

  @Field(() => Licence, { nullable: true, description: 'Under which terms it may be used.' })
  get licence(): Licence | null {
    return this.licenceName === null ? null : { name: this.licenceName, url: this.licenceUrl };
  }
}

@ObjectType({ simpleResolvers: true, description: 'The terms under which a picture may be used.' })
export class Licence {
  @Field(() => String, { description: 'Its usual name: CC BY 4.0.' })
  name!: string;

  @Field(() => UrlScalar, { nullable: true, description: 'Where its text can be read.' })
  url!: string | null;
}
