import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * Work on the index of related articles is counted in rounds, which follow upon one another whatever the clock says: when
 * an article was weighed and when its list was computed, and whether anybody else has written since the last look.
 */
export class CreateRelatedRounds1795458100000 implements MigrationInterface {
  name = 'CreateRelatedRounds1795458100000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('CREATE SEQUENCE related_round');
    await queryRunner.query(`
      ALTER TABLE related_document
        DROP COLUMN weighed_at,
        DROP COLUMN placed_at,
        ADD COLUMN weighed_in bigint,
        ADD COLUMN placed_in bigint NOT NULL DEFAULT 0,
        ADD COLUMN published_at timestamptz NOT NULL DEFAULT 'epoch'`);
    await queryRunner.query(`
      UPDATE related_document d SET published_at = a.published_at,
        weighed_in = CASE WHEN d.postings IS NULL THEN NULL ELSE 0 END
      FROM article a WHERE a.id = d.article_id AND a.published_at IS NOT NULL`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE related_document
        DROP COLUMN weighed_in,
        DROP COLUMN placed_in,
        DROP COLUMN published_at,
        ADD COLUMN weighed_at timestamptz NOT NULL DEFAULT now(),
        ADD COLUMN placed_at timestamptz NOT NULL DEFAULT '-infinity'`);
    await queryRunner.query('DROP SEQUENCE related_round');
  }
}
