import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An institution may issue its own PDF instead of the one made from the record (`domain.md` section 8). */
export class AddOwnCertificates0000000000037 implements MigrationInterface {
  name = 'AddOwnCertificates0000000000037';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE certificate ADD COLUMN uploaded_id uuid`);
    await runner.query(
      `ALTER TABLE certificate ADD CONSTRAINT fk_certificate_uploaded FOREIGN KEY (uploaded_id) REFERENCES attachment (id)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE certificate DROP COLUMN uploaded_id`);
  }
}
