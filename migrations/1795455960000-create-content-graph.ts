import { type MigrationInterface, type QueryRunner } from 'typeorm';

export class CreateContentGraph1795455960000 implements MigrationInterface {
  name = 'CreateContentGraph1795455960000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            CREATE TABLE "image" (
                "id" uuid NOT NULL,
                "original_url" text NOT NULL,
                "width" integer,
                "height" integer,
                "alt" text NOT NULL DEFAULT '',
                "caption" text,
                "credit" text,
                "credit_url" text,
                "licence_name" text,
                "licence_url" text,
                "blurhash" text,
                CONSTRAINT "image_pkey" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE TYPE "public"."text_direction" AS ENUM('LTR', 'RTL')
        `);
    await queryRunner.query(`
            CREATE TABLE "edition" (
                "id" uuid NOT NULL,
                "language" text NOT NULL,
                "name" text NOT NULL,
                "endonym" text NOT NULL,
                "direction" "public"."text_direction" NOT NULL DEFAULT 'LTR',
                "time_zone" text NOT NULL,
                "is_default" boolean NOT NULL DEFAULT false,
                "position" integer NOT NULL DEFAULT '0',
                "base_url" text,
                CONSTRAINT "edition_language_key" UNIQUE ("language"),
                CONSTRAINT "edition_time_zone_check" CHECK (time_zone <> ''),
                CONSTRAINT "edition_pkey" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE UNIQUE INDEX "edition_default_key" ON "edition" ("is_default")
            WHERE is_default
        `);
    await queryRunner.query(`
            CREATE TABLE "section" (
                "id" uuid NOT NULL,
                "edition_id" uuid NOT NULL,
                "parent_id" uuid,
                "slug" text NOT NULL,
                "name" text NOT NULL,
                "description" text,
                "position" integer NOT NULL DEFAULT '0',
                "in_navigation" boolean NOT NULL DEFAULT true,
                CONSTRAINT "section_edition_slug_key" UNIQUE ("edition_id", "slug"),
                CONSTRAINT "section_parent_check" CHECK (parent_id <> id),
                CONSTRAINT "section_pkey" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "section_parent_id_idx" ON "section" ("parent_id")
        `);
    await queryRunner.query(`
            CREATE TABLE "content_source" (
                "id" uuid NOT NULL,
                "name" text NOT NULL,
                "url" text,
                "rights_holder" text,
                "usage_terms" text,
                "attribution_required" boolean,
                "attribution_url" text,
                CONSTRAINT "content_source_name_key" UNIQUE ("name"),
                CONSTRAINT "content_source_pkey" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE TYPE "public"."article_format" AS ENUM(
                'NEWS',
                'OPINION',
                'ANALYSIS',
                'FEATURE',
                'INTERVIEW',
                'VIDEO',
                'GALLERY',
                'LIVE',
                'BRIEF'
            )
        `);
    await queryRunner.query(`
            CREATE TYPE "public"."article_status" AS ENUM(
                'DRAFT',
                'IN_REVIEW',
                'SCHEDULED',
                'PUBLISHED',
                'UNPUBLISHED'
            )
        `);
    await queryRunner.query(`
            CREATE TABLE "article" (
                "id" uuid NOT NULL,
                "edition_id" uuid NOT NULL,
                "section_id" uuid NOT NULL,
                "slug" text NOT NULL,
                "format" "public"."article_format" NOT NULL DEFAULT 'NEWS',
                "headline" text NOT NULL,
                "seo_title" text,
                "short_title" text,
                "kicker" text,
                "standfirst" text,
                "image_id" uuid,
                "has_video" boolean NOT NULL DEFAULT false,
                "word_count" integer NOT NULL DEFAULT '0',
                "reading_minutes" integer NOT NULL DEFAULT '1',
                "status" "public"."article_status" NOT NULL DEFAULT 'DRAFT',
                "published_at" TIMESTAMP(3) WITH TIME ZONE,
                "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
                "embargo_until" TIMESTAMP(3) WITH TIME ZONE,
                "original_id" uuid,
                "source_id" uuid,
                "external_id" text,
                "source_url" text,
                "usage_terms" text,
                "attribution_required" boolean,
                "attribution_url" text,
                "version" integer NOT NULL DEFAULT '1',
                "content_hash" text,
                "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
                CONSTRAINT "article_source_external_key" UNIQUE ("source_id", "external_id"),
                CONSTRAINT "article_edition_slug_key" UNIQUE ("edition_id", "slug"),
                CONSTRAINT "article_original_check" CHECK (original_id <> id),
                CONSTRAINT "article_published_check" CHECK (
                    status <> 'PUBLISHED'
                    OR published_at IS NOT NULL
                ),
                CONSTRAINT "article_pkey" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "article_original_id_idx" ON "article" ("original_id")
            WHERE original_id IS NOT NULL
        `);
    await queryRunner.query(`
            CREATE INDEX "article_scheduled_idx" ON "article" ("published_at")
            WHERE status = 'SCHEDULED'
        `);
    await queryRunner.query(`
            CREATE INDEX "article_section_updated_idx" ON "article" ("section_id", "updated_at", "id")
            WHERE status = 'PUBLISHED'
        `);
    await queryRunner.query(`
            CREATE INDEX "article_edition_updated_idx" ON "article" ("edition_id", "updated_at", "id")
            WHERE status = 'PUBLISHED'
        `);
    await queryRunner.query(`
            CREATE INDEX "article_edition_video_published_idx" ON "article" ("edition_id", "published_at", "id")
            WHERE status = 'PUBLISHED'
                AND has_video
        `);
    await queryRunner.query(`
            CREATE INDEX "article_edition_format_published_idx" ON "article" ("edition_id", "format", "published_at", "id")
            WHERE status = 'PUBLISHED'
        `);
    await queryRunner.query(`
            CREATE INDEX "article_section_published_idx" ON "article" ("section_id", "published_at", "id")
            WHERE status = 'PUBLISHED'
        `);
    await queryRunner.query(`
            CREATE INDEX "article_edition_published_idx" ON "article" ("edition_id", "published_at", "id")
            WHERE status = 'PUBLISHED'
        `);
    await queryRunner.query(`
            CREATE TABLE "article_body" (
                "article_id" uuid NOT NULL,
                "blocks" jsonb NOT NULL,
                "html" text NOT NULL,
                "text" text NOT NULL,
                CONSTRAINT "article_body_pkey" PRIMARY KEY ("article_id")
            )
        `);
    await queryRunner.query(`
            CREATE TABLE "article_image" (
                "article_id" uuid NOT NULL,
                "image_id" uuid NOT NULL,
                CONSTRAINT "article_image_pkey" PRIMARY KEY ("article_id", "image_id")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "article_image_image_id_idx" ON "article_image" ("image_id")
        `);
    await queryRunner.query(`
            CREATE TABLE "related_article" (
                "article_id" uuid NOT NULL,
                "rank" smallint NOT NULL,
                "related_id" uuid NOT NULL,
                "score" real NOT NULL,
                CONSTRAINT "related_article_pkey" PRIMARY KEY ("article_id", "rank")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "related_article_related_id_idx" ON "related_article" ("related_id")
        `);
    await queryRunner.query(`
            CREATE TABLE "related_override" (
                "article_id" uuid NOT NULL,
                "related_id" uuid NOT NULL,
                "position" smallint,
                CONSTRAINT "related_override_check" CHECK (article_id <> related_id),
                CONSTRAINT "related_override_pkey" PRIMARY KEY ("article_id", "related_id")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "related_override_related_id_idx" ON "related_override" ("related_id")
        `);
    await queryRunner.query(`
            CREATE TABLE "article_view_count" (
                "article_id" uuid NOT NULL,
                "edition_id" uuid NOT NULL,
                "section_id" uuid NOT NULL,
                "views" bigint NOT NULL DEFAULT '0',
                CONSTRAINT "article_view_count_pkey" PRIMARY KEY ("article_id")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "article_view_count_section_views_idx" ON "article_view_count" ("section_id", "views", "article_id")
        `);
    await queryRunner.query(`
            CREATE INDEX "article_view_count_edition_views_idx" ON "article_view_count" ("edition_id", "views", "article_id")
        `);
    await queryRunner.query(`
            CREATE TABLE "redirect" (
                "id" uuid NOT NULL,
                "edition_id" uuid NOT NULL,
                "from_path" text NOT NULL,
                "article_id" uuid,
                "to_path" text,
                "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
                CONSTRAINT "redirect_edition_path_key" UNIQUE ("edition_id", "from_path"),
                CONSTRAINT "redirect_target_check" CHECK ((article_id IS NULL) <> (to_path IS NULL)),
                CONSTRAINT "redirect_pkey" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "redirect_article_id_idx" ON "redirect" ("article_id")
        `);
    await queryRunner.query(`
            CREATE TABLE "correction" (
                "id" uuid NOT NULL,
                "article_id" uuid NOT NULL,
                "text" text NOT NULL,
                "published_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
                CONSTRAINT "correction_pkey" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "correction_article_id_idx" ON "correction" ("article_id", "published_at")
        `);
    await queryRunner.query(`
            CREATE TABLE "person" (
                "id" uuid NOT NULL,
                "slug" text NOT NULL,
                "name" text NOT NULL,
                "sort_name" text COLLATE "C" NOT NULL,
                "job_title" text,
                "bio" text,
                "image_id" uuid,
                "is_staff" boolean NOT NULL DEFAULT false,
                CONSTRAINT "person_slug_key" UNIQUE ("slug"),
                CONSTRAINT "person_pkey" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "person_image_id_idx" ON "person" ("image_id")
        `);
    await queryRunner.query(`
            CREATE INDEX "person_sort_name_idx" ON "person" ("sort_name", "id")
        `);
    await queryRunner.query(`
            CREATE TYPE "public"."credit_role" AS ENUM(
                'AUTHOR',
                'EDITOR',
                'PHOTOGRAPHER',
                'ILLUSTRATOR',
                'TRANSLATOR',
                'VIDEO',
                'CONTRIBUTOR'
            )
        `);
    await queryRunner.query(`
            CREATE TABLE "credit" (
                "article_id" uuid NOT NULL,
                "role" "public"."credit_role" NOT NULL,
                "person_id" uuid NOT NULL,
                "position" integer NOT NULL DEFAULT '0',
                "published_at" TIMESTAMP(3) WITH TIME ZONE,
                CONSTRAINT "credit_pkey" PRIMARY KEY ("article_id", "role", "person_id")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "credit_person_role_published_idx" ON "credit" (
                "person_id",
                "role",
                "published_at",
                "article_id"
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "credit_person_published_idx" ON "credit" ("person_id", "published_at", "article_id")
        `);
    await queryRunner.query(`
            CREATE TYPE "public"."tag_kind" AS ENUM(
                'TOPIC',
                'PLACE',
                'ORGANISATION',
                'PERSON',
                'EVENT'
            )
        `);
    await queryRunner.query(`
            CREATE TABLE "tag" (
                "id" uuid NOT NULL,
                "edition_id" uuid NOT NULL,
                "slug" text NOT NULL,
                "name" text NOT NULL,
                "kind" "public"."tag_kind" NOT NULL DEFAULT 'TOPIC',
                CONSTRAINT "tag_edition_slug_key" UNIQUE ("edition_id", "slug"),
                CONSTRAINT "tag_pkey" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE TABLE "article_tag" (
                "article_id" uuid NOT NULL,
                "tag_id" uuid NOT NULL,
                "position" integer NOT NULL DEFAULT '0',
                "published_at" TIMESTAMP(3) WITH TIME ZONE,
                CONSTRAINT "article_tag_pkey" PRIMARY KEY ("article_id", "tag_id")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "article_tag_tag_published_idx" ON "article_tag" ("tag_id", "published_at", "article_id")
        `);
    await queryRunner.query(`
            CREATE TABLE "article_view_hour" (
                "article_id" uuid NOT NULL,
                "hour" TIMESTAMP(0) WITH TIME ZONE NOT NULL,
                "views" integer NOT NULL DEFAULT '0',
                CONSTRAINT "article_view_hour_pkey" PRIMARY KEY ("article_id", "hour")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "article_view_hour_hour_idx" ON "article_view_hour" ("hour", "article_id")
        `);
    await queryRunner.query(`
            CREATE TYPE "public"."popular_window" AS ENUM('HOUR', 'DAY', 'WEEK', 'MONTH')
        `);
    await queryRunner.query(`
            CREATE TYPE "public"."popular_metric" AS ENUM('VIEWS', 'READERS', 'SAVES', 'TRENDING')
        `);
    await queryRunner.query(`
            CREATE TABLE "popular_ranking" (
                "scope_id" uuid NOT NULL,
                "time_window" "public"."popular_window" NOT NULL,
                "metric" "public"."popular_metric" NOT NULL,
                "rank" smallint NOT NULL,
                "article_id" uuid NOT NULL,
                "score" double precision NOT NULL DEFAULT '0',
                CONSTRAINT "popular_ranking_pkey" PRIMARY KEY ("scope_id", "time_window", "metric", "rank")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "popular_ranking_article_id_idx" ON "popular_ranking" ("article_id")
        `);
    await queryRunner.query(`
            CREATE TYPE "public"."channel_kind" AS ENUM(
                'RSS',
                'ATOM',
                'JSON_FEED',
                'TELEGRAM',
                'FACEBOOK',
                'X',
                'YOUTUBE',
                'WHATSAPP',
                'INSTAGRAM',
                'MASTODON',
                'BLUESKY',
                'EMAIL',
                'PODCAST',
                'APP',
                'OTHER'
            )
        `);
    await queryRunner.query(`
            CREATE TABLE "channel" (
                "id" uuid NOT NULL,
                "edition_id" uuid NOT NULL,
                "kind" "public"."channel_kind" NOT NULL,
                "name" text NOT NULL,
                "url" text NOT NULL,
                "position" integer NOT NULL DEFAULT '0',
                CONSTRAINT "channel_pkey" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "channel_edition_id_idx" ON "channel" ("edition_id", "position")
        `);
    await queryRunner.query(`
            CREATE TABLE "site" (
                "id" smallint NOT NULL,
                "name" text NOT NULL,
                "rights_holder" text NOT NULL,
                "rights_start_year" smallint NOT NULL,
                "rights_notice" text NOT NULL,
                "usage_terms" text,
                "attribution_required" boolean NOT NULL DEFAULT false,
                "attribution_url" text,
                CONSTRAINT "site_single_row_check" CHECK (id = 1),
                CONSTRAINT "site_pkey" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE TABLE "static_page" (
                "id" uuid NOT NULL,
                "edition_id" uuid NOT NULL,
                "slug" text NOT NULL,
                "title" text NOT NULL,
                "blocks" jsonb NOT NULL,
                "html" text NOT NULL,
                "is_published" boolean NOT NULL DEFAULT true,
                "position" integer NOT NULL DEFAULT '0',
                "source_id" uuid,
                "external_id" text,
                "content_hash" text,
                CONSTRAINT "static_page_source_external_key" UNIQUE ("source_id", "external_id"),
                CONSTRAINT "static_page_edition_slug_key" UNIQUE ("edition_id", "slug"),
                CONSTRAINT "static_page_pkey" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            ALTER TABLE "section"
            ADD CONSTRAINT "section_edition_id_fkey" FOREIGN KEY ("edition_id") REFERENCES "edition"("id") ON DELETE CASCADE ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "section"
            ADD CONSTRAINT "section_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "section"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "article"
            ADD CONSTRAINT "article_edition_id_fkey" FOREIGN KEY ("edition_id") REFERENCES "edition"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "article"
            ADD CONSTRAINT "article_section_id_fkey" FOREIGN KEY ("section_id") REFERENCES "section"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "article"
            ADD CONSTRAINT "article_image_id_fkey" FOREIGN KEY ("image_id") REFERENCES "image"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "article"
            ADD CONSTRAINT "article_original_id_fkey" FOREIGN KEY ("original_id") REFERENCES "article"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "article"
            ADD CONSTRAINT "article_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "content_source"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "article_body"
            ADD CONSTRAINT "article_body_article_id_fkey" FOREIGN KEY ("article_id") REFERENCES "article"("id") ON DELETE CASCADE ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "article_image"
            ADD CONSTRAINT "article_image_article_id_fkey" FOREIGN KEY ("article_id") REFERENCES "article"("id") ON DELETE CASCADE ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "article_image"
            ADD CONSTRAINT "article_image_image_id_fkey" FOREIGN KEY ("image_id") REFERENCES "image"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "related_article"
            ADD CONSTRAINT "related_article_article_id_fkey" FOREIGN KEY ("article_id") REFERENCES "article"("id") ON DELETE CASCADE ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "related_article"
            ADD CONSTRAINT "related_article_related_id_fkey" FOREIGN KEY ("related_id") REFERENCES "article"("id") ON DELETE CASCADE ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "related_override"
            ADD CONSTRAINT "related_override_article_id_fkey" FOREIGN KEY ("article_id") REFERENCES "article"("id") ON DELETE CASCADE ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "related_override"
            ADD CONSTRAINT "related_override_related_id_fkey" FOREIGN KEY ("related_id") REFERENCES "article"("id") ON DELETE CASCADE ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "article_view_count"
            ADD CONSTRAINT "article_view_count_article_id_fkey" FOREIGN KEY ("article_id") REFERENCES "article"("id") ON DELETE CASCADE ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "redirect"
            ADD CONSTRAINT "redirect_edition_id_fkey" FOREIGN KEY ("edition_id") REFERENCES "edition"("id") ON DELETE CASCADE ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "redirect"
            ADD CONSTRAINT "redirect_article_id_fkey" FOREIGN KEY ("article_id") REFERENCES "article"("id") ON DELETE CASCADE ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "correction"
            ADD CONSTRAINT "correction_article_id_fkey" FOREIGN KEY ("article_id") REFERENCES "article"("id") ON DELETE CASCADE ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "person"
            ADD CONSTRAINT "person_image_id_fkey" FOREIGN KEY ("image_id") REFERENCES "image"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "credit"
            ADD CONSTRAINT "credit_article_id_fkey" FOREIGN KEY ("article_id") REFERENCES "article"("id") ON DELETE CASCADE ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "credit"
            ADD CONSTRAINT "credit_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "tag"
            ADD CONSTRAINT "tag_edition_id_fkey" FOREIGN KEY ("edition_id") REFERENCES "edition"("id") ON DELETE CASCADE ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "article_tag"
            ADD CONSTRAINT "article_tag_article_id_fkey" FOREIGN KEY ("article_id") REFERENCES "article"("id") ON DELETE CASCADE ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "article_tag"
            ADD CONSTRAINT "article_tag_tag_id_fkey" FOREIGN KEY ("tag_id") REFERENCES "tag"("id") ON DELETE CASCADE ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "article_view_hour"
            ADD CONSTRAINT "article_view_hour_article_id_fkey" FOREIGN KEY ("article_id") REFERENCES "article"("id") ON DELETE CASCADE ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "popular_ranking"
            ADD CONSTRAINT "popular_ranking_article_id_fkey" FOREIGN KEY ("article_id") REFERENCES "article"("id") ON DELETE CASCADE ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "channel"
            ADD CONSTRAINT "channel_edition_id_fkey" FOREIGN KEY ("edition_id") REFERENCES "edition"("id") ON DELETE CASCADE ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "static_page"
            ADD CONSTRAINT "static_page_edition_id_fkey" FOREIGN KEY ("edition_id") REFERENCES "edition"("id") ON DELETE CASCADE ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "static_page"
            ADD CONSTRAINT "static_page_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "content_source"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
        `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            ALTER TABLE "static_page" DROP CONSTRAINT "static_page_source_id_fkey"
        `);
    await queryRunner.query(`
            ALTER TABLE "static_page" DROP CONSTRAINT "static_page_edition_id_fkey"
        `);
    await queryRunner.query(`
            ALTER TABLE "channel" DROP CONSTRAINT "channel_edition_id_fkey"
        `);
    await queryRunner.query(`
            ALTER TABLE "popular_ranking" DROP CONSTRAINT "popular_ranking_article_id_fkey"
        `);
    await queryRunner.query(`
            ALTER TABLE "article_view_hour" DROP CONSTRAINT "article_view_hour_article_id_fkey"
        `);
    await queryRunner.query(`
            ALTER TABLE "article_tag" DROP CONSTRAINT "article_tag_tag_id_fkey"
        `);
    await queryRunner.query(`
            ALTER TABLE "article_tag" DROP CONSTRAINT "article_tag_article_id_fkey"
        `);
    await queryRunner.query(`
            ALTER TABLE "tag" DROP CONSTRAINT "tag_edition_id_fkey"
        `);
    await queryRunner.query(`
            ALTER TABLE "credit" DROP CONSTRAINT "credit_person_id_fkey"
        `);
    await queryRunner.query(`
            ALTER TABLE "credit" DROP CONSTRAINT "credit_article_id_fkey"
        `);
    await queryRunner.query(`
            ALTER TABLE "person" DROP CONSTRAINT "person_image_id_fkey"
        `);
    await queryRunner.query(`
            ALTER TABLE "correction" DROP CONSTRAINT "correction_article_id_fkey"
        `);
    await queryRunner.query(`
            ALTER TABLE "redirect" DROP CONSTRAINT "redirect_article_id_fkey"
        `);
    await queryRunner.query(`
            ALTER TABLE "redirect" DROP CONSTRAINT "redirect_edition_id_fkey"
        `);
    await queryRunner.query(`
            ALTER TABLE "article_view_count" DROP CONSTRAINT "article_view_count_article_id_fkey"
        `);
    await queryRunner.query(`
            ALTER TABLE "related_override" DROP CONSTRAINT "related_override_related_id_fkey"
        `);
    await queryRunner.query(`
            ALTER TABLE "related_override" DROP CONSTRAINT "related_override_article_id_fkey"
        `);
    await queryRunner.query(`
            ALTER TABLE "related_article" DROP CONSTRAINT "related_article_related_id_fkey"
        `);
    await queryRunner.query(`
            ALTER TABLE "related_article" DROP CONSTRAINT "related_article_article_id_fkey"
        `);
    await queryRunner.query(`
            ALTER TABLE "article_image" DROP CONSTRAINT "article_image_image_id_fkey"
        `);
    await queryRunner.query(`
            ALTER TABLE "article_image" DROP CONSTRAINT "article_image_article_id_fkey"
        `);
    await queryRunner.query(`
            ALTER TABLE "article_body" DROP CONSTRAINT "article_body_article_id_fkey"
        `);
    await queryRunner.query(`
            ALTER TABLE "article" DROP CONSTRAINT "article_source_id_fkey"
        `);
    await queryRunner.query(`
            ALTER TABLE "article" DROP CONSTRAINT "article_original_id_fkey"
        `);
    await queryRunner.query(`
            ALTER TABLE "article" DROP CONSTRAINT "article_image_id_fkey"
        `);
    await queryRunner.query(`
            ALTER TABLE "article" DROP CONSTRAINT "article_section_id_fkey"
        `);
    await queryRunner.query(`
            ALTER TABLE "article" DROP CONSTRAINT "article_edition_id_fkey"
        `);
    await queryRunner.query(`
            ALTER TABLE "section" DROP CONSTRAINT "section_parent_id_fkey"
        `);
    await queryRunner.query(`
            ALTER TABLE "section" DROP CONSTRAINT "section_edition_id_fkey"
        `);
    await queryRunner.query(`
            DROP TABLE "static_page"
        `);
    await queryRunner.query(`
            DROP TABLE "site"
        `);
    await queryRunner.query(`
            DROP INDEX "public"."channel_edition_id_idx"
        `);
    await queryRunner.query(`
            DROP TABLE "channel"
        `);
    await queryRunner.query(`
            DROP TYPE "public"."channel_kind"
        `);
    await queryRunner.query(`
            DROP INDEX "public"."popular_ranking_article_id_idx"
        `);
    await queryRunner.query(`
            DROP TABLE "popular_ranking"
        `);
    await queryRunner.query(`
            DROP TYPE "public"."popular_metric"
        `);
    await queryRunner.query(`
            DROP TYPE "public"."popular_window"
        `);
    await queryRunner.query(`
            DROP INDEX "public"."article_view_hour_hour_idx"
        `);
    await queryRunner.query(`
            DROP TABLE "article_view_hour"
        `);
    await queryRunner.query(`
            DROP INDEX "public"."article_tag_tag_published_idx"
        `);
    await queryRunner.query(`
            DROP TABLE "article_tag"
        `);
    await queryRunner.query(`
            DROP TABLE "tag"
        `);
    await queryRunner.query(`
            DROP TYPE "public"."tag_kind"
        `);
    await queryRunner.query(`
            DROP INDEX "public"."credit_person_published_idx"
        `);
    await queryRunner.query(`
            DROP INDEX "public"."credit_person_role_published_idx"
        `);
    await queryRunner.query(`
            DROP TABLE "credit"
        `);
    await queryRunner.query(`
            DROP TYPE "public"."credit_role"
        `);
    await queryRunner.query(`
            DROP INDEX "public"."person_sort_name_idx"
        `);
    await queryRunner.query(`
            DROP INDEX "public"."person_image_id_idx"
        `);
    await queryRunner.query(`
            DROP TABLE "person"
        `);
    await queryRunner.query(`
            DROP INDEX "public"."correction_article_id_idx"
        `);
    await queryRunner.query(`
            DROP TABLE "correction"
        `);
    await queryRunner.query(`
            DROP INDEX "public"."redirect_article_id_idx"
        `);
    await queryRunner.query(`
            DROP TABLE "redirect"
        `);
    await queryRunner.query(`
            DROP INDEX "public"."article_view_count_edition_views_idx"
        `);
    await queryRunner.query(`
            DROP INDEX "public"."article_view_count_section_views_idx"
        `);
    await queryRunner.query(`
            DROP TABLE "article_view_count"
        `);
    await queryRunner.query(`
            DROP INDEX "public"."related_override_related_id_idx"
        `);
    await queryRunner.query(`
            DROP TABLE "related_override"
        `);
    await queryRunner.query(`
            DROP INDEX "public"."related_article_related_id_idx"
        `);
    await queryRunner.query(`
            DROP TABLE "related_article"
        `);
    await queryRunner.query(`
            DROP INDEX "public"."article_image_image_id_idx"
        `);
    await queryRunner.query(`
            DROP TABLE "article_image"
        `);
    await queryRunner.query(`
            DROP TABLE "article_body"
        `);
    await queryRunner.query(`
            DROP INDEX "public"."article_edition_published_idx"
        `);
    await queryRunner.query(`
            DROP INDEX "public"."article_section_published_idx"
        `);
    await queryRunner.query(`
            DROP INDEX "public"."article_edition_format_published_idx"
        `);
    await queryRunner.query(`
            DROP INDEX "public"."article_edition_video_published_idx"
        `);
    await queryRunner.query(`
            DROP INDEX "public"."article_edition_updated_idx"
        `);
    await queryRunner.query(`
            DROP INDEX "public"."article_section_updated_idx"
        `);
    await queryRunner.query(`
            DROP INDEX "public"."article_scheduled_idx"
        `);
    await queryRunner.query(`
            DROP INDEX "public"."article_original_id_idx"
        `);
    await queryRunner.query(`
            DROP TABLE "article"
        `);
    await queryRunner.query(`
            DROP TYPE "public"."article_status"
        `);
    await queryRunner.query(`
            DROP TYPE "public"."article_format"
        `);
    await queryRunner.query(`
            DROP TABLE "content_source"
        `);
    await queryRunner.query(`
            DROP INDEX "public"."section_parent_id_idx"
        `);
    await queryRunner.query(`
            DROP TABLE "section"
        `);
    await queryRunner.query(`
            DROP INDEX "public"."edition_default_key"
        `);
    await queryRunner.query(`
            DROP TABLE "edition"
        `);
    await queryRunner.query(`
            DROP TYPE "public"."text_direction"
        `);
    await queryRunner.query(`
            DROP TABLE "image"
        `);
  }
}
