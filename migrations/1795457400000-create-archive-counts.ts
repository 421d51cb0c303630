import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** From when on an article is public, as far as the clock decides, and when that or its text last changed. */
const DUE = 'greatest(r.published_at, r.embargo_until)';
const CHANGED = 'greatest(r.updated_at, r.published_at, r.embargo_until)';

/**
 * What has been due for a minute is due for good: no statement that reads has an older clock. Such changes need not be
 * told apart by their time.
 */
const SETTLED_DUE = `CASE WHEN ${DUE} > now() - interval '1 minute' THEN ${DUE} ELSE '-infinity' END`;

const DAY = '(r.published_at AT TIME ZONE e.time_zone)::date';

const OLD_AND_NEW = {
  insert: { tables: 'NEW TABLE AS new_rows', rows: 'SELECT n.*, 1 AS sign FROM new_rows n' },
  delete: { tables: 'OLD TABLE AS old_rows', rows: 'SELECT o.*, -1 AS sign FROM old_rows o' },
  update: {
    tables: 'OLD TABLE AS old_rows NEW TABLE AS new_rows',
    rows: 'SELECT n.*, 1 AS sign FROM new_rows n UNION ALL SELECT o.*, -1 FROM old_rows o',
  },
};

type Verb = keyof typeof OLD_AND_NEW;

/**
 * How many articles each edition published in each month and on each day of its time zone. Whoever writes articles adds
 * what that changes, in the same transaction and without waiting for others who do: `archive_change` only grows, and a
 * job adds it up into `archive_count`. A change has the time from which it counts, so that the clock needs no writer.
 */
export class CreateArchiveCounts1795457400000 implements MigrationInterface {
  name = 'CreateArchiveCounts1795457400000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await this.createTables(queryRunner);
    await this.createCorrection(queryRunner);
    for (const verb of ['insert', 'update', 'delete'] as const) {
      await this.createArticleTrigger(queryRunner, verb);
    }
    await this.createOtherTriggers(queryRunner);
  }

  private async createTables(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`CREATE TYPE archive_unit AS ENUM ('MONTH', 'DAY')`);
    await queryRunner.query(`
      CREATE TABLE archive_count (
        edition_id uuid NOT NULL,
        unit archive_unit NOT NULL,
        period date NOT NULL,
        count integer NOT NULL,
        changed_at timestamptz(3) NOT NULL,
        CONSTRAINT archive_count_pkey PRIMARY KEY (edition_id, unit, period),
        CONSTRAINT archive_count_edition_id_fkey FOREIGN KEY (edition_id) REFERENCES edition (id) ON DELETE CASCADE
      ) WITH (fillfactor = 80)`);
    // Rows come and go: without this, the space of those gone is taken back too late.
    await queryRunner.query(`
      CREATE TABLE archive_change (
        id bigint GENERATED ALWAYS AS IDENTITY,
        edition_id uuid NOT NULL,
        day date NOT NULL,
        due_at timestamptz NOT NULL,
        count integer NOT NULL,
        changed_at timestamptz(3) NOT NULL,
        CONSTRAINT archive_change_pkey PRIMARY KEY (id),
        CONSTRAINT archive_change_edition_id_fkey FOREIGN KEY (edition_id) REFERENCES edition (id) ON DELETE CASCADE
      ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000,
        autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 2000)`);
    await queryRunner.query(
      'CREATE INDEX archive_change_edition_due_idx ON archive_change (edition_id, due_at)',
    );
    // With its time zone in a unique key, a change of it waits for those who hold the edition FOR KEY SHARE.
    await queryRunner.query(
      'ALTER TABLE edition ADD CONSTRAINT edition_id_time_zone_key UNIQUE (id, time_zone)',
    );
  }

  /** Adds what an edition's counts lack or have too much, whatever the reason. */
  private async createCorrection(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE FUNCTION correct_archive(edition_uid uuid) RETURNS void LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM FROM edition e WHERE e.id = edition_uid FOR KEY SHARE;
        INSERT INTO archive_change (edition_id, day, due_at, count, changed_at)
        SELECT edition_uid, c.day, c.due_at, sum(c.count), max(c.changed_at)
        FROM (
          SELECT ${DAY} AS day, ${SETTLED_DUE} AS due_at, count(*) AS count, max(${CHANGED}) AS changed_at
          FROM article r JOIN edition e ON e.id = r.edition_id
          WHERE r.edition_id = edition_uid AND r.status = 'PUBLISHED'
          GROUP BY 1, 2
          UNION ALL
          SELECT k.period, '-infinity', -k.count, k.changed_at FROM archive_count k
          WHERE k.edition_id = edition_uid AND k.unit = 'DAY'
          UNION ALL
          SELECT g.day, CASE WHEN g.due_at > now() - interval '1 minute' THEN g.due_at ELSE '-infinity' END,
            -g.count, g.changed_at
          FROM archive_change g WHERE g.edition_id = edition_uid
        ) c
        GROUP BY c.day, c.due_at HAVING sum(c.count) <> 0;
      END $$`);
  }

  private async createArticleTrigger(queryRunner: QueryRunner, verb: Verb): Promise<void> {
    const { tables, rows } = OLD_AND_NEW[verb];
    // An edit that leaves the counts alone moves the time of the last change.
    const isEdit =
      verb === 'update'
        ? `OR max(${CHANGED}) FILTER (WHERE r.sign > 0) <> max(${CHANGED}) FILTER (WHERE r.sign < 0)`
        : '';
    await queryRunner.query(`
      CREATE FUNCTION count_archive_${verb}() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM FROM edition e
        WHERE e.id IN (SELECT r.edition_id FROM (${rows}) r WHERE r.status = 'PUBLISHED')
        FOR KEY SHARE;
        INSERT INTO archive_change (edition_id, day, due_at, count, changed_at)
        SELECT r.edition_id, ${DAY}, ${SETTLED_DUE}, sum(r.sign), max(${CHANGED})
        FROM (${rows}) r JOIN edition e ON e.id = r.edition_id
        WHERE r.status = 'PUBLISHED'
        GROUP BY 1, 2, 3 HAVING sum(r.sign) <> 0 ${isEdit};
        RETURN NULL;
      END $$`);
    await queryRunner.query(`
      CREATE TRIGGER article_count_archive_${verb} AFTER ${verb.toUpperCase()} ON article
      REFERENCING ${tables} FOR EACH STATEMENT EXECUTE FUNCTION count_archive_${verb}()`);
  }

  private async createOtherTriggers(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE FUNCTION empty_archive() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        TRUNCATE archive_change, archive_count;
        RETURN NULL;
      END $$`);
    await queryRunner.query(`
      CREATE TRIGGER article_empty_archive AFTER TRUNCATE ON article
      FOR EACH STATEMENT EXECUTE FUNCTION empty_archive()`);
    await queryRunner.query(`
      CREATE FUNCTION recount_archive() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM correct_archive(NEW.id);
        RETURN NULL;
      END $$`);
    await queryRunner.query(`
      CREATE TRIGGER edition_recount_archive AFTER UPDATE OF time_zone ON edition
      FOR EACH ROW WHEN (OLD.time_zone <> NEW.time_zone) EXECUTE FUNCTION recount_archive()`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const name of ['insert', 'update', 'delete'].map((verb) => `count_archive_${verb}`)) {
      await queryRunner.query(`DROP FUNCTION ${name}() CASCADE`);
    }
    await queryRunner.query('DROP FUNCTION recount_archive() CASCADE');
    await queryRunner.query('DROP FUNCTION empty_archive() CASCADE');
    await queryRunner.query('DROP FUNCTION correct_archive(uuid)');
    await queryRunner.query('ALTER TABLE edition DROP CONSTRAINT edition_id_time_zone_key');
    await queryRunner.query('DROP TABLE archive_change, archive_count');
    await queryRunner.query('DROP TYPE archive_unit');
  }
}
