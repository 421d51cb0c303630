import { type MigrationInterface, type QueryRunner } from 'typeorm';

const FRAME_TABLES = ['site', 'edition', 'section', 'channel', 'static_page', 'content_source'];

/** What the database keeps in step by itself, whoever writes. */
export class CreateTriggers1795455980000 implements MigrationInterface {
  name = 'CreateTriggers1795455980000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await this.createPublishedAtCopies(queryRunner);
    await this.createViewCountRow(queryRunner);
    await this.createFrameNotifications(queryRunner);
  }

  /** article_tag and credit repeat the article's published_at, so that a tag's or a person's newest are one index range. */
  private async createPublishedAtCopies(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE FUNCTION take_article_published_at() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        SELECT published_at INTO NEW.published_at FROM article WHERE id = NEW.article_id;
        RETURN NEW;
      END $$`);
    await queryRunner.query(`
      CREATE FUNCTION give_article_published_at() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE article_tag SET published_at = NEW.published_at WHERE article_id = NEW.id;
        UPDATE credit SET published_at = NEW.published_at WHERE article_id = NEW.id;
        RETURN NULL;
      END $$`);
    for (const table of ['article_tag', 'credit']) {
      await queryRunner.query(`
        CREATE TRIGGER ${table}_take_published_at BEFORE INSERT ON ${table}
        FOR EACH ROW EXECUTE FUNCTION take_article_published_at()`);
    }
    await queryRunner.query(`
      CREATE TRIGGER article_give_published_at AFTER UPDATE OF published_at ON article
      FOR EACH ROW WHEN (OLD.published_at IS DISTINCT FROM NEW.published_at)
      EXECUTE FUNCTION give_article_published_at()`);
  }

  private async createViewCountRow(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE FUNCTION keep_article_view_count() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO article_view_count (article_id, edition_id, section_id)
        VALUES (NEW.id, NEW.edition_id, NEW.section_id)
        ON CONFLICT (article_id) DO UPDATE
          SET edition_id = EXCLUDED.edition_id, section_id = EXCLUDED.section_id;
        RETURN NULL;
      END $$`);
    await queryRunner.query(`
      CREATE TRIGGER article_keep_view_count AFTER INSERT OR UPDATE OF edition_id, section_id ON article
      FOR EACH ROW EXECUTE FUNCTION keep_article_view_count()`);
  }

  /** Every gateway keeps the site's frame in memory and reads it again when told. */
  private async createFrameNotifications(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE FUNCTION notify_site_frame() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM pg_notify('site_frame', '');
        RETURN NULL;
      END $$`);
    for (const table of FRAME_TABLES) {
      await queryRunner.query(`
        CREATE TRIGGER ${table}_notify_site_frame AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "${table}"
        FOR EACH STATEMENT EXECUTE FUNCTION notify_site_frame()`);
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP FUNCTION notify_site_frame() CASCADE');
    await queryRunner.query('DROP FUNCTION keep_article_view_count() CASCADE');
    await queryRunner.query('DROP FUNCTION give_article_published_at() CASCADE');
    await queryRunner.query('DROP FUNCTION take_article_published_at() CASCADE');
  }
}
