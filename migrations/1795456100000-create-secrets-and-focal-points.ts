import { type MigrationInterface, type QueryRunner } from 'typeorm';

const SHOWN_BY_ARTICLES_AND_PEOPLE = `
  EXISTS (
    SELECT FROM article_image x JOIN public_article a ON a.id = x.article_id WHERE x.image_id = i.id)
  OR EXISTS (SELECT FROM public_person p WHERE p.image_id = i.id)`;

/** The blocks of a static page name their pictures; there are few such pages, so that no table repeats it. */
const SHOWN_BY_STATIC_PAGES = `
  EXISTS (
    SELECT FROM public_static_page s
    WHERE s.blocks @> jsonb_build_array(jsonb_build_object('imageId', i.id))
      OR s.blocks @> jsonb_build_array(jsonb_build_object('posterId', i.id)))`;

/** Secrets that all gateways share, focal points of pictures, and pictures of static pages being public with them. */
export class CreateSecretsAndFocalPoints1795456100000 implements MigrationInterface {
  name = 'CreateSecretsAndFocalPoints1795456100000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE "secret" (
        "name" text NOT NULL, "value" text NOT NULL, CONSTRAINT "secret_pkey" PRIMARY KEY ("name"))`);
    await queryRunner.query(`ALTER TABLE "image" ADD "focal_x" real, ADD "focal_y" real`);
    await queryRunner.query(`
      ALTER TABLE "image" ADD CONSTRAINT "image_focal_check"
      CHECK (focal_x BETWEEN 0 AND 1 AND focal_y BETWEEN 0 AND 1)`);
    await queryRunner.query(`
      CREATE OR REPLACE VIEW public_image AS
      SELECT i.* FROM image i
      WHERE ${SHOWN_BY_ARTICLES_AND_PEOPLE} OR ${SHOWN_BY_STATIC_PAGES}`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP VIEW public_image');
    await queryRunner.query('ALTER TABLE "image" DROP CONSTRAINT "image_focal_check"');
    await queryRunner.query('ALTER TABLE "image" DROP COLUMN "focal_x", DROP COLUMN "focal_y"');
    await queryRunner.query('DROP TABLE "secret"');
    await queryRunner.query(`
      CREATE VIEW public_image AS
      SELECT i.* FROM image i WHERE ${SHOWN_BY_ARTICLES_AND_PEOPLE}`);
  }
}
