import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** What search and suggestions stand on. Both are trusted extensions: the database's owner may create them. */
export class CreateExtensions1795455950000 implements MigrationInterface {
  name = 'CreateExtensions1795455950000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('CREATE EXTENSION IF NOT EXISTS pg_trgm');
    await queryRunner.query('CREATE EXTENSION IF NOT EXISTS unaccent');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP EXTENSION IF EXISTS unaccent');
    await queryRunner.query('DROP EXTENSION IF EXISTS pg_trgm');
  }
}
