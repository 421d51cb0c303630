import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** What is to be told to which address, and how that went. */
export class CreateWebhookDeliveries1795457720000 implements MigrationInterface {
  name = 'CreateWebhookDeliveries1795457720000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE "webhook_delivery" (
        "id" uuid NOT NULL,
        "event_id" bigint NOT NULL,
        "url" text NOT NULL,
        "kind" text NOT NULL,
        "body" text NOT NULL,
        "status" text NOT NULL DEFAULT 'PENDING',
        "attempts" integer NOT NULL DEFAULT 0,
        "next_at" timestamptz(3) NOT NULL DEFAULT now(),
        "answer" text,
        "created_at" timestamptz(3) NOT NULL DEFAULT now(),
        CONSTRAINT "webhook_delivery_pkey" PRIMARY KEY ("id"),
        CONSTRAINT "webhook_delivery_event_url_key" UNIQUE ("event_id", "url"),
        CONSTRAINT "webhook_delivery_status_check" CHECK (status IN ('PENDING', 'DELIVERED', 'DEAD')))`);
    await queryRunner.query(`
      CREATE INDEX "webhook_delivery_due_idx" ON "webhook_delivery" ("url", "next_at") WHERE status = 'PENDING'`);
    await queryRunner.query(`
      CREATE INDEX "webhook_delivery_created_at_idx" ON "webhook_delivery" ("created_at")`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE "webhook_delivery"');
  }
}
