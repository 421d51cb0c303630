import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * A translation points at its original, never at another translation. Chains that are there are shortened. Of two
 * writers at once, one waits until the other has committed, and then sees what it has done; rows would be locked crosswise.
 */
export class GuardTranslations1795458200000 implements MigrationInterface {
  name = 'GuardTranslations1795458200000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      WITH RECURSIVE chain AS (
        SELECT a.id, o.original_id AS root, 1 AS steps
        FROM article a JOIN article o ON o.id = a.original_id WHERE o.original_id IS NOT NULL
        UNION ALL
        SELECT c.id, o.original_id, c.steps + 1
        FROM chain c JOIN article o ON o.id = c.root WHERE o.original_id IS NOT NULL AND c.steps < 50
      )
      UPDATE article a SET original_id = nullif(c.root, a.id)
      FROM (SELECT DISTINCT ON (id) id, root FROM chain ORDER BY id, steps DESC) c WHERE a.id = c.id`);
    await queryRunner.query(`
      CREATE FUNCTION article_check_original() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        of_another boolean;
      BEGIN
        PERFORM pg_advisory_xact_lock(7203149);
        SELECT original_id IS NOT NULL INTO of_another FROM article WHERE id = NEW.original_id;
        IF of_another OR EXISTS (SELECT FROM article WHERE original_id = NEW.id) THEN
          RAISE EXCEPTION 'a translation must point at an original'
            USING ERRCODE = 'check_violation', TABLE = 'article', CONSTRAINT = 'article_original_is_original_check';
        END IF;
        RETURN NULL;
      END $$`);
    await queryRunner.query(`
      CREATE TRIGGER article_check_original_insert AFTER INSERT ON article
      FOR EACH ROW WHEN (NEW.original_id IS NOT NULL) EXECUTE FUNCTION article_check_original()`);
    await queryRunner.query(`
      CREATE TRIGGER article_check_original_update AFTER UPDATE OF original_id ON article
      FOR EACH ROW WHEN (NEW.original_id IS NOT NULL AND NEW.original_id IS DISTINCT FROM OLD.original_id)
      EXECUTE FUNCTION article_check_original()`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TRIGGER article_check_original_update ON article');
    await queryRunner.query('DROP TRIGGER article_check_original_insert ON article');
    await queryRunner.query('DROP FUNCTION article_check_original()');
  }
}
