import {
  Check,
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  OneToOne,
  PrimaryColumn,
  Unique,
} from 'typeorm';
import { Image } from '../images/image.entity';
import { Edition } from '../site/edition.entity';
import { Article } from './article.entity';

/** Every picture an article shows, as lead or in its body: by it a picture is public or hidden with its articles. */
@Entity('article_image')
@Index('article_image_image_id_idx', ['imageId'])
export class ArticleImage {
  @PrimaryColumn({
    name: 'article_id',
    type: 'uuid',
    primaryKeyConstraintName: 'article_image_pkey',
  })
  articleId!: string;

  @ManyToOne(() => Article, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'article_id', foreignKeyConstraintName: 'article_image_article_id_fkey' })
  articleRow?: Article;

  @PrimaryColumn({ name: 'image_id', type: 'uuid', primaryKeyConstraintName: 'article_image_pkey' })
  imageId!: string;

  @ManyToOne(() => Image, { nullable: false })
  @JoinColumn({ name: 'image_id', foreignKeyConstraintName: 'article_image_image_id_fkey' })
  imageRow?: Image;
}

/**
 * The ready-kept list of an article's most alike articles, best first. Without foreign keys: who places articles and
 * who saves them must not wait for each other. What is deleted leaves the lists through `related_queue`.
 */
@Entity('related_article')
@Index('related_article_related_id_idx', ['relatedId'])
export class RelatedArticle {
  @PrimaryColumn({
    name: 'article_id',
    type: 'uuid',
    primaryKeyConstraintName: 'related_article_pkey',
  })
  articleId!: string;

  @PrimaryColumn({
    name: 'rank',
    type: 'smallint',
    primaryKeyConstraintName: 'related_article_pkey',
  })
  rank!: number;

  @Column({ name: 'related_id', type: 'uuid' })
  relatedId!: string;

  @Column({ name: 'score', type: 'real' })
  score!: number;
}

/** What an editor decided about an article's related ones: a place at the top, or (no place) never. */
@Entity('related_override')
@Index('related_override_related_id_idx', ['relatedId'])
@Check('related_override_check', 'article_id <> related_id')
export class RelatedOverride {
  @PrimaryColumn({
    name: 'article_id',
    type: 'uuid',
    primaryKeyConstraintName: 'related_override_pkey',
  })
  articleId!: string;

  @ManyToOne(() => Article, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'article_id', foreignKeyConstraintName: 'related_override_article_id_fkey' })
  articleRow?: Article;

  @PrimaryColumn({
    name: 'related_id',
    type: 'uuid',
    primaryKeyConstraintName: 'related_override_pkey',
  })
  relatedId!: string;

  @ManyToOne(() => Article, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'related_id', foreignKeyConstraintName: 'related_override_related_id_fkey' })
  relatedRow?: Article;

  @Column({ name: 'position', type: 'smallint', nullable: true })
  position!: number | null;
}

/**
 * How often an article has been viewed in all. Apart from the article, whose row would be rewritten with each
 * count. Edition and section repeat the article's, kept by a trigger.
 */
@Entity('article_view_count')
@Index('article_view_count_edition_views_idx', ['editionId', 'views', 'articleId'])
@Index('article_view_count_section_views_idx', ['sectionId', 'views', 'articleId'])
export class ArticleViewCount {
  @PrimaryColumn({
    name: 'article_id',
    type: 'uuid',
    primaryKeyConstraintName: 'article_view_count_pkey',
  })
  articleId!: string;

  @OneToOne(() => Article, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({
    name: 'article_id',
    foreignKeyConstraintName: 'article_view_count_article_id_fkey',
  })
  articleRow?: Article;

  @Column({ name: 'edition_id', type: 'uuid' })
  editionId!: string;

  @Column({ name: 'section_id', type: 'uuid' })
  sectionId!: string;

  @Column({ name: 'views', type: 'bigint', default: 0 })
  views!: string;
}

/** An address that has moved. It leads to an article, wherever that stands now, or to a path of the edition. */
@Entity('redirect')
@Unique('redirect_edition_path_key', ['editionId', 'fromPath'])
@Index('redirect_article_id_idx', ['articleId'])
@Index('redirect_created_at_idx', ['createdAt', 'uid'])
@Check('redirect_target_check', '(article_id IS NULL) <> (to_path IS NULL)')
export class Redirect {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'redirect_pkey' })
  uid!: string;

  @Column({ name: 'edition_id', type: 'uuid' })
  editionId!: string;

  @ManyToOne(() => Edition, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'edition_id', foreignKeyConstraintName: 'redirect_edition_id_fkey' })
  editionRow?: Edition;

  @Column({ name: 'from_path', type: 'text' })
  fromPath!: string;

  @Column({ name: 'article_id', type: 'uuid', nullable: true })
  articleId!: string | null;

  @ManyToOne(() => Article, { nullable: true, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'article_id', foreignKeyConstraintName: 'redirect_article_id_fkey' })
  articleRow?: Article | null;

  @Column({ name: 'to_path', type: 'text', nullable: true })
  toPath!: string | null;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3, default: () => 'now()' })
  createdAt!: Date;
}
