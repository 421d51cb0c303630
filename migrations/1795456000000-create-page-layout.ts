import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Layouts of pages, when a static page last changed, and the order of moved and withdrawn addresses. */
export class CreatePageLayout1795456000000 implements MigrationInterface {
  name = 'CreatePageLayout1795456000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE "page_layout" (
        "id" uuid NOT NULL,
        "edition_id" uuid NOT NULL,
        "path" text,
        "kind" text,
        "modules" jsonb NOT NULL,
        CONSTRAINT "page_layout_place_check" CHECK ((path IS NULL) <> (kind IS NULL)),
        CONSTRAINT "page_layout_pkey" PRIMARY KEY ("id"),
        CONSTRAINT "page_layout_edition_id_fkey" FOREIGN KEY ("edition_id") REFERENCES "edition" ("id")
          ON DELETE CASCADE
      )`);
    await queryRunner.query(`
      CREATE UNIQUE INDEX "page_layout_edition_path_key" ON "page_layout" ("edition_id", "path")
      WHERE path IS NOT NULL`);
    await queryRunner.query(`
      CREATE UNIQUE INDEX "page_layout_edition_kind_key" ON "page_layout" ("edition_id", "kind")
      WHERE kind IS NOT NULL`);
    await queryRunner.query(`
      CREATE TRIGGER page_layout_notify_site_frame
      AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON page_layout
      FOR EACH STATEMENT EXECUTE FUNCTION notify_site_frame()`);
    // The list of moved and withdrawn addresses is read in the order of their times.
    await queryRunner.query(`
      CREATE INDEX "redirect_created_at_idx" ON "redirect" ("created_at", "id")`);
    await queryRunner.query(`
      CREATE INDEX "article_withdrawn_idx" ON "article" ("updated_at", "id") WHERE status = 'UNPUBLISHED'`);
    await queryRunner.query(`
      ALTER TABLE static_page ADD COLUMN updated_at timestamptz(3) NOT NULL DEFAULT now()`);
    // A view's columns are those its table had when it was made; new ones are added at its end.
    await queryRunner.query(`
      CREATE OR REPLACE VIEW public_static_page AS SELECT s.* FROM static_page s WHERE s.is_published`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP VIEW public_static_page');
    await queryRunner.query('ALTER TABLE static_page DROP COLUMN updated_at');
    await queryRunner.query(`
      CREATE VIEW public_static_page AS SELECT s.* FROM static_page s WHERE s.is_published`);
    await queryRunner.query('DROP INDEX "article_withdrawn_idx"');
    await queryRunner.query('DROP INDEX "redirect_created_at_idx"');
    await queryRunner.query('DROP TABLE "page_layout"');
  }
}
