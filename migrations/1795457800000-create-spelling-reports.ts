import { type MigrationInterface, type QueryRunner } from 'typeorm';

// The same characters as in src/newsroom/spelling-report.text.ts.
const INVISIBLE = '[\\u00ad\\u200b\\u2060\\ufeff]';
const BLANK = '[ \\t\\v\\f\\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000]';
const BREAK = '[\\n\\r\\u0085\\u2028\\u2029]';

/** What readers report as misspelt, closed by whatever transaction changes the text. */
export class CreateSpellingReports1795457800000 implements MigrationInterface {
  name = 'CreateSpellingReports1795457800000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`CREATE TYPE "spelling_status" AS ENUM ('OPEN', 'FIXED', 'REJECTED')`);
    await queryRunner.query(`
      CREATE TABLE "spelling_report" (
        "id" uuid NOT NULL,
        "article_id" uuid NOT NULL,
        "block_id" text,
        "selected_text" text NOT NULL,
        "before_text" text NOT NULL,
        "after_text" text NOT NULL,
        "comment" text,
        "count" integer NOT NULL DEFAULT 1,
        "status" "spelling_status" NOT NULL DEFAULT 'OPEN',
        "created_at" timestamptz(3) NOT NULL DEFAULT now(),
        "closed_at" timestamptz(3),
        "closed_by" text,
        CONSTRAINT "spelling_report_pkey" PRIMARY KEY ("id"),
        CONSTRAINT "spelling_report_article_id_fkey" FOREIGN KEY ("article_id") REFERENCES "article" ("id")
          ON DELETE CASCADE)`);
    await queryRunner.query(
      `CREATE INDEX "spelling_report_created_idx" ON "spelling_report" ("created_at", "id")`,
    );
    await queryRunner.query(
      `CREATE INDEX "spelling_report_status_idx" ON "spelling_report" ("status", "created_at", "id")`,
    );
    await queryRunner.query(
      `CREATE INDEX "spelling_report_article_id_idx" ON "spelling_report" ("article_id")`,
    );
    await this.createTextFunctions(queryRunner);
    await this.createTriggers(queryRunner);
  }

  private async createTextFunctions(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE FUNCTION spelling_text(text text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
        SELECT regexp_replace(regexp_replace(regexp_replace(normalize(text, NFC),
          '${INVISIBLE}', '', 'g'),
          '${BLANK}+', ' ', 'g'),
          ' ?${BREAK}(${BREAK}| )*', E'\\n', 'g')
      $$`);
    // All that a reader reads of it, each part on lines of its own, with a line break at both ends.
    await queryRunner.query(`
      CREATE FUNCTION spelling_text_of(article_id uuid) RETURNS text LANGUAGE sql STABLE AS $$
        SELECT spelling_text(concat_ws(E'\\n', '', a.kicker, a.headline, a.standfirst, b.text, ''))
        FROM article a LEFT JOIN article_body b ON b.article_id = a.id WHERE a.id = $1
      $$`);
    // A place is still there where one side of it is: an edit of the words around it does not mend it.
    await queryRunner.query(`
      CREATE FUNCTION close_spelling_reports(articles uuid[]) RETURNS void LANGUAGE sql AS $$
        WITH reported AS (
          SELECT t.id, spelling_text_of(t.id) AS text FROM unnest(articles) AS t(id)
          WHERE EXISTS (SELECT FROM spelling_report o WHERE o.article_id = t.id AND o.status = 'OPEN')
        )
        UPDATE spelling_report r SET status = 'FIXED', closed_at = now(), closed_by = 'system'
        FROM reported t
        WHERE r.article_id = t.id AND r.status = 'OPEN'
          AND strpos(t.text, r.before_text || r.selected_text || left(r.after_text, 1)) = 0
          AND strpos(t.text, right(r.before_text, 1) || r.selected_text || r.after_text) = 0
      $$`);
  }

  private async createTriggers(queryRunner: QueryRunner): Promise<void> {
    for (const [table, id, columns] of [
      ['article', 'id', ['kicker', 'headline', 'standfirst']],
      ['article_body', 'article_id', ['text']],
    ] as const) {
      const texts = (row: string) => `(${columns.map((column) => `${row}.${column}`).join(', ')})`;
      await queryRunner.query(`
        CREATE FUNCTION ${table}_spelling() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          PERFORM close_spelling_reports(array_agg(n.${id}))
          FROM new_row n JOIN old_row o ON o.${id} = n.${id} WHERE ${texts('n')} IS DISTINCT FROM ${texts('o')}
          HAVING count(*) > 0;
          RETURN NULL;
        END $$`);
      await queryRunner.query(`
        CREATE TRIGGER ${table}_spelling AFTER UPDATE ON ${table}
        REFERENCING OLD TABLE AS old_row NEW TABLE AS new_row
        FOR EACH STATEMENT EXECUTE FUNCTION ${table}_spelling()`);
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP FUNCTION article_body_spelling() CASCADE');
    await queryRunner.query('DROP FUNCTION article_spelling() CASCADE');
    await queryRunner.query('DROP FUNCTION close_spelling_reports(uuid[])');
    await queryRunner.query('DROP FUNCTION spelling_text_of(uuid)');
    await queryRunner.query('DROP FUNCTION spelling_text(text)');
    await queryRunner.query('DROP TABLE "spelling_report"');
    await queryRunner.query('DROP TYPE "spelling_status"');
  }
}
