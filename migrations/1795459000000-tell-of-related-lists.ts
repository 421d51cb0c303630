import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** An event where ready-kept lists of related articles change: one for each statement, with the articles whose lists they are. */
export class TellOfRelatedLists1795459000000 implements MigrationInterface {
  name = 'TellOfRelatedLists1795459000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE FUNCTION tell_related_lists() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO outbox_event (kind, payload)
        SELECT 'related.listed', jsonb_build_object('articleIds', jsonb_agg(DISTINCT c.article_id))
        FROM changed c HAVING count(*) > 0;
        RETURN NULL;
      END $$`);
    for (const [operation, table] of [
      ['insert', 'NEW'],
      ['update', 'NEW'],
      ['delete', 'OLD'],
    ]) {
      await queryRunner.query(`
        CREATE TRIGGER related_article_tell_${operation} AFTER ${operation} ON related_article
        REFERENCING ${table} TABLE AS changed
        FOR EACH STATEMENT EXECUTE FUNCTION tell_related_lists()`);
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP FUNCTION tell_related_lists() CASCADE');
  }
}
