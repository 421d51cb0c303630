import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * Articles are related by the parts of their words as well, and uses are counted in other units: nothing that the index
 * has can be compared with what is read from now on. All articles are put in the queue to be read anew; readers keep the
 * lists there are until each is placed.
 */
export class ReadPartsOfWords1795459150000 implements MigrationInterface {
  name = 'ReadPartsOfWords1795459150000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await this.readAnew(queryRunner);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await this.readAnew(queryRunner);
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
