import { type MigrationInterface, type QueryRunner } from 'typeorm';

const UNITS = ['hour', 'day'] as const;

/**
 * Rollups by section: each row of hours and days says in which section its article is, and the sections have hours and days of
 * their own. The fold keeps both. `NULL` is what it has not come to yet: all that was there before, so that nothing big is
 * rewritten here; the nil UUID is what belongs to no article any more.
 */
export class AddSectionRollups1795459100000 implements MigrationInterface {
  name = 'AddSectionRollups1795459100000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const unit of UNITS) {
      await queryRunner.query(`ALTER TABLE view_${unit} ADD COLUMN section_id uuid`);
      await queryRunner.query(
        `CREATE INDEX view_${unit}_section_idx ON view_${unit} (section_id, ${unit})`,
      );
      await queryRunner.query(`
        CREATE TABLE view_section_${unit} (
          section_id uuid NOT NULL,
          ${unit} timestamptz NOT NULL,
          views bigint NOT NULL,
          readers bigint NOT NULL,
          CONSTRAINT view_section_${unit}_pkey PRIMARY KEY (section_id, ${unit}))`);
      await queryRunner.query(
        `COMMENT ON TABLE view_section_${unit} IS 'What view_${unit} has of a section, added up.'`,
      );
    }
    // Without a key: who moves an article waits for nobody.
    await queryRunner.query('CREATE TABLE view_section_move (article_id uuid NOT NULL)');
    await queryRunner.query(`
      CREATE FUNCTION note_section_move() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO view_section_move (article_id) VALUES (NEW.id);
        RETURN NULL;
      END $$`);
    await queryRunner.query(`
      CREATE TRIGGER article_note_section_move AFTER UPDATE OF section_id ON article
      FOR EACH ROW WHEN (OLD.section_id IS DISTINCT FROM NEW.section_id)
      EXECUTE FUNCTION note_section_move()`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP FUNCTION note_section_move() CASCADE');
    await queryRunner.query('DROP TABLE view_section_move');
    for (const unit of UNITS) {
      await queryRunner.query(`DROP TABLE view_section_${unit}`);
      await queryRunner.query(`ALTER TABLE view_${unit} DROP COLUMN section_id`);
    }
  }
}
