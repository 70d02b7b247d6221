import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The daily scan asks for filings whose days run out; the few that have only those days are found without reading the ledger. */
const INDEX = `CREATE INDEX instrument_window ON instrument (filed_on)
  WHERE filed_on IS NOT NULL AND valid_until IS NULL AND lifecycle = 'ACTIVE'`;

export class LapsingWindows0000000000030 implements MigrationInterface {
  name = 'LapsingWindows0000000000030';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(INDEX);
  }

  async down(): Promise<void> {
    throw new Error('Restore a backup instead.');
  }
}
