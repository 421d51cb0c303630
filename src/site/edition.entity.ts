import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import { toGlobalId } from '../graphql/global-id';
import { Node } from '../graphql/node.type';
import { LanguageTagScalar } from '../graphql/scalars';

export enum TextDirection {
  LTR = 'LTR',
  RTL = 'RTL',
}

registerEnumType(TextDirection, {
  name: 'TextDirection',
  description: 'The direction in which a language is written.',
  valuesConfig: {
    LTR: { description: 'Left to right.' },
    RTL: { description: 'Right to left.' },
  },
});

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description:
    'One language version of the site, with sections, navigation, time zone and address of its own.',
})
@Entity('edition')
@Unique('edition_language_key', ['language'])
// Its time zone being part of a key, a change of it waits for those who save articles just then.
@Unique('edition_id_time_zone_key', ['uid', 'timeZone'])
@Index('edition_default_key', ['isDefault'], { unique: true, where: 'is_default' })
@Check('edition_time_zone_check', "time_zone <> ''")
export class Edition implements Node {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'edition_pkey' })
  uid!: string;

  @Field(() => LanguageTagScalar, { description: 'Its language; no two editions have the same.' })
  @Column({ name: 'language', type: 'text' })
  language!: string;

  @Field(() => String, {
    description: 'What the edition is called, as its masthead shows it.',
  })
  @Column({ name: 'name', type: 'text' })
  name!: string;

  @Field(() => String, { description: "The language's own name for itself: Deutsch." })
  @Column({ name: 'endonym', type: 'text' })
  endonym!: string;

  @Field(() => TextDirection, { description: 'Which way its text runs.' })
  @Column({
    name: 'direction',
    type: 'enum',
    enum: TextDirection,
    enumName: 'text_direction',
    default: TextDirection.LTR,
  })
  direction!: TextDirection;

  @Field(() => String, {
    description: 'IANA time zone, such as Europe/London; its days and dates are counted in it.',
  })
  @Column({ name: 'time_zone', type: 'text' })
  timeZone!: string;

  @Field(() => Boolean, {
    description: 'Whether this is the edition that answers when none is asked for.',
  })
  @Column({ name: 'is_default', type: 'boolean', default: false })
  isDefault!: boolean;

  @Column({ name: 'position', type: 'integer', default: 0 })
  position!: number;

  /** The edition's own address where it has one, without a trailing slash; else it stands below the site's. */
  @Column({ name: 'base_url', type: 'text', nullable: true })
  baseUrl!: string | null;

  @Field(() => ID, { description: 'Opaque and stable.' })
  get id(): string {
    return toGlobalId('Edition', this.uid);
  }

  /** What the edition's paths start with: nothing for the default edition, `/de` for another. */
  get pathPrefix(): string {
    return this.isDefault ? '' : `/${this.language}`;
  }
}
