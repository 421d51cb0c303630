import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** The last run of each import, for the newsroom to see. */
export class CreateImportRuns1795457810000 implements MigrationInterface {
  name = 'CreateImportRuns1795457810000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE "import_run" (
        "name" text NOT NULL,
        "place" text NOT NULL,
        "run_at" timestamptz(3) NOT NULL DEFAULT now(),
        "created" integer NOT NULL,
        "updated" integer NOT NULL,
        "failed" integer NOT NULL,
        "error" text,
        CONSTRAINT "import_run_pkey" PRIMARY KEY ("name"))`);
    await queryRunner.query(`CREATE INDEX "import_run_place_idx" ON "import_run" ("place")`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE "import_run"');
  }
}
