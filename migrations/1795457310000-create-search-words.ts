import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * The words of the public articles of each edition, with how many articles have each: what "did you mean" is drawn
 * from, and what tells a rare word from a common one. Kept by a job, which compares an article's words with those
 * that it was counted with before. The empty word counts the articles. And the names that are suggested as one types.
 */
export class CreateSearchWords1795457310000 implements MigrationInterface {
  name = 'CreateSearchWords1795457310000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await this.createWords(queryRunner);
    await this.createWordTriggers(queryRunner);
    await this.createNames(queryRunner);
  }

  private async createWords(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE search_word (
        edition_id uuid NOT NULL,
        word text COLLATE "C" NOT NULL,
        folded text COLLATE "C" NOT NULL,
        lexeme text COLLATE "C",
        articles integer NOT NULL,
        CONSTRAINT search_word_pkey PRIMARY KEY (edition_id, word),
        CONSTRAINT search_word_edition_id_fkey FOREIGN KEY (edition_id) REFERENCES edition ON DELETE CASCADE
      ) WITH (fillfactor = 70)`);
    await queryRunner.query(
      // The count is in no index, so that counting rewrites none.
      'CREATE INDEX search_word_lexeme_idx ON search_word (edition_id, lexeme)',
    );
    await queryRunner.query(
      'CREATE INDEX search_word_folded_idx ON search_word USING gin (folded gin_trgm_ops)',
    );
    // Without a foreign key: an article that is gone still has to be taken off the counts.
    await queryRunner.query(`
      CREATE TABLE article_word (
        article_id uuid CONSTRAINT article_word_pkey PRIMARY KEY,
        edition_id uuid NOT NULL,
        words text[] NOT NULL DEFAULT '{}',
        due_at timestamptz
      )`);
    await queryRunner.query(
      'CREATE INDEX article_word_due_idx ON article_word (due_at) WHERE due_at IS NOT NULL',
    );
  }

  /** Every change of what is indexed, and the moment at which an article becomes public, make its words due. */
  private async createWordTriggers(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE FUNCTION mark_words_due() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'DELETE' THEN
          UPDATE article_word SET due_at = now() WHERE article_id = OLD.article_id;
        ELSE
          INSERT INTO article_word (article_id, edition_id, due_at)
          SELECT a.id, a.edition_id, greatest(now(), a.published_at, a.embargo_until)
          FROM article a WHERE a.id = NEW.article_id
          ON CONFLICT (article_id) DO UPDATE SET due_at =
            -- What was counted and is no longer public is taken off at once.
            CASE WHEN article_word.words = '{}' THEN EXCLUDED.due_at ELSE now() END;
        END IF;
        RETURN NULL;
      END $$`);
    await queryRunner.query(`
      CREATE TRIGGER article_search_mark_words_due AFTER INSERT OR UPDATE OR DELETE ON article_search
      FOR EACH ROW EXECUTE FUNCTION mark_words_due()`);
  }

  private async createNames(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`CREATE TYPE search_name_kind AS ENUM ('TAG', 'PERSON')`);
    await queryRunner.query(`
      CREATE TABLE search_name (
        id uuid CONSTRAINT search_name_pkey PRIMARY KEY,
        kind search_name_kind NOT NULL,
        edition_id uuid,
        folded text NOT NULL
      )`);
    await queryRunner.query(
      'CREATE INDEX search_name_folded_idx ON search_name USING gin (folded gin_trgm_ops)',
    );
    await queryRunner.query(`
      CREATE FUNCTION keep_search_name() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'DELETE' THEN
          DELETE FROM search_name WHERE id = OLD.id;
        ELSE
          INSERT INTO search_name (id, kind, edition_id, folded)
          VALUES (NEW.id, TG_ARGV[0]::search_name_kind, (to_jsonb(NEW) ->> 'edition_id')::uuid,
            ' ' || search_fold(left(NEW.name, 1000)))
          ON CONFLICT (id) DO UPDATE SET edition_id = EXCLUDED.edition_id, folded = EXCLUDED.folded;
        END IF;
        RETURN NULL;
      END $$`);
    for (const [table, kind] of [
      ['tag', 'TAG'],
      ['person', 'PERSON'],
    ]) {
      await queryRunner.query(`
        CREATE TRIGGER ${table}_keep_search_name AFTER INSERT OR UPDATE OR DELETE ON ${table}
        FOR EACH ROW EXECUTE FUNCTION keep_search_name('${kind}')`);
      await queryRunner.query(`
        INSERT INTO search_name (id, kind, edition_id, folded)
        SELECT x.id, '${kind}', (to_jsonb(x) ->> 'edition_id')::uuid, ' ' || search_fold(left(x.name, 1000))
        FROM ${table} x`);
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP FUNCTION keep_search_name() CASCADE');
    await queryRunner.query('DROP TABLE search_name');
    await queryRunner.query('DROP TYPE search_name_kind');
    await queryRunner.query('DROP FUNCTION mark_words_due() CASCADE');
    await queryRunner.query('DROP TABLE article_word');
    await queryRunner.query('DROP TABLE search_word');
  }
}
