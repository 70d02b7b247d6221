import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Each for the reminder of a window about to lapse: an overdue instrument that was filed again has one, too. */
const STATEMENTS = [
  `DROP INDEX instrument_window`,
  `CREATE INDEX instrument_window ON instrument (filed_on) WHERE filed_on IS NOT NULL AND lifecycle = 'ACTIVE'`,
  `CREATE INDEX instrument_reopened ON instrument (ended_without_result_on)
    WHERE ended_without_result_on IS NOT NULL AND lifecycle = 'ACTIVE'`,
];

export class ReopenedWindows0000000000032 implements MigrationInterface {
  name = 'ReopenedWindows0000000000032';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Restore a backup instead.');
  }
}
