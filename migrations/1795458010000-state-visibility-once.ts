import { type MigrationInterface, type QueryRunner } from 'typeorm';

const PREDICATE = `a.status = 'PUBLISHED' AND a.published_at <= now()
  AND (a.embargo_until IS NULL OR a.embargo_until <= now())`;

/**
 * The predicate of what is public stood in the view and in the function that looks at rows as they were. Now it stands
 * in the function, which the view calls. PostgreSQL writes the function's body into every plan (it is one expression of SQL,
 * as stable as the now() in it), so that indexes are used as before; a test holds that.
 */
export class StateVisibilityOnce1795458010000 implements MigrationInterface {
  name = 'StateVisibilityOnce1795458010000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await this.replaceView(
      queryRunner,
      'article_is_public(a.status, a.published_at, a.embargo_until)',
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await this.replaceView(queryRunner, PREDICATE);
  }

  private async replaceView(queryRunner: QueryRunner, predicate: string): Promise<void> {
    await queryRunner.query(
      `CREATE OR REPLACE VIEW public_article AS SELECT a.* FROM article a WHERE ${predicate}`,
    );
  }
}
