import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Two lists walked over everybody's rows: an enterprise's receipts, and an inbox, for want of an index by one of its readers. */
export class IndexLists0000000000031 implements MigrationInterface {
  name = 'IndexLists0000000000031';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX receipt_enterprise ON receipt (enterprise_id, id)`);
    await runner.query(
      `CREATE INDEX notification_registration ON notification (registration_id) WHERE registration_id IS NOT NULL`,
    );
  }

  async down(): Promise<void> {
    throw new Error('Restore a backup instead: a schema that holds verification records is never undone.');
  }
}
