import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** The site's own settings: one row. */
@Entity('site')
@Check('site_single_row_check', 'id = 1')
export class SiteSettings {
  @PrimaryColumn({ name: 'id', type: 'smallint', primaryKeyConstraintName: 'site_pkey' })
  id!: number;

  @Column({ name: 'name', type: 'text' })
  name!: string;

  @Column({ name: 'rights_holder', type: 'text' })
  rightsHolder!: string;

  @Column({ name: 'rights_start_year', type: 'smallint' })
  rightsStartYear!: number;

  @Column({ name: 'rights_notice', type: 'text' })
  rightsNotice!: string;

  @Column({ name: 'usage_terms', type: 'text', nullable: true })
  usageTerms!: string | null;

  @Column({ name: 'attribution_required', type: 'boolean', default: false })
  attributionRequired!: boolean;

  @Column({ name: 'attribution_url', type: 'text', nullable: true })
  attributionUrl!: string | null;
}
