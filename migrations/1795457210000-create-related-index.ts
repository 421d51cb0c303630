import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * What related articles are found by: an inverted index of weighted terms, and a queue of articles that are to be
 * placed anew. docs/related.md explains it. No table refers to `article` by a key: placing must not wait for a save,
 * nor a save for placing, so what is deleted goes through the queue as well.
 */
export class CreateRelatedIndex1795457210000 implements MigrationInterface {
  name = 'CreateRelatedIndex1795457210000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE related_article
        DROP CONSTRAINT related_article_article_id_fkey,
        DROP CONSTRAINT related_article_related_id_fkey`);
    await this.createIndex(queryRunner);
    await this.createQueue(queryRunner);
    await queryRunner.query('INSERT INTO related_queue (article_id) SELECT id FROM article');
  }

  private async createIndex(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE related_edition (
        edition_id uuid CONSTRAINT related_edition_pkey PRIMARY KEY,
        articles integer NOT NULL DEFAULT 0,
        weighed_at integer NOT NULL DEFAULT 0
      )`);
    await queryRunner.query(`
      CREATE TABLE related_document (
        article_id uuid CONSTRAINT related_document_pkey PRIMARY KEY,
        doc integer GENERATED ALWAYS AS IDENTITY CONSTRAINT related_document_doc_key UNIQUE,
        edition_id uuid NOT NULL,
        vector bytea NOT NULL,
        postings bytea,
        norm real NOT NULL DEFAULT 1,
        floor real NOT NULL DEFAULT -1
      )`);
    await queryRunner.query(
      'CREATE INDEX related_document_edition_id_idx ON related_document (edition_id)',
    );
    // Room on each page, so that a count that changes stays on its page and out of the index.
    await queryRunner.query(`
      CREATE TABLE related_term (
        term integer CONSTRAINT related_term_pkey PRIMARY KEY,
        articles integer NOT NULL
      ) WITH (fillfactor = 70)`);
    await queryRunner.query(`
      CREATE TABLE related_posting (
        term integer NOT NULL,
        weight real NOT NULL,
        doc integer NOT NULL
      )`);
    await queryRunner.query(
      'CREATE INDEX related_posting_term_weight_idx ON related_posting (term, weight DESC, doc)',
    );
  }

  private async createQueue(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE related_queue (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT related_queue_pkey PRIMARY KEY,
        article_id uuid NOT NULL,
        stage smallint NOT NULL DEFAULT 0,
        due_at timestamptz NOT NULL DEFAULT now()
      )`);
    await queryRunner.query(
      'CREATE INDEX related_queue_stage_due_idx ON related_queue (stage, due_at, id)',
    );
    await queryRunner.query(
      'CREATE INDEX related_queue_article_id_idx ON related_queue (article_id)',
    );
    // Rows are only ever added here: two saves of one article do not wait for each other, nor for whoever places it.
    await queryRunner.query(`
      CREATE FUNCTION queue_related() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO related_queue (article_id) SELECT id FROM saved ORDER BY id;
        RETURN NULL;
      END $$`);
    for (const [event, rows] of [
      ['INSERT', 'NEW'],
      ['UPDATE', 'NEW'],
      ['DELETE', 'OLD'],
    ] as const) {
      await queryRunner.query(`
        CREATE TRIGGER article_queue_related_${event.toLowerCase()} AFTER ${event} ON article
        REFERENCING ${rows} TABLE AS saved FOR EACH STATEMENT EXECUTE FUNCTION queue_related()`);
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP FUNCTION queue_related() CASCADE');
    for (const table of ['queue', 'posting', 'term', 'document', 'edition']) {
      await queryRunner.query(`DROP TABLE related_${table}`);
    }
    await queryRunner.query(`
      DELETE FROM related_article r WHERE NOT EXISTS (SELECT FROM article a WHERE a.id = r.article_id)
        OR NOT EXISTS (SELECT FROM article a WHERE a.id = r.related_id)`);
    await queryRunner.query(`
      ALTER TABLE related_article
        ADD CONSTRAINT related_article_article_id_fkey FOREIGN KEY (article_id) REFERENCES article (id)
          ON DELETE CASCADE,
        ADD CONSTRAINT related_article_related_id_fkey FOREIGN KEY (related_id) REFERENCES article (id)
          ON DELETE CASCADE`);
  }
}
