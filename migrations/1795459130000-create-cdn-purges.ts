import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** What a CDN is to be told to purge, and how telling it goes. */
export class CreateCdnPurges1795459130000 implements MigrationInterface {
  name = 'CreateCdnPurges1795459130000';

  async up(queryRunner: QueryRunner): Promise<void> {
    // A key once; `change` counts its changes: one that comes while it is being purged is purged after that.
    await queryRunner.query(`
      CREATE TABLE "cdn_purge" (
        "key" text NOT NULL,
        "change" bigint GENERATED ALWAYS AS IDENTITY,
        "due_at" timestamptz(3) NOT NULL DEFAULT now(),
        "is_repeat" boolean NOT NULL DEFAULT false,
        "created_at" timestamptz(3) NOT NULL DEFAULT now(),
        CONSTRAINT "cdn_purge_pkey" PRIMARY KEY ("key"))`);
    await queryRunner.query(`CREATE INDEX "cdn_purge_due_at_idx" ON "cdn_purge" ("due_at")`);
    await queryRunner.query(`
      CREATE TABLE "cdn_purge_state" (
        "is_only" boolean NOT NULL DEFAULT true,
        "failures" integer NOT NULL DEFAULT 0,
        "next_at" timestamptz(3) NOT NULL DEFAULT now(),
        "answer" text,
        "took_ms" double precision NOT NULL DEFAULT 0,
        CONSTRAINT "cdn_purge_state_pkey" PRIMARY KEY ("is_only"),
        CONSTRAINT "cdn_purge_state_only_check" CHECK (is_only))`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE "cdn_purge_state"');
    await queryRunner.query('DROP TABLE "cdn_purge"');
  }
}
