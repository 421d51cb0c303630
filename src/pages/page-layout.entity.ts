import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Edition } from '../site/edition.entity';
import { type LayoutModule } from './page.layout';

/** A page's modules as the newsroom laid them out: for one path, or for all pages of a kind. */
@Entity('page_layout')
@Index('page_layout_edition_path_key', ['editionId', 'path'], {
  unique: true,
  where: 'path IS NOT NULL',
})
@Index('page_layout_edition_kind_key', ['editionId', 'kind'], {
  unique: true,
  where: 'kind IS NOT NULL',
})
@Check('page_layout_place_check', '(path IS NULL) <> (kind IS NULL)')
export class PageLayout {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'page_layout_pkey' })
  uid!: string;

  @Column({ name: 'edition_id', type: 'uuid' })
  editionId!: string;

  @ManyToOne(() => Edition, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'edition_id', foreignKeyConstraintName: 'page_layout_edition_id_fkey' })
  editionRow?: Edition;

  /** Without the edition's prefix. */
  @Column({ name: 'path', type: 'text', nullable: true })
  path!: string | null;

  /** A PageKind. */
  @Column({ name: 'kind', type: 'text', nullable: true })
  kind!: string | null;

  @Column({ name: 'modules', type: 'jsonb' })
  modules!: LayoutModule[];
}
