import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * Articles are compared by profiles: their strongest terms as they weigh, which are small enough to be read by the
 * thousand. All articles are put in the queue to be read anew; readers keep the lists there are until each is placed.
 */
export class CreateRelatedProfiles1795459160000 implements MigrationInterface {
  name = 'CreateRelatedProfiles1795459160000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await this.readAnew(queryRunner);
    await queryRunner.query(`
      ALTER TABLE related_document
        DROP COLUMN norm,
        ADD COLUMN profile bytea,
        ALTER COLUMN profile SET STORAGE EXTERNAL,
        ALTER COLUMN vector SET STORAGE EXTERNAL`);
    // How many articles have come, gone or been rewritten, in place of how many there were.
    await queryRunner.query(`
      ALTER TABLE related_edition DROP COLUMN weighed_at, ADD COLUMN changes integer NOT NULL DEFAULT 0`);
    // Rows change more often than what they are compared by, which stands beside them.
    await queryRunner.query('ALTER TABLE related_document SET (toast_tuple_target = 128)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await this.readAnew(queryRunner);
    await queryRunner.query('ALTER TABLE related_document RESET (toast_tuple_target)');
    await queryRunner.query(`
      ALTER TABLE related_edition DROP COLUMN changes, ADD COLUMN weighed_at integer NOT NULL DEFAULT 0`);
    await queryRunner.query(`
      ALTER TABLE related_document
        DROP COLUMN profile,
        ADD COLUMN norm real NOT NULL DEFAULT 1,
        ALTER COLUMN vector SET STORAGE EXTENDED`);
  }

  private async readAnew(queryRunner: QueryRunner): Promise<void> {
    // That of whoever writes the index.
    await queryRunner.query('SELECT pg_advisory_xact_lock(7203148)');
    await queryRunner.query('DELETE FROM related_queue');
    await queryRunner.query(
      'TRUNCATE related_posting, related_document, related_term, related_edition RESTART IDENTITY',
    );
    await queryRunner.query('INSERT INTO related_queue (article_id) SELECT id FROM article');
    await queryRunner.query("SELECT nextval('related_round')");
  }
}
