import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * Counts the articles that were there before their counts. On its own, so that nobody who saves an article waits for it:
 * what is saved meanwhile is among the changes, and one statement sees both as they are at one instant.
 */
export class CountArchive1795457410000 implements MigrationInterface {
  name = 'CountArchive1795457410000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('SELECT correct_archive(e.id) FROM edition e ORDER BY e.id');
  }

  down(): Promise<void> {
    // The tables go with the migration before.
    return Promise.resolve();
  }
}
