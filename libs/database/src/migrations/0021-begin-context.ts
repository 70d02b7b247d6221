import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What every transaction begins with, in one call with plans that are kept: the tenant for row security, local to the
 * transaction; the offset of the demo's clock and the operator's numbers in return.
 */
export class BeginContext0000000000021 implements MigrationInterface {
  name = 'BeginContext0000000000021';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE FUNCTION begin_context(kind text, account text, enterprise text, institution text, registration text)
      RETURNS TABLE (offset_ms bigint, rules jsonb) LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM set_config('app.kind', kind, true), set_config('app.account_id', account, true),
          set_config('app.enterprise_id', enterprise, true), set_config('app.institution_id', institution, true),
          set_config('app.registration_id', registration, true);
        RETURN QUERY SELECT
          (SELECT (s.value #>> '{}')::bigint FROM setting s WHERE s.key = 'demo.clock-offset-ms'),
          (SELECT s.value FROM setting s WHERE s.key = 'rules');
      END $$`);
  }

  async down(): Promise<void> {
    throw new Error('Restore a backup instead: every transaction begins with it.');
  }
}
