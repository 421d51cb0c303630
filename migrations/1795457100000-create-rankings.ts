import { type MigrationInterface, type QueryRunner } from 'typeorm';

const HEATS = ['30m', '1h', '3h', '6h', '12h', '48h'];

/**
 * What rankings are made of beside the rollups of views: the heats that TRENDING keeps, what it learns from, saves by minute,
 * and the ranking of what is read now. Keyed to articles by id alone where they are written with each batch of views.
 */
export class CreateRankings1795457100000 implements MigrationInterface {
  name = 'CreateRankings1795457100000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE article_trend (
        article_id uuid NOT NULL,
        first_at timestamptz NOT NULL,
        ${HEATS.map((name) => `heat_${name} float8 NOT NULL`).join(', ')},
        CONSTRAINT article_trend_pkey PRIMARY KEY (article_id),
        CONSTRAINT article_trend_article_id_fkey FOREIGN KEY (article_id)
          REFERENCES article (id) ON DELETE CASCADE
      ) WITH (fillfactor = 70)`);
    await queryRunner.query(`
      CREATE TABLE trend_sample (
        at timestamptz NOT NULL,
        article_id uuid NOT NULL,
        features float8[] NOT NULL,
        CONSTRAINT trend_sample_pkey PRIMARY KEY (at, article_id))`);
    await queryRunner.query(`
      CREATE TABLE trend_model (
        is_only boolean NOT NULL DEFAULT true,
        gram float8[] NOT NULL,
        moment float8[] NOT NULL,
        weights float8[] NOT NULL,
        CONSTRAINT trend_model_pkey PRIMARY KEY (is_only), CONSTRAINT trend_model_only_check CHECK (is_only))`);
    await queryRunner.query(`
      CREATE TABLE article_save (
        minute timestamptz NOT NULL,
        article_id uuid NOT NULL,
        saves integer NOT NULL,
        CONSTRAINT article_save_pkey PRIMARY KEY (minute, article_id),
        CONSTRAINT article_save_article_id_fkey FOREIGN KEY (article_id)
          REFERENCES article (id) ON DELETE CASCADE)`);
    await queryRunner.query(
      'CREATE INDEX article_save_article_id_idx ON article_save (article_id)',
    );
    await queryRunner.query(`
      CREATE TABLE now_reading (
        scope_id uuid NOT NULL,
        rank smallint NOT NULL,
        article_id uuid NOT NULL,
        CONSTRAINT now_reading_pkey PRIMARY KEY (scope_id, rank),
        CONSTRAINT now_reading_article_id_fkey FOREIGN KEY (article_id)
          REFERENCES article (id) ON DELETE CASCADE)`);
    await queryRunner.query('CREATE INDEX now_reading_article_id_idx ON now_reading (article_id)');
    await queryRunner.query('ALTER TABLE popular_ranking DROP COLUMN score');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'ALTER TABLE popular_ranking ADD COLUMN score double precision NOT NULL DEFAULT 0',
    );
    for (const table of [
      'now_reading',
      'article_save',
      'trend_model',
      'trend_sample',
      'article_trend',
    ]) {
      await queryRunner.query(`DROP TABLE ${table}`);
    }
  }
}
