import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Each index has eras of its own, so that a condition on them leads to no other index. */
const eras = (kind: string) => `search_eras(edition_id, published_at, '${kind}')`;

interface ReplacedIndex {
  name: string;
  table: string;
  before: string;
  after: string;
}

/** Each index of words with what it was on before, and what it is on now. */
const INDEXES: ReplacedIndex[] = [
  {
    ...{ name: 'article_search_document_idx', table: 'article_search' },
    ...{ before: 'document', after: `document, ${eras('')}` },
  },
  {
    ...{ name: 'article_search_head_idx', table: 'article_search' },
    ...{
      before: `ts_filter(document, '{a}')`,
      after: `ts_filter(document, '{a}'), ${eras('head ')}`,
    },
  },
  {
    ...{ name: 'article_search_headline_idx', table: 'article_search' },
    ...{
      before: 'headline gin_trgm_ops',
      after: `search_prefixes(headline), ${eras('headline ')}`,
    },
  },
  {
    ...{ name: 'search_name_folded_idx', table: 'search_name' },
    ...{ before: 'folded gin_trgm_ops', after: 'search_prefixes(folded)' },
  },
];

/**
 * An index of words has its entries in the order of the table, and knows no dates: what is common was read to its end for
 * a few of the newest. Now each index of words also has the edition and the era of every article: the edition alone, with
 * 512 days and with 32 days. With an era in the condition PostgreSQL leaps over all that lies outside. Headlines and names
 * are indexed by their words instead of their trigrams, since a word's beginning is all that is ever asked for.
 *
 * Indexes are built beside the old ones, without a transaction: nobody waits. Broken off, it can be run again.
 */
export class CreateSearchEras1795459140000 implements MigrationInterface {
  name = 'CreateSearchEras1795459140000';

  transaction = false;

  async up(queryRunner: QueryRunner): Promise<void> {
    await this.createEras(queryRunner);
    // No word of a headline is longer than what may be typed.
    await queryRunner.query(`
      CREATE OR REPLACE FUNCTION search_prefixes(headline text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT array_to_tsvector(coalesce(array_agg(left(w.word, 100)), '{}'))
        FROM unnest(string_to_array(btrim(headline), ' ')) AS w(word) WHERE w.word <> ''
      $$`);
    for (const index of INDEXES) await this.replaceIndex(queryRunner, index, index.after);
    await queryRunner.query('DROP INDEX IF EXISTS search_name_start_idx');
    await queryRunner.query(`
      CREATE INDEX CONCURRENTLY search_name_start_idx ON search_name (folded text_pattern_ops, id)`);
    // The planner is to know how common an era is.
    await queryRunner.query('ANALYZE article_search, search_name');
  }

  private async createEras(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE OR REPLACE FUNCTION search_eras(edition uuid, published timestamptz, kind text) RETURNS text[]
      LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT ARRAY[kind || edition::text,
          kind || edition::text || '/' || (((published AT TIME ZONE 'UTC')::date - DATE '1970-01-01') / 512)::text,
          kind || edition::text || '.' || (((published AT TIME ZONE 'UTC')::date - DATE '1970-01-01') / 32)::text]
      $$`);
    // By the archive's counts, which may lag behind: too few are found in them, or more than was asked for.
    await queryRunner.query(`
      CREATE OR REPLACE FUNCTION search_newest(edition uuid, wanted float8, kind text) RETURNS text[]
      LANGUAGE sql STABLE PARALLEL SAFE AS $$
        SELECT CASE
          WHEN d.today / 32 - s.day / 32 < 16 THEN ARRAY(
            SELECT kind || edition::text || '.' || era::text FROM generate_series(s.day / 32, d.today / 32) AS g(era))
          WHEN d.today / 512 - s.day / 512 < 16 THEN ARRAY(
            SELECT kind || edition::text || '/' || era::text FROM generate_series(s.day / 512, d.today / 512) AS g(era))
          ELSE ARRAY[kind || edition::text] END
        FROM (SELECT (now() AT TIME ZONE 'UTC')::date - DATE '1970-01-01' AS today) d
        CROSS JOIN (
          SELECT max(c.period) - 1 - DATE '1970-01-01' AS day FROM (
            SELECT a.period, sum(a.count) OVER (ORDER BY a.period DESC) AS newer
            FROM archive_count a WHERE a.edition_id = edition AND a.unit = 'MONTH') c
          WHERE c.newer >= wanted) s
      $$`);
  }

  private async replaceIndex(
    queryRunner: QueryRunner,
    { name, table }: ReplacedIndex,
    on: string,
  ): Promise<void> {
    await queryRunner.query(`DROP INDEX IF EXISTS ${name}_new`);
    // TypeORM takes migrations back in a transaction, whatever they say.
    const how = queryRunner.isTransactionActive ? '' : 'CONCURRENTLY';
    await queryRunner.query(`
      CREATE INDEX ${how} ${name}_new ON ${table} USING gin (${on})
      WITH (gin_pending_list_limit = 512)`);
    await queryRunner.query(`DROP INDEX IF EXISTS ${name}`);
    await queryRunner.query(`ALTER INDEX ${name}_new RENAME TO ${name}`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX search_name_start_idx');
    for (const index of INDEXES) await this.replaceIndex(queryRunner, index, index.before);
    await queryRunner.query('DROP FUNCTION search_newest(uuid, float8, text)');
    await queryRunner.query('DROP FUNCTION search_prefixes(text)');
    await queryRunner.query('DROP FUNCTION search_eras(uuid, timestamptz, text)');
  }
}
