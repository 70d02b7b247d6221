import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Codes to reset a password are codes to a registered contact like the others. Those that were on their way are good for
 * a quarter of an hour: whoever had one asks for another.
 */
export class OneKindOfCodes0000000000027 implements MigrationInterface {
  name = 'OneKindOfCodes0000000000027';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE recovery_code');
  }

  async down(): Promise<void> {
    throw new Error('Restore a backup instead.');
  }
}
