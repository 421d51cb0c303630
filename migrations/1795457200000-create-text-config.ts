import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Languages that PostgreSQL 14 and later knows the word stems of, and its name for each. */
const CONFIGURATIONS = {
  ar: 'arabic',
  ca: 'catalan',
  da: 'danish',
  de: 'german',
  el: 'greek',
  en: 'english',
  es: 'spanish',
  eu: 'basque',
  fi: 'finnish',
  fr: 'french',
  ga: 'irish',
  hi: 'hindi',
  hu: 'hungarian',
  hy: 'armenian',
  id: 'indonesian',
  it: 'italian',
  lt: 'lithuanian',
  nb: 'norwegian',
  ne: 'nepali',
  nl: 'dutch',
  nn: 'norwegian',
  no: 'norwegian',
  pt: 'portuguese',
  ro: 'romanian',
  ru: 'russian',
  sr: 'serbian',
  sv: 'swedish',
  ta: 'tamil',
  tr: 'turkish',
  yi: 'yiddish',
};

/** An edition's language tag (`pt-BR`) to the text search configuration by which its words are stemmed. */
export class CreateTextConfig1795457200000 implements MigrationInterface {
  name = 'CreateTextConfig1795457200000';

  async up(queryRunner: QueryRunner): Promise<void> {
    const cases = Object.entries(CONFIGURATIONS).map(
      ([language, name]) => `WHEN '${language}' THEN 'pg_catalog.${name}'::regconfig`,
    );
    await queryRunner.query(`
      CREATE FUNCTION text_config(language text) RETURNS regconfig LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT CASE lower(split_part(language, '-', 1))
          ${cases.join('\n          ')}
          ELSE 'pg_catalog.simple'::regconfig END
      $$`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP FUNCTION text_config(text)');
  }
}
