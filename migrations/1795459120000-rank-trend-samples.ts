import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** TRENDING learns from the first of its own ranking, by their places. What it learned before was of other sums, and is forgotten. */
export class RankTrendSamples1795459120000 implements MigrationInterface {
  name = 'RankTrendSamples1795459120000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await this.forget(queryRunner);
    await queryRunner.query('ALTER TABLE trend_sample ADD COLUMN rank smallint NOT NULL');
    await queryRunner.query(
      'ALTER TABLE trend_model ADD COLUMN rounds float8 NOT NULL, ADD COLUMN error float8 NOT NULL',
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await this.forget(queryRunner);
    await queryRunner.query('ALTER TABLE trend_model DROP COLUMN rounds, DROP COLUMN error');
    await queryRunner.query('ALTER TABLE trend_sample DROP COLUMN rank');
  }

  private async forget(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['trend_sample', 'trend_model']) {
      await queryRunner.query(`DELETE FROM ${table}`);
    }
  }
}
