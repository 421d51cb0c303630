import { type MigrationInterface, type QueryRunner } from 'typeorm';

const ROLLUPS = ['minute', 'hour', 'day'];

/**
 * Views: the detail that gateways append to, what the fold knows of each visitor, and the rollups it fills. The partitions
 * are made by `ensure_view_partitions`, ahead of time, and dropped by a job. There are no foreign keys: making and
 * dropping a partition would lock `article`. A row of an article that has been deleted is never read, since every read
 * joins `public_article`.
 */
export class CreateViewRollups1795457000000 implements MigrationInterface {
  name = 'CreateViewRollups1795457000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await this.createDetail(queryRunner);
    await this.createRollups(queryRunner);
    await this.createFunctions(queryRunner);
    await this.takeHoursOver(queryRunner);
  }

  private async createDetail(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE view_event (
        received timestamptz NOT NULL DEFAULT now(),
        at timestamptz NOT NULL,
        article_id uuid NOT NULL,
        visitor bytea NOT NULL,
        visitor_before bytea,
        tx xid8 NOT NULL DEFAULT pg_current_xact_id()
      ) PARTITION BY RANGE (received)`);
    await queryRunner.query('CREATE INDEX view_event_tx_idx ON view_event (tx)');
    await queryRunner.query('CREATE INDEX view_event_at_idx ON view_event (at)');
    await queryRunner.query(`
      COMMENT ON TABLE view_event IS
      'What was reported, as it came. visitor is hashed with the salt of the day (UTC) of "at"; visitor_before, in a day''s first half hour, with that of the day before.'`);
    await queryRunner.query(`
      CREATE TABLE view_visitor (
        day timestamptz NOT NULL,
        article_id uuid NOT NULL,
        visitor bytea NOT NULL,
        is_reader boolean NOT NULL,
        counted timestamptz[] NOT NULL,
        CONSTRAINT view_visitor_pkey PRIMARY KEY (day, article_id, visitor)
      ) PARTITION BY RANGE (day)`);
    await queryRunner.query(`
      CREATE TABLE view_salt (
        day date NOT NULL, salt bytea NOT NULL, CONSTRAINT view_salt_pkey PRIMARY KEY (day))`);
    await queryRunner.query(`
      CREATE TABLE view_fold (
        is_only boolean NOT NULL DEFAULT true,
        snapshot pg_snapshot NOT NULL,
        folded_at timestamptz NOT NULL,
        CONSTRAINT view_fold_pkey PRIMARY KEY (is_only), CONSTRAINT view_fold_only_check CHECK (is_only))`);
    await queryRunner.query(
      'INSERT INTO view_fold (snapshot, folded_at) VALUES (pg_current_snapshot(), now())',
    );
  }

  private async createRollups(queryRunner: QueryRunner): Promise<void> {
    for (const unit of ROLLUPS) {
      await queryRunner.query(`
        CREATE TABLE view_${unit} (
          ${unit} timestamptz NOT NULL,
          article_id uuid NOT NULL,
          views integer NOT NULL,
          readers integer NOT NULL,
          CONSTRAINT view_${unit}_pkey PRIMARY KEY (${unit}, article_id)
        ) PARTITION BY RANGE (${unit})`);
      await queryRunner.query(
        `CREATE INDEX view_${unit}_article_idx ON view_${unit} (article_id, ${unit})`,
      );
      await queryRunner.query(
        `COMMENT ON TABLE view_${unit} IS 'Views, and first readings by a visitor of the day (UTC), in the ${unit} (UTC) that begins then.'`,
      );
    }
  }

  private async createFunctions(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE FUNCTION new_views(counted timestamptz[], times timestamptz[]) RETURNS timestamptz[]
      LANGUAGE plpgsql IMMUTABLE AS $$
      DECLARE
        taken timestamptz[] := '{}';
        one timestamptz;
      BEGIN
        FOREACH one IN ARRAY times LOOP
          IF NOT EXISTS (
            SELECT FROM unnest(counted || taken) AS c(at)
            WHERE c.at > one - interval '30 minutes' AND c.at < one + interval '30 minutes'
          ) THEN
            taken := taken || one;
          END IF;
        END LOOP;
        RETURN taken;
      END $$`);
    // Attached, not created in place: that would keep everyone from the whole table.
    await queryRunner.query(`
      CREATE FUNCTION ensure_view_partitions(since timestamptz, until timestamptz) RETURNS void
      LANGUAGE plpgsql AS $$
      DECLARE
        kind record;
        starts timestamp;
        name text;
      BEGIN
        FOR kind IN SELECT * FROM (VALUES
          ('view_event', 'day', 'YYYYMMDD'), ('view_visitor', 'day', 'YYYYMMDD'),
          ('view_minute', 'day', 'YYYYMMDD'), ('view_hour', 'month', 'YYYYMM'),
          ('view_day', 'year', 'YYYY')) AS k(parent, unit, pattern)
        LOOP
          starts := date_trunc(kind.unit, since AT TIME ZONE 'UTC');
          WHILE starts <= until AT TIME ZONE 'UTC' LOOP
            name := kind.parent || '_' || to_char(starts, kind.pattern);
            IF to_regclass(name) IS NULL THEN
              PERFORM pg_advisory_xact_lock(7203148);
              -- The catalogue itself: what to_regclass remembers may be older than the lock.
              IF NOT EXISTS (SELECT FROM pg_class WHERE relname = name AND relnamespace = current_schema()::regnamespace) THEN
                EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', name, kind.parent);
                EXECUTE format(
                  'ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', kind.parent, name,
                  starts AT TIME ZONE 'UTC', (starts + ('1 ' || kind.unit)::interval) AT TIME ZONE 'UTC');
              END IF;
            END IF;
            starts := starts + ('1 ' || kind.unit)::interval;
          END LOOP;
        END LOOP;
      END $$`);
  }

  /** The hours there were become hours, minutes (at their start) and days. Readers were never counted before. */
  private async takeHoursOver(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      SELECT ensure_view_partitions(d.day, d.day)
      FROM (SELECT DISTINCT date_trunc('day', hour, 'UTC') AS day FROM article_view_hour) d`);
    for (const unit of ROLLUPS) {
      await queryRunner.query(`
        INSERT INTO view_${unit} (${unit}, article_id, views, readers)
        SELECT date_trunc('${unit}', hour, 'UTC'), article_id, sum(views), 0 FROM article_view_hour GROUP BY 1, 2`);
    }
    await queryRunner.query('DROP TABLE article_view_hour');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE "article_view_hour" (
        "article_id" uuid NOT NULL,
        "hour" TIMESTAMP(0) WITH TIME ZONE NOT NULL,
        "views" integer NOT NULL DEFAULT '0',
        CONSTRAINT "article_view_hour_pkey" PRIMARY KEY ("article_id", "hour"),
        CONSTRAINT "article_view_hour_article_id_fkey" FOREIGN KEY ("article_id")
          REFERENCES "article"("id") ON DELETE CASCADE ON UPDATE NO ACTION
      )`);
    await queryRunner.query(
      'CREATE INDEX "article_view_hour_hour_idx" ON "article_view_hour" ("hour", "article_id")',
    );
    await queryRunner.query(`
      INSERT INTO article_view_hour (article_id, hour, views)
      SELECT h.article_id, h.hour, h.views FROM view_hour h JOIN article a ON a.id = h.article_id`);
    for (const table of ['event', 'visitor', 'salt', 'fold', ...ROLLUPS]) {
      await queryRunner.query(`DROP TABLE view_${table}`);
    }
    await queryRunner.query('DROP FUNCTION new_views');
    await queryRunner.query('DROP FUNCTION ensure_view_partitions');
  }
}
