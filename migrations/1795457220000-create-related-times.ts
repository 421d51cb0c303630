import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** When an article's terms came into the index, and when its list was computed: a list knows all that was there before. */
export class CreateRelatedTimes1795457220000 implements MigrationInterface {
  name = 'CreateRelatedTimes1795457220000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE related_document
        ADD COLUMN weighed_at timestamptz NOT NULL DEFAULT now(),
        ADD COLUMN placed_at timestamptz NOT NULL DEFAULT '-infinity'`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'ALTER TABLE related_document DROP COLUMN weighed_at, DROP COLUMN placed_at',
    );
  }
}
