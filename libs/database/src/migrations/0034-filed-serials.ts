import type { MigrationInterface, QueryRunner } from 'typeorm';

const INDEX = `CREATE INDEX instrument_filed_serial ON instrument (institution_id, serial_number)
  WHERE institution_id IS NOT NULL`;

/** An instrument on the counter that is on no form, found by its serial number among all that are filed there. */
export class FindFiledSerials0000000000034 implements MigrationInterface {
  name = 'FindFiledSerials0000000000034';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(INDEX);
  }

  async down(): Promise<void> {
    throw new Error('Restore a backup instead.');
  }
}
