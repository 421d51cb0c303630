import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** API clients: each gateway keeps them in memory with the site's frame, and hears of changes as it does of the frame's. */
export class CreateApiClients1795457500000 implements MigrationInterface {
  name = 'CreateApiClients1795457500000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE "api_client" (
        "name" text NOT NULL,
        "key_hash" text NOT NULL,
        "requests_per_minute" integer NOT NULL,
        "created_at" timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT "api_client_pkey" PRIMARY KEY ("name"),
        CONSTRAINT "api_client_rate_check" CHECK ("requests_per_minute" > 0))`);
    await queryRunner.query(`
      CREATE TRIGGER api_client_notify_site_frame
      AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "api_client"
      FOR EACH STATEMENT EXECUTE FUNCTION notify_site_frame()`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE "api_client"');
  }
}
