import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * A reader's key is made of issuer and subject, so that their own being unique says nothing more; and where two first writes of a
 * reader meet, it could fail the second, which only knows what to do about the key.
 */
export class DropReaderIdentityKey1795457610000 implements MigrationInterface {
  name = 'DropReaderIdentityKey1795457610000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE "reader" DROP CONSTRAINT "reader_issuer_subject_key"');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'ALTER TABLE "reader" ADD CONSTRAINT "reader_issuer_subject_key" UNIQUE ("issuer", "subject")',
    );
  }
}
