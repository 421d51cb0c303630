import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** An import is noted when it begins, so that one that was killed is seen. */
export class AddOpenImportRuns1795458210000 implements MigrationInterface {
  name = 'AddOpenImportRuns1795458210000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `ALTER TABLE "import_run" ADD COLUMN "is_open" boolean NOT NULL DEFAULT false`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DELETE FROM "import_run" WHERE "is_open"');
    await queryRunner.query('ALTER TABLE "import_run" DROP COLUMN "is_open"');
  }
}
