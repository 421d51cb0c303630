import { Field, ID, Int, ObjectType } from 'type-graphql';
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
import { DateTimeScalar } from '../graphql/scalars';
import { Image } from '../images/image.entity';
import { Section } from '../sections/section.entity';
import { ContentSourceRow } from '../site/content-source.entity';
import { Edition } from '../site/edition.entity';
import { ArticleFormat, ArticleStatus } from './article.enums';

const IS_PUBLISHED = "status = 'PUBLISHED'";

/** The narrow row that lists read; the body is in `article_body`. */
@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'A published article of one edition.',
})
@Entity('article')
@Unique('article_edition_slug_key', ['editionId', 'slug'])
@Unique('article_source_external_key', ['sourceId', 'externalId'])
@Index('article_edition_published_idx', ['editionId', 'firstPublishedAt', 'uid'], {
  where: IS_PUBLISHED,
})
@Index('article_section_published_idx', ['sectionId', 'firstPublishedAt', 'uid'], {
  where: IS_PUBLISHED,
})
@Index('article_edition_format_published_idx', ['editionId', 'format', 'firstPublishedAt', 'uid'], {
  where: IS_PUBLISHED,
})
@Index('article_edition_video_published_idx', ['editionId', 'firstPublishedAt', 'uid'], {
  where: `${IS_PUBLISHED} AND has_video`,
})
@Index('article_edition_updated_idx', ['editionId', 'updatedAt', 'uid'], { where: IS_PUBLISHED })
@Index('article_section_updated_idx', ['sectionId', 'updatedAt', 'uid'], { where: IS_PUBLISHED })
@Index('article_updated_idx', ['updatedAt', 'uid'])
// With columns that are only read from it, which TypeORM cannot say.
@Index('article_output_idx', { synchronize: false })
@Index('article_withdrawn_idx', ['updatedAt', 'uid'], { where: "status = 'UNPUBLISHED'" })
@Index('article_scheduled_idx', ['firstPublishedAt'], { where: "status = 'SCHEDULED'" })
@Index('article_original_id_idx', ['originalId'], { where: 'original_id IS NOT NULL' })
@Check('article_published_check', "status <> 'PUBLISHED' OR published_at IS NOT NULL")
@Check('article_original_check', 'original_id <> id')
export class Article implements Node {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'article_pkey' })
  uid!: string;

  @Column({ name: 'edition_id', type: 'uuid' })
  editionId!: string;

  @ManyToOne(() => Edition, { nullable: false })
  @JoinColumn({ name: 'edition_id', foreignKeyConstraintName: 'article_edition_id_fkey' })
  editionRow?: Edition;

  @Column({ name: 'section_id', type: 'uuid' })
  sectionId!: string;

  @ManyToOne(() => Section, { nullable: false })
  @JoinColumn({ name: 'section_id', foreignKeyConstraintName: 'article_section_id_fkey' })
  sectionRow?: Section;

  @Field(() => String, { description: 'The last part of its path; unique in its edition.' })
  @Column({ name: 'slug', type: 'text' })
  slug!: string;

  @Field(() => ArticleFormat, { description: 'What kind of journalism it is.' })
  @Column({
    name: 'format',
    type: 'enum',
    enum: ArticleFormat,
    enumName: 'article_format',
    default: ArticleFormat.NEWS,
  })
  format!: ArticleFormat;

  @Field(() => String, { description: 'The headline as it stands over the article.' })
  @Column({ name: 'headline', type: 'text' })
  headline!: string;

  @Column({ name: 'seo_title', type: 'text', nullable: true })
  ownSeoTitle!: string | null;

  @Column({ name: 'short_title', type: 'text', nullable: true })
  ownShortTitle!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'A word or two to stand above the headline.',
  })
  @Column({ name: 'kicker', type: 'text', nullable: true })
  kicker!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'One or two sentences that stand between headline and body, plain text.',
  })
  @Column({ name: 'standfirst', type: 'text', nullable: true })
  standfirst!: string | null;

  @Column({ name: 'image_id', type: 'uuid', nullable: true })
  imageId!: string | null;

  @ManyToOne(() => Image, { nullable: true })
  @JoinColumn({ name: 'image_id', foreignKeyConstraintName: 'article_image_id_fkey' })
  imageRow?: Image | null;

  @Field(() => Boolean, { description: 'Whether there is a video in it: show a badge.' })
  @Column({ name: 'has_video', type: 'boolean', default: false })
  hasVideo!: boolean;

  @Field(() => Int, { description: 'How many words its body has.' })
  @Column({ name: 'word_count', type: 'integer', default: 0 })
  wordCount!: number;

  @Field(() => Int, { description: 'How many minutes it takes to read, at least 1.' })
  @Column({ name: 'reading_minutes', type: 'integer', default: 1 })
  readingMinutes!: number;

  @Column({
    name: 'status',
    type: 'enum',
    enum: ArticleStatus,
    enumName: 'article_status',
    default: ArticleStatus.DRAFT,
  })
  status!: ArticleStatus;

  @Column({ name: 'published_at', type: 'timestamptz', precision: 3, nullable: true })
  firstPublishedAt!: Date | null;

  @Field(() => DateTimeScalar, {
    description: 'When its text or its facts last changed; never before it was published.',
  })
  @Column({ name: 'updated_at', type: 'timestamptz', precision: 3 })
  updatedAt!: Date;

  @Column({ name: 'embargo_until', type: 'timestamptz', precision: 3, nullable: true })
  embargoUntil!: Date | null;

  /** The article that this one is a translation of; `null` for originals. */
  @Column({ name: 'original_id', type: 'uuid', nullable: true })
  originalId!: string | null;

  @ManyToOne(() => Article, { nullable: true })
  @JoinColumn({ name: 'original_id', foreignKeyConstraintName: 'article_original_id_fkey' })
  originalRow?: Article | null;

  @Column({ name: 'source_id', type: 'uuid', nullable: true })
  sourceId!: string | null;

  @ManyToOne(() => ContentSourceRow, { nullable: true })
  @JoinColumn({ name: 'source_id', foreignKeyConstraintName: 'article_source_id_fkey' })
  sourceRow?: ContentSourceRow | null;

  @Column({ name: 'external_id', type: 'text', nullable: true })
  externalId!: string | null;

  @Column({ name: 'source_url', type: 'text', nullable: true })
  sourceUrl!: string | null;

  @Column({ name: 'usage_terms', type: 'text', nullable: true })
  usageTerms!: string | null;

  @Column({ name: 'attribution_required', type: 'boolean', nullable: true })
  attributionRequired!: boolean | null;

  @Column({ name: 'attribution_url', type: 'text', nullable: true })
  attributionUrl!: string | null;

  /** Counts saves, so that two editors cannot overwrite each other. */
  @Column({ name: 'version', type: 'integer', default: 1 })
  version!: number;

  /** A hash of the imported item, by which an unchanged one is known. */
  @Column({ name: 'content_hash', type: 'text', nullable: true })
  contentHash!: string | null;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3, default: () => 'now()' })
  createdAt!: Date;

  @Field(() => ID, { description: 'Opaque and stable.' })
  get id(): string {
    return toGlobalId('Article', this.uid);
  }

  @Field(() => DateTimeScalar, {
    description:
      'When it was published. In the newsroom and in a preview, what was never published shows the time it is scheduled for, else the present.',
  })
  get publishedAt(): Date {
    return this.firstPublishedAt ?? new Date();
  }

  @Field(() => String, {
    description: 'The title for search engines; the headline where it has none of its own.',
  })
  get seoTitle(): string {
    return this.ownSeoTitle ?? this.headline;
  }

  @Field(() => String, {
    description: 'A shorter title for teasers; the headline where it has none of its own.',
  })
  get shortTitle(): string {
    return this.ownShortTitle ?? this.headline;
  }
}
