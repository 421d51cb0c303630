import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** What the newsroom lists by last change, and what it counts of what was published: all of that is in the index. */
export class IndexNewsroomLists1795459110000 implements MigrationInterface {
  name = 'IndexNewsroomLists1795459110000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('CREATE INDEX "article_updated_idx" ON "article" ("updated_at", "id")');
    await queryRunner.query(`
      CREATE INDEX "article_output_idx" ON "article" ("edition_id", "published_at")
      INCLUDE ("word_count", "embargo_until") WHERE status = 'PUBLISHED'`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX "article_output_idx"');
    await queryRunner.query('DROP INDEX "article_updated_idx"');
  }
}
