import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * The one visibility predicate, and what is visible with or through a public article. Every public read goes
 * through one of these views.
 */
export class CreateVisibility1795455970000 implements MigrationInterface {
  name = 'CreateVisibility1795455970000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE VIEW public_article AS
      SELECT a.* FROM article a
      WHERE a.status = 'PUBLISHED'
        AND a.published_at <= now()
        AND (a.embargo_until IS NULL OR a.embargo_until <= now())`);
    await queryRunner.query(`
      CREATE VIEW public_tag AS
      SELECT t.* FROM tag t
      WHERE EXISTS (
        SELECT FROM article_tag x JOIN public_article a ON a.id = x.article_id WHERE x.tag_id = t.id)`);
    await queryRunner.query(`
      CREATE VIEW public_person AS
      SELECT p.* FROM person p
      WHERE p.is_staff OR EXISTS (
        SELECT FROM credit c JOIN public_article a ON a.id = c.article_id WHERE c.person_id = p.id)`);
    await queryRunner.query(`
      CREATE VIEW public_image AS
      SELECT i.* FROM image i
      WHERE EXISTS (
          SELECT FROM article_image x JOIN public_article a ON a.id = x.article_id WHERE x.image_id = i.id)
        OR EXISTS (SELECT FROM public_person p WHERE p.image_id = i.id)`);
    await queryRunner.query(`
      CREATE VIEW public_correction AS
      SELECT c.* FROM correction c JOIN public_article a ON a.id = c.article_id
      WHERE c.published_at <= now()`);
    await queryRunner.query(`
      CREATE VIEW public_static_page AS SELECT s.* FROM static_page s WHERE s.is_published`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const view of ['static_page', 'correction', 'image', 'person', 'tag', 'article']) {
      await queryRunner.query(`DROP VIEW public_${view}`);
    }
  }
}
