import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Readers, their lists, what is in them, what they follow, and the answers to operations that devices send again. */
export class CreateReadingLists1795457600000 implements MigrationInterface {
  name = 'CreateReadingLists1795457600000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE "reader" (
        "id" uuid NOT NULL,
        "issuer" text,
        "subject" text,
        "version" bigint NOT NULL,
        "forgotten_version" bigint NOT NULL DEFAULT '0',
        "created_at" timestamptz(3) NOT NULL DEFAULT now(),
        CONSTRAINT "reader_issuer_subject_key" UNIQUE ("issuer", "subject"),
        CONSTRAINT "reader_identity_check" CHECK ((issuer IS NULL) = (subject IS NULL)),
        CONSTRAINT "reader_pkey" PRIMARY KEY ("id")
      )`);
    await queryRunner.query(`
      CREATE TABLE "reader_operation" (
        "reader_id" uuid NOT NULL,
        "key" text NOT NULL,
        "code" text,
        "message" text,
        "list_id" uuid,
        "item_id" uuid,
        "applied_at" timestamptz(3) NOT NULL DEFAULT now(),
        CONSTRAINT "reader_operation_pkey" PRIMARY KEY ("reader_id", "key"),
        CONSTRAINT "reader_operation_reader_id_fkey" FOREIGN KEY ("reader_id") REFERENCES "reader" ("id")
          ON DELETE CASCADE
      )`);
    await queryRunner.query(`
      CREATE INDEX "reader_operation_applied_at_idx" ON "reader_operation" ("applied_at")`);
    await queryRunner.query(`CREATE TYPE "follow_kind" AS ENUM('SECTION', 'PERSON', 'TAG')`);
    await queryRunner.query(`
      CREATE TABLE "reader_follow" (
        "reader_id" uuid NOT NULL,
        "target_id" uuid NOT NULL,
        "kind" "follow_kind" NOT NULL,
        "followed_at" timestamptz(3) NOT NULL DEFAULT now(),
        CONSTRAINT "reader_follow_pkey" PRIMARY KEY ("reader_id", "target_id"),
        CONSTRAINT "reader_follow_reader_id_fkey" FOREIGN KEY ("reader_id") REFERENCES "reader" ("id")
          ON DELETE CASCADE
      )`);
    await this.createLists(queryRunner);
    await this.createItems(queryRunner);
  }

  private async createLists(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `CREATE TYPE "reading_list_kind" AS ENUM('SAVED', 'CUSTOM', 'CURATED')`,
    );
    await queryRunner.query(
      `CREATE TYPE "reading_list_visibility" AS ENUM('PRIVATE', 'UNLISTED', 'PUBLIC')`,
    );
    await queryRunner.query(`
      CREATE TABLE "reading_list" (
        "id" uuid NOT NULL,
        "reader_id" uuid NOT NULL,
        "kind" "reading_list_kind" NOT NULL,
        "edition_id" uuid,
        "title" text NOT NULL,
        "description" text,
        "visibility" "reading_list_visibility" NOT NULL DEFAULT 'PRIVATE',
        "slug" text,
        "share_token" text,
        "item_count" integer NOT NULL DEFAULT '0',
        "version" bigint NOT NULL,
        "title_at" timestamptz(3) NOT NULL,
        "created_at" timestamptz(3) NOT NULL,
        "updated_at" timestamptz(3) NOT NULL,
        "listed_at" timestamptz(3),
        "deleted_at" timestamptz(3),
        CONSTRAINT "reading_list_slug_key" UNIQUE ("slug"),
        CONSTRAINT "reading_list_share_token_key" UNIQUE ("share_token"),
        CONSTRAINT "reading_list_item_count_check" CHECK (item_count >= 0),
        CONSTRAINT "reading_list_pkey" PRIMARY KEY ("id"),
        CONSTRAINT "reading_list_reader_id_fkey" FOREIGN KEY ("reader_id") REFERENCES "reader" ("id")
          ON DELETE CASCADE,
        CONSTRAINT "reading_list_edition_id_fkey" FOREIGN KEY ("edition_id") REFERENCES "edition" ("id")
          ON DELETE SET NULL
      )`);
    await queryRunner.query(`
      CREATE INDEX "reading_list_reader_version_idx" ON "reading_list" ("reader_id", "version", "id")`);
    await queryRunner.query(`
      CREATE INDEX "reading_list_listed_idx" ON "reading_list" ("edition_id", "listed_at", "id")
      WHERE visibility = 'PUBLIC' AND deleted_at IS NULL`);
  }

  private async createItems(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE "reading_list_item" (
        "id" uuid NOT NULL,
        "list_id" uuid NOT NULL,
        "reader_id" uuid NOT NULL,
        "article_id" uuid NOT NULL,
        "rank" text COLLATE "C" NOT NULL,
        "note" text,
        "added_at" timestamptz(3) NOT NULL,
        "read_at" timestamptz(3),
        "changed_at" timestamptz(3) NOT NULL,
        "read_changed_at" timestamptz(3),
        "removed_at" timestamptz(3),
        "version" bigint NOT NULL,
        CONSTRAINT "reading_list_item_article_key" UNIQUE ("list_id", "article_id"),
        CONSTRAINT "reading_list_item_pkey" PRIMARY KEY ("id"),
        CONSTRAINT "reading_list_item_list_id_fkey" FOREIGN KEY ("list_id") REFERENCES "reading_list" ("id")
          ON DELETE CASCADE
      )`);
    await queryRunner.query(`
      CREATE INDEX "reading_list_item_rank_idx" ON "reading_list_item" ("list_id", "rank", "id")
      WHERE removed_at IS NULL`);
    await queryRunner.query(`
      CREATE INDEX "reading_list_item_unread_idx" ON "reading_list_item" ("list_id", "rank", "id")
      WHERE removed_at IS NULL AND read_at IS NULL`);
    await queryRunner.query(`
      CREATE INDEX "reading_list_item_reader_version_idx"
      ON "reading_list_item" ("reader_id", "version", "id")`);
    await queryRunner.query(`
      CREATE INDEX "reading_list_item_removed_at_idx" ON "reading_list_item" ("removed_at")
      WHERE removed_at IS NOT NULL`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE "reading_list_item"');
    await queryRunner.query('DROP TABLE "reading_list"');
    await queryRunner.query('DROP TYPE "reading_list_visibility"');
    await queryRunner.query('DROP TYPE "reading_list_kind"');
    await queryRunner.query('DROP TABLE "reader_follow"');
    await queryRunner.query('DROP TYPE "follow_kind"');
    await queryRunner.query('DROP TABLE "reader_operation"');
    await queryRunner.query('DROP TABLE "reader"');
  }
}
