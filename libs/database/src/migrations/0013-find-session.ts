import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The one look-up before a tenant is known, in one round trip a request: the session of an access token, if it and its
 * account are in force. It takes the system context for itself alone; a caller learns one row or nothing.
 */
export class FindSession0000000000013 implements MigrationInterface {
  name = 'FindSession0000000000013';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE FUNCTION find_session(of_session uuid, of_account uuid)
      RETURNS TABLE (account_id uuid, display_name text, roles text[], enterprise_id uuid, institution_id uuid, registration_id uuid)
      LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
      DECLARE before text := current_setting('app.kind', true);
      BEGIN
        PERFORM set_config('app.kind', 'system', true);
        RETURN QUERY SELECT a.id, a.display_name, a.roles, a.enterprise_id, a.institution_id, a.registration_id
          FROM session s JOIN account a ON a.id = s.account_id LEFT JOIN login_counter c ON c.login_key = a.login_key
          WHERE s.id = of_session AND a.id = of_account AND s.revoked_at IS NULL AND s.expires_at > now()
            AND a.status = 'ACTIVE' AND c.locked_at IS NULL;
        PERFORM set_config('app.kind', coalesce(before, ''), true);
      END $$`);
  }

  async down(): Promise<void> {
    throw new Error('Restore a backup instead.');
  }
}
