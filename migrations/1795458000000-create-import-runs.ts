import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** What came of the last import from each place; and the webhooks that were given up, to be counted. */
export class CreateImportRuns1795458000000 implements MigrationInterface {
  name = 'CreateImportRuns1795458000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE "import_run" (
        "place" text NOT NULL,
        "name" text NOT NULL,
        "run_at" timestamptz(3) NOT NULL,
        "created" integer NOT NULL DEFAULT 0,
        "updated" integer NOT NULL DEFAULT 0,
        "failed" integer NOT NULL DEFAULT 0,
        "error" text,
        CONSTRAINT "import_run_pkey" PRIMARY KEY ("place"))`);
    await queryRunner.query(`CREATE INDEX "import_run_run_at_idx" ON "import_run" ("run_at")`);
    await queryRunner.query(`
      CREATE INDEX "webhook_delivery_dead_idx" ON "webhook_delivery" ("created_at") WHERE status = 'DEAD'`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX "webhook_delivery_dead_idx"');
    await queryRunner.query('DROP TABLE "import_run"');
  }
}
