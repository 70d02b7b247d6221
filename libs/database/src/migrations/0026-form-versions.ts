import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATEMENTS = [
  `ALTER TABLE appointment ADD COLUMN form_version integer NOT NULL DEFAULT 0`,
  // What was confirmed before had one form, or several that were not counted: the next one is told apart from all of them.
  `UPDATE appointment SET form_version = 1 WHERE confirmed_at IS NOT NULL`,
];

export class AddFormVersions0000000000026 implements MigrationInterface {
  name = 'AddFormVersions0000000000026';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Restore a backup instead.');
  }
}
