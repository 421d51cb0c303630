import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** PostgreSQL's stemmers, by the names of their configurations. */
const STEMMERS = [
  ...['arabic', 'armenian', 'basque', 'catalan', 'danish', 'dutch', 'english', 'finnish', 'french'],
  ...['german', 'greek', 'hindi', 'hungarian', 'indonesian', 'irish', 'italian', 'lithuanian'],
  ...['nepali', 'norwegian', 'portuguese', 'romanian', 'russian', 'serbian', 'spanish', 'swedish'],
  ...['tamil', 'turkish', 'yiddish'],
];

/**
 * Endings that the stemmers only know with their accents, or not at all, put right after folding. German vowels
 * written out (Mueller) become those of the folded umlauts, after no q, a or e: Quelle, Steuer, neue stay.
 */
const ENDINGS: Record<string, [string, string][]> = {
  de: [['([^aeiouq\\s])([aou])e', '\\1\\2']],
  es: [['enes\\M', 'en']],
  fr: [
    ['ees?\\M', 'e'],
    ['aises?\\M', 'ais'],
    ['aux\\M', 'al'],
  ],
  pt: [
    ['[oa]es\\M', 'ao'],
    ['ns\\M', 'm'],
    ['([aou])is\\M', '\\1l'],
    ['(eis|il)\\M', 'el'],
  ],
};

/**
 * Full text search. One narrow row an article, kept in step at the end of every transaction that changes what it is
 * made of, whoever writes. It knows nothing of who may see an article: who reads it joins public_article.
 */
export class CreateSearchIndex1795457300000 implements MigrationInterface {
  name = 'CreateSearchIndex1795457300000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await this.createConfigurations(queryRunner);
    await this.createFolding(queryRunner);
    await this.createTables(queryRunner);
    await this.createIndexing(queryRunner);
    await this.createTriggers(queryRunner);
    // What is there already is indexed by the gateway's job, not under this migration's locks.
    await queryRunner.query(
      'INSERT INTO search_due (article_id, at_leisure) SELECT id, true FROM article',
    );
  }

  /** As PostgreSQL's own, but without lists of stop words: headlines such as "To be or not to be" are made of them. */
  private async createConfigurations(queryRunner: QueryRunner): Promise<void> {
    for (const name of STEMMERS) {
      await queryRunner.query(`
        CREATE TEXT SEARCH DICTIONARY every_${name}_stem (TEMPLATE = pg_catalog.snowball, LANGUAGE = ${name})`);
      await queryRunner.query(
        `CREATE TEXT SEARCH CONFIGURATION every_${name} (COPY = pg_catalog.${name})`,
      );
      await queryRunner.query(`
        ALTER TEXT SEARCH CONFIGURATION every_${name}
        ALTER MAPPING REPLACE pg_catalog.${name}_stem WITH every_${name}_stem`);
    }
    const cases = STEMMERS.map(
      (name) => `WHEN 'pg_catalog.${name}'::regconfig THEN 'every_${name}'::regconfig`,
    );
    await queryRunner.query(`
      CREATE FUNCTION every_word_config(language text) RETURNS regconfig LANGUAGE sql STABLE PARALLEL SAFE AS $$
        SELECT CASE text_config(language) ${cases.join('\n          ')}
          ELSE 'pg_catalog.simple'::regconfig END
      $$`);
  }

  /** Words in lower case with single spaces between them; then without accents; then ready for the stemmer. */
  private async createFolding(queryRunner: QueryRunner): Promise<void> {
    // Letters, digits, and the marks that Hebrew, Arabic, Indic and Thai words are written with.
    const separator = '[^[:alnum:]\\u0300-\\u036f\\u0591-\\u05c7\\u064b-\\u065f\\u0900-\\u0e4e]+';
    await queryRunner.query(`
      CREATE FUNCTION search_split(given text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
        SELECT btrim(regexp_replace(lower(CASE WHEN given IS NFC NORMALIZED THEN given ELSE normalize(given, NFC) END), '${separator}', ' ', 'g'))
      $$`);
    // The second split: a few characters unfold to several, with signs between them.
    await queryRunner.query(`
      CREATE FUNCTION search_fold(given text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
        SELECT btrim(regexp_replace(lower(unaccent(CASE WHEN given IS NFC NORMALIZED THEN given ELSE normalize(given, NFC) END)), '${separator}', ' ', 'g'))
      $$`);
    const cases = Object.entries(ENDINGS).map(([language, endings]) => {
      const replaced = endings.reduce(
        (text, [from, to]) => `regexp_replace(${text}, '${from}', '${to}', 'g')`,
        'search_fold(given)',
      );
      return `WHEN '${language}' THEN ${replaced}`;
    });
    await queryRunner.query(`
      CREATE FUNCTION search_words(language text, given text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
        SELECT CASE lower(split_part(language, '-', 1)) ${cases.join('\n          ')}
          ELSE search_fold(given) END
      $$`);
  }

  private async createTables(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE article_search (
        article_id uuid CONSTRAINT article_search_pkey PRIMARY KEY,
        edition_id uuid NOT NULL,
        published_at timestamptz(3),
        headline text NOT NULL,
        document tsvector NOT NULL,
        CONSTRAINT article_search_article_id_fkey FOREIGN KEY (article_id) REFERENCES article ON DELETE CASCADE
      )`);
    await queryRunner.query(`
      CREATE INDEX article_search_edition_published_idx ON article_search (edition_id, published_at, article_id)`);
    // A long list of pending entries would be read by every search.
    await queryRunner.query(`
      CREATE INDEX article_search_document_idx ON article_search USING gin (document)
      WITH (gin_pending_list_limit = 512)`);
    await queryRunner.query(`
      CREATE INDEX article_search_head_idx ON article_search USING gin (ts_filter(document, '{a}'))
      WITH (gin_pending_list_limit = 512)`);
    await queryRunner.query(`
      CREATE INDEX article_search_headline_idx ON article_search USING gin (headline gin_trgm_ops)
      WITH (gin_pending_list_limit = 512)`);
    await queryRunner.query(`
      CREATE TABLE search_due (
        article_id uuid CONSTRAINT search_due_pkey PRIMARY KEY,
        at_leisure boolean NOT NULL
      )`);
  }

  /** Headline A, kicker and standfirst B, tags and people C, body D. What is longer than the limits is cut: a tsvector has 1 MB. */
  private async createIndexing(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE FUNCTION index_articles(ids uuid[]) RETURNS void LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO article_search (article_id, edition_id, published_at, headline, document)
        SELECT a.id, a.edition_id, a.published_at, ' ' || search_fold(left(a.headline, 1000)),
          setweight(to_tsvector(every_word_config(e.language), search_words(e.language, left(a.headline, 1000))), 'A')
          || setweight(to_tsvector(text_config(e.language), search_words(e.language,
               left(concat_ws(' ', a.kicker, a.standfirst), 5000))), 'B')
          || setweight(to_tsvector(every_word_config(e.language), search_words(e.language, left(n.names, 5000))), 'C')
          || setweight(to_tsvector(text_config(e.language), search_words(e.language, left(coalesce(b.text, ''), 200000))), 'D')
        FROM article a JOIN edition e ON e.id = a.edition_id
        LEFT JOIN article_body b ON b.article_id = a.id
        CROSS JOIN LATERAL (
          SELECT coalesce(string_agg(x.name, ' '), '') AS names FROM (
            SELECT t.name FROM article_tag y JOIN tag t ON t.id = y.tag_id WHERE y.article_id = a.id
            UNION
            SELECT p.name FROM credit c JOIN person p ON p.id = c.person_id WHERE c.article_id = a.id) x) n
        WHERE a.id = ANY(ids)
        ON CONFLICT (article_id) DO UPDATE SET edition_id = EXCLUDED.edition_id,
          published_at = EXCLUDED.published_at, headline = EXCLUDED.headline, document = EXCLUDED.document;
      END $$`);
    await queryRunner.query(`
      CREATE FUNCTION index_due_article() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        due uuid[];
      BEGIN
        IF NOT EXISTS (SELECT FROM search_due WHERE article_id = NEW.article_id) THEN RETURN NULL; END IF;
        -- The first takes the whole transaction's: those of others are never to be seen.
        WITH taken AS (DELETE FROM search_due WHERE NOT at_leisure RETURNING article_id)
        SELECT array_agg(article_id) INTO due FROM taken;
        PERFORM index_articles(due);
        RETURN NULL;
      END $$`);
    await queryRunner.query(`
      CREATE CONSTRAINT TRIGGER search_due_index AFTER INSERT OR UPDATE ON search_due
      DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NOT NEW.at_leisure) EXECUTE FUNCTION index_due_article()`);
  }

  /** Whatever a transaction changes of an article, it is indexed once, when the transaction commits. */
  private async createTriggers(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE FUNCTION mark_search_due() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        changed uuid;
      BEGIN
        IF TG_TABLE_NAME = 'article' THEN changed := NEW.id;
        ELSIF TG_OP = 'DELETE' THEN changed := OLD.article_id;
        ELSE changed := NEW.article_id;
        END IF;
        INSERT INTO search_due (article_id, at_leisure) SELECT a.id, false FROM article a WHERE a.id = changed
        ON CONFLICT (article_id) DO UPDATE SET at_leisure = false WHERE search_due.at_leisure;
        RETURN NULL;
      END $$`);
    const watched = [
      [
        'article',
        'INSERT OR UPDATE OF headline, kicker, standfirst, edition_id, published_at, status, embargo_until',
      ],
      ['article_body', 'INSERT OR UPDATE OF text'],
      ['article_tag', 'INSERT OR DELETE'],
      ['credit', 'INSERT OR DELETE'],
    ];
    for (const [table, events] of watched) {
      await queryRunner.query(`
        CREATE TRIGGER ${table}_mark_search_due AFTER ${events} ON ${table}
        FOR EACH ROW EXECUTE FUNCTION mark_search_due()`);
    }
    // A tag or a person may be in very many articles: the gateway's job indexes those.
    await queryRunner.query(`
      CREATE FUNCTION mark_renamed_search_due() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO search_due (article_id, at_leisure)
        SELECT article_id, true FROM article_tag WHERE tag_id = NEW.id
        UNION
        SELECT article_id, true FROM credit WHERE person_id = NEW.id
        ON CONFLICT (article_id) DO NOTHING;
        RETURN NULL;
      END $$`);
    for (const table of ['tag', 'person']) {
      await queryRunner.query(`
        CREATE TRIGGER ${table}_mark_search_due AFTER UPDATE OF name ON ${table}
        FOR EACH ROW WHEN (OLD.name <> NEW.name) EXECUTE FUNCTION mark_renamed_search_due()`);
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP FUNCTION mark_renamed_search_due() CASCADE');
    await queryRunner.query('DROP FUNCTION mark_search_due() CASCADE');
    await queryRunner.query('DROP TABLE search_due');
    await queryRunner.query('DROP FUNCTION index_due_article()');
    await queryRunner.query('DROP FUNCTION index_articles(uuid[])');
    await queryRunner.query('DROP TABLE article_search');
    await queryRunner.query('DROP FUNCTION search_words(text, text)');
    await queryRunner.query('DROP FUNCTION search_fold(text)');
    await queryRunner.query('DROP FUNCTION search_split(text)');
    await queryRunner.query('DROP FUNCTION every_word_config(text)');
    for (const name of STEMMERS) {
      await queryRunner.query(`DROP TEXT SEARCH CONFIGURATION every_${name}`);
      await queryRunner.query(`DROP TEXT SEARCH DICTIONARY every_${name}_stem`);
    }
  }
}
