import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

/** Where imported content comes from, and the terms under which all of it may be used. */
@Entity('content_source')
@Unique('content_source_name_key', ['name'])
export class ContentSourceRow {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'content_source_pkey' })
  uid!: string;

  @Column({ name: 'name', type: 'text' })
  name!: string;

  @Column({ name: 'url', type: 'text', nullable: true })
  url!: string | null;

  @Column({ name: 'rights_holder', type: 'text', nullable: true })
  rightsHolder!: string | null;

  @Column({ name: 'usage_terms', type: 'text', nullable: true })
  usageTerms!: string | null;

  @Column({ name: 'attribution_required', type: 'boolean', nullable: true })
  attributionRequired!: boolean | null;

  @Column({ name: 'attribution_url', type: 'text', nullable: true })
  attributionUrl!: string | null;
}
