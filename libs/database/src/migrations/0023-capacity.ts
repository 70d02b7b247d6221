import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATEMENTS = [
  // Set by hand for that half-day: a change of the weekly rule leaves it alone.
  `ALTER TABLE slot ADD COLUMN adjusted boolean NOT NULL DEFAULT false`,
  // Holidays are the country's: an institution closes its own days instead.
  `DROP POLICY write ON calendar_day`,
  `CREATE POLICY write ON calendar_day USING (ctx_kind() IN ('system', 'platform'))
    WITH CHECK (ctx_kind() IN ('system', 'platform'))`,
  `CREATE INDEX "IDX_receipt_received" ON "receipt" ("institution_id", "received_at")`,
];

export class AdministerCapacity0000000000023 implements MigrationInterface {
  name = 'AdministerCapacity0000000000023';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Restore a backup instead.');
  }
}
