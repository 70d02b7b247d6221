import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * PostgreSQL knows nothing of an import that has just been staged: it takes 100,000 rows for one and reads all of them for
 * each page and each chunk. Some 3,000 rows looked at are enough to tell it (target × 300). Only the owner may.
 */
const FUNCTION = `CREATE FUNCTION refresh_import_statistics() RETURNS void LANGUAGE plpgsql
  SECURITY DEFINER SET search_path FROM CURRENT SET default_statistics_target = 10
  AS $$ BEGIN ANALYZE import_row (import_id, row_number, identity_key, level, removed); END $$`;

export class ImportStatistics0000000000030 implements MigrationInterface {
  name = 'ImportStatistics0000000000030';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(FUNCTION);
  }

  async down(): Promise<void> {
    throw new Error('Restore a backup instead.');
  }
}
