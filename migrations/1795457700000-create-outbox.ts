import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** What is told of with its id, slug and edition when it changes. */
const TOLD = {
  section: 'section',
  person: 'person',
  tag: 'tag',
  image: 'image',
  static_page: 'page',
  channel: 'channel',
  edition: 'edition',
  site: 'site',
  content_source: 'source',
  page_layout: 'layout',
  redirect: 'redirect',
};

/** What an article has several of, and under which name an event lists them. */
const LINKS = {
  article_tag: ['article.tags', 'tagIds', 'tag_id'],
  credit: ['article.people', 'personIds', 'person_id'],
  related_override: ['article.related', 'relatedIds', 'related_id'],
  correction: ['article.corrected', 'correctionIds', 'id'],
} as const;

/** What of an article decides in which lists and at which address it stands. */
const place = (
  row: string,
) => `jsonb_build_object('sectionId', ${row}.section_id, 'slug', ${row}.slug,
  'status', ${row}.status, 'format', ${row}.format, 'hasVideo', ${row}.has_video,
  'publishedAt', ${row}.published_at, 'embargoUntil', ${row}.embargo_until, 'originalId', ${row}.original_id)`;

const shown = (row: string) =>
  `article_is_public(${row}.status, ${row}.published_at, ${row}.embargo_until)`;

const IS_WAITING = `(n.status = 'SCHEDULED' OR n.status = 'PUBLISHED' AND greatest(n.published_at, n.embargo_until) > now())`;

const WAIT = `
  INSERT INTO article_due (article_id, due_at)
  SELECT n.id, CASE WHEN n.status = 'SCHEDULED' THEN n.published_at ELSE greatest(n.published_at, n.embargo_until) END
  FROM new_row n WHERE ${IS_WAITING} AND n.published_at IS NOT NULL
  ON CONFLICT (article_id) DO UPDATE SET due_at = EXCLUDED.due_at;`;

/**
 * Events, written by the transaction that changes something, whoever writes: each trigger runs once a statement, so
 * that an import of thousands costs little more. And what becomes public by the clock, which nobody writes then.
 */
export class CreateOutbox1795457700000 implements MigrationInterface {
  name = 'CreateOutbox1795457700000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await this.createTables(queryRunner);
    await this.createArticleEvents(queryRunner);
    await this.createArticleTriggers(queryRunner);
    await this.createLinkEvents(queryRunner);
    await this.createRowEvents(queryRunner);
  }

  private async createTables(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE "outbox_event" (
        "id" bigint GENERATED ALWAYS AS IDENTITY,
        "kind" text NOT NULL,
        "article_id" uuid,
        "edition_id" uuid,
        "payload" jsonb NOT NULL,
        "created_at" timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        "xid" xid8 NOT NULL DEFAULT pg_current_xact_id(),
        CONSTRAINT "outbox_event_pkey" PRIMARY KEY ("id"))`);
    await queryRunner.query(`CREATE INDEX "outbox_event_xid_idx" ON "outbox_event" ("xid", "id")`);
    await queryRunner.query(`
      CREATE TABLE "outbox_consumer" (
        "name" text NOT NULL,
        "seen" pg_snapshot NOT NULL,
        "read_at" timestamptz(3) NOT NULL DEFAULT now(),
        CONSTRAINT "outbox_consumer_pkey" PRIMARY KEY ("name"))`);
    await queryRunner.query(`
      CREATE FUNCTION notify_outbox() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM pg_notify('outbox', '');
        RETURN NULL;
      END $$`);
    await queryRunner.query(`
      CREATE TRIGGER outbox_event_notify AFTER INSERT ON outbox_event
      FOR EACH STATEMENT EXECUTE FUNCTION notify_outbox()`);
    await queryRunner.query(`
      CREATE TABLE "article_due" (
        "article_id" uuid NOT NULL,
        "due_at" timestamptz(3) NOT NULL,
        CONSTRAINT "article_due_pkey" PRIMARY KEY ("article_id"),
        CONSTRAINT "article_due_article_id_fkey" FOREIGN KEY ("article_id") REFERENCES "article" ("id")
          ON DELETE CASCADE)`);
    await queryRunner.query(`CREATE INDEX "article_due_due_at_idx" ON "article_due" ("due_at")`);
  }

  private async createArticleEvents(queryRunner: QueryRunner): Promise<void> {
    // The predicate of public_article, for rows as they were: a view knows only how they are.
    await queryRunner.query(`
      CREATE FUNCTION article_is_public(status article_status, published_at timestamptz, embargo_until timestamptz)
      RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT status = 'PUBLISHED' AND published_at <= now() AND (embargo_until IS NULL OR embargo_until <= now())
      $$`);
    await queryRunner.query(`
      CREATE FUNCTION tell_article_insert() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO outbox_event (kind, article_id, edition_id, payload)
        SELECT CASE WHEN ${shown('n')} THEN 'article.published' ELSE 'article.saved' END,
          n.id, n.edition_id, jsonb_build_object('new', ${place('n')})
        FROM new_row n;
        ${WAIT}
        RETURN NULL;
      END $$`);
    await queryRunner.query(`
      CREATE FUNCTION tell_article_update() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        -- Who was waiting for a time that has come is published by this, though the clock showed it already.
        INSERT INTO outbox_event (kind, article_id, edition_id, payload)
        SELECT CASE
            WHEN ${shown('n')} AND ${shown('o')} AND d.article_id IS NULL THEN 'article.updated'
            WHEN ${shown('n')} THEN 'article.published'
            WHEN ${shown('o')} THEN 'article.unpublished'
            ELSE 'article.saved' END,
          n.id, n.edition_id, jsonb_build_object('old', ${place('o')}, 'new', ${place('n')})
            || CASE WHEN o.edition_id = n.edition_id THEN '{}' ELSE jsonb_build_object('oldEditionId', o.edition_id) END
        FROM new_row n JOIN old_row o ON o.id = n.id LEFT JOIN article_due d ON d.article_id = n.id
        WHERE n.* IS DISTINCT FROM o.*;
        DELETE FROM article_due d USING new_row n WHERE d.article_id = n.id AND NOT ${IS_WAITING};
        ${WAIT}
        RETURN NULL;
      END $$`);
    await queryRunner.query(`
      CREATE FUNCTION tell_article_delete() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO outbox_event (kind, article_id, edition_id, payload)
        SELECT CASE WHEN ${shown('o')} THEN 'article.deleted' ELSE 'article.dropped' END,
          o.id, o.edition_id, jsonb_build_object('old', ${place('o')})
        FROM old_row o;
        RETURN NULL;
      END $$`);
  }

  private async createArticleTriggers(queryRunner: QueryRunner): Promise<void> {
    const transitions = {
      insert: 'NEW TABLE AS new_row',
      update: 'OLD TABLE AS old_row NEW TABLE AS new_row',
      delete: 'OLD TABLE AS old_row',
    };
    for (const [operation, tables] of Object.entries(transitions)) {
      await queryRunner.query(`
        CREATE TRIGGER article_tell_${operation} AFTER ${operation} ON article REFERENCING ${tables}
        FOR EACH STATEMENT EXECUTE FUNCTION tell_article_${operation}()`);
    }
    await queryRunner.query(WAIT.replace('FROM new_row n', 'FROM article n').replace(/;$/, ''));
  }

  /** Events of an article whose tags, people, pins or corrections were added or taken away, with which. */
  private async createLinkEvents(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE FUNCTION tell_article_links() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO outbox_event (kind, article_id, edition_id, payload)
        SELECT TG_ARGV[0], c.article_id, a.edition_id, jsonb_build_object(TG_ARGV[1], c.ids)
        FROM (
          SELECT article_id, jsonb_agg(DISTINCT to_jsonb(r) -> TG_ARGV[2]) AS ids FROM changed r GROUP BY article_id) c
        LEFT JOIN article a ON a.id = c.article_id;
        RETURN NULL;
      END $$`);
    for (const [table, names] of Object.entries(LINKS)) {
      for (const [operation, tables] of [
        ['insert', 'NEW'],
        ['delete', 'OLD'],
      ]) {
        await queryRunner.query(`
          CREATE TRIGGER ${table}_tell_${operation} AFTER ${operation} ON ${table}
          REFERENCING ${tables} TABLE AS changed
          FOR EACH STATEMENT EXECUTE FUNCTION tell_article_links('${names.join("', '")}')`);
      }
    }
  }

  private async createRowEvents(queryRunner: QueryRunner): Promise<void> {
    const payload = (row: string) => `jsonb_strip_nulls(jsonb_build_object('id', ${row} -> 'id',
      'slug', ${row} -> 'slug', 'parentId', ${row} -> 'parent_id', 'path', coalesce(${row} -> 'path', ${row} -> 'from_path')))`;
    await queryRunner.query(`
      CREATE FUNCTION tell_row_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO outbox_event (kind, edition_id, payload)
        SELECT TG_ARGV[0] || '.changed', (r.new ->> 'edition_id')::uuid,
          jsonb_build_object(CASE TG_OP WHEN 'DELETE' THEN 'old' ELSE 'new' END, ${payload('r.new')})
        FROM (SELECT to_jsonb(n) AS new FROM changed n) r;
        RETURN NULL;
      END $$`);
    await queryRunner.query(`
      CREATE FUNCTION tell_row_update() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO outbox_event (kind, edition_id, payload)
        SELECT TG_ARGV[0] || '.changed', (r.new ->> 'edition_id')::uuid,
          jsonb_build_object('old', ${payload('r.old')}, 'new', ${payload('r.new')})
        FROM (SELECT to_jsonb(n) AS new, to_jsonb(o) AS old FROM changed n JOIN before o ON o.id = n.id) r
        WHERE r.new <> r.old;
        RETURN NULL;
      END $$`);
    for (const [table, kind] of Object.entries(TOLD)) {
      await queryRunner.query(`
        CREATE TRIGGER ${table}_tell_insert AFTER INSERT ON ${table} REFERENCING NEW TABLE AS changed
        FOR EACH STATEMENT EXECUTE FUNCTION tell_row_change('${kind}')`);
      await queryRunner.query(`
        CREATE TRIGGER ${table}_tell_delete AFTER DELETE ON ${table} REFERENCING OLD TABLE AS changed
        FOR EACH STATEMENT EXECUTE FUNCTION tell_row_change('${kind}')`);
      await queryRunner.query(`
        CREATE TRIGGER ${table}_tell_update AFTER UPDATE ON ${table}
        REFERENCING OLD TABLE AS before NEW TABLE AS changed
        FOR EACH STATEMENT EXECUTE FUNCTION tell_row_update('${kind}')`);
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const name of [
      'tell_row_update',
      'tell_row_change',
      'tell_article_links',
      'tell_article_delete',
      'tell_article_update',
      'tell_article_insert',
    ]) {
      await queryRunner.query(`DROP FUNCTION ${name}() CASCADE`);
    }
    await queryRunner.query(
      'DROP FUNCTION article_is_public(article_status, timestamptz, timestamptz)',
    );
    await queryRunner.query('DROP TABLE "article_due"');
    await queryRunner.query('DROP TABLE "outbox_consumer"');
    await queryRunner.query('DROP TABLE "outbox_event"');
    await queryRunner.query('DROP FUNCTION notify_outbox()');
  }
}
