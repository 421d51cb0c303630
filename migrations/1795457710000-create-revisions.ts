import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Every saved state of an article, and what the newsroom's own lists are ordered and searched by. */
export class CreateRevisions1795457710000 implements MigrationInterface {
  name = 'CreateRevisions1795457710000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE "article_revision" (
        "article_id" uuid NOT NULL,
        "number" integer NOT NULL,
        "saved_at" timestamptz(3) NOT NULL,
        "saved_by" text NOT NULL,
        "note" text,
        "headline" text NOT NULL,
        "state" jsonb NOT NULL,
        CONSTRAINT "article_revision_pkey" PRIMARY KEY ("article_id", "number"),
        CONSTRAINT "article_revision_article_id_fkey" FOREIGN KEY ("article_id") REFERENCES "article" ("id")
          ON DELETE CASCADE)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE "article_revision"');
  }
}
