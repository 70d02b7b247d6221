import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What every request begins and ends with, one call each: inside a function the plans are kept, where a script is read and
 * planned anew every time. They run with the caller's rights, so that row security judges what they write.
 */
const BEGIN_REQUEST = `CREATE FUNCTION begin_request(kind text, account text, enterprise text, institution text,
    registration text, branch text, of_scope text, of_key text)
  RETURNS TABLE (offset_ms bigint, rules jsonb, is_taken boolean, request_hash text, response jsonb) LANGUAGE plpgsql AS $$
  #variable_conflict use_column
  BEGIN
    PERFORM set_config('app.kind', kind, true), set_config('app.account_id', account, true),
      set_config('app.enterprise_id', enterprise, true), set_config('app.institution_id', institution, true),
      set_config('app.registration_id', registration, true), set_config('app.branch_id', branch, true);
    SELECT (s.value #>> '{}')::bigint INTO offset_ms FROM setting s WHERE s.key = 'demo.clock-offset-ms';
    SELECT s.value INTO rules FROM setting s WHERE s.key = 'rules';
    IF of_key <> '' THEN
      -- Whoever holds the lock is the first with this key; the next statement sees what was committed under it.
      is_taken := pg_try_advisory_xact_lock(hashtextextended(of_scope || ' ' || of_key, 0));
      SELECT i.request_hash, i.response INTO request_hash, response FROM idempotency i
        WHERE i.scope = of_scope AND i.key = of_key;
    END IF;
    RETURN NEXT;
  END $$`;

const END_REQUEST = `CREATE FUNCTION end_request(audits jsonb, jobs jsonb, answers jsonb) RETURNS void LANGUAGE plpgsql AS $$
  BEGIN
    IF audits IS NOT NULL THEN
      -- The trigger fills chain, seq and hash; ordering keeps one chain's links in the order of the events.
      INSERT INTO audit_event (id, at, actor_id, actor_name, on_behalf_of, action, object_type, object_id, enterprise_id,
          institution_id, before, after, reason, request_id)
        SELECT r.id, r.at, r.actor_id, r.actor_name, r.on_behalf_of, r.action, r.object_type, r.object_id, r.enterprise_id,
          r.institution_id, r.before, r.after, r.reason, r.request_id
        FROM jsonb_to_recordset(audits) AS r(id uuid, at timestamptz, actor_id uuid, actor_name text, on_behalf_of text,
          action text, object_type text, object_id text, enterprise_id uuid, institution_id uuid, before jsonb, after jsonb,
          reason text, request_id text)
        ORDER BY r.id;
    END IF;
    IF jobs IS NOT NULL THEN
      -- Without a conflict target: naming the column would need the right to read the outbox, which tenants lack.
      INSERT INTO outbox (id, name, job_id, payload, available_at)
        SELECT r.id, r.name, r.job_id, r.payload, coalesce(r.available_at, now())
        FROM jsonb_to_recordset(jobs) AS r(id uuid, name text, job_id text, payload jsonb, available_at timestamptz)
        ON CONFLICT DO NOTHING;
    END IF;
    IF answers IS NOT NULL THEN
      INSERT INTO idempotency (scope, key, request_hash, response, account_id)
        SELECT r.scope, r.key, r.request_hash, r.response, r.account_id
        FROM jsonb_to_record(answers) AS r(scope text, key text, request_hash text, response jsonb, account_id uuid);
    END IF;
  END $$`;

/** The same links as before, with one lock and one new version of the chain's head for an event instead of three. */
const CHAIN_AUDIT_EVENT = `CREATE OR REPLACE FUNCTION chain_audit_event() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path FROM CURRENT AS $$
  DECLARE head audit_chain;
  BEGIN
    NEW.chain := coalesce(NEW.institution_id::text, NEW.enterprise_id::text, 'platform');
    SELECT * INTO head FROM audit_chain WHERE chain = NEW.chain FOR UPDATE;
    IF NOT FOUND THEN
      INSERT INTO audit_chain (chain, seq, hash) VALUES (NEW.chain, 0, '') ON CONFLICT DO NOTHING;
      SELECT * INTO head FROM audit_chain WHERE chain = NEW.chain FOR UPDATE;
    END IF;
    NEW.seq := head.seq + 1;
    NEW.hash := audit_link(head.hash, NEW);
    UPDATE audit_chain SET seq = NEW.seq, hash = NEW.hash WHERE chain = NEW.chain;
    RETURN NEW;
  END $$`;

/** `find_session` and `branch_of` in one: whom a token stands for, if session and account are in force. */
const FIND_CALLER = `CREATE FUNCTION find_caller(of_session uuid, of_account uuid)
  RETURNS TABLE (account_id uuid, display_name text, roles text[], enterprise_id uuid, institution_id uuid,
    registration_id uuid, branch_id uuid)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
  DECLARE before text := current_setting('app.kind', true);
  BEGIN
    PERFORM set_config('app.kind', 'system', true);
    RETURN QUERY SELECT a.id, a.display_name, a.roles, a.enterprise_id, a.institution_id, a.registration_id, a.branch_id
      FROM session s JOIN account a ON a.id = s.account_id LEFT JOIN login_counter c ON c.login_key = a.login_key
      WHERE s.id = of_session AND a.id = of_account AND s.revoked_at IS NULL AND s.expires_at > now()
        AND a.status = 'ACTIVE' AND c.locked_at IS NULL;
    PERFORM set_config('app.kind', coalesce(before, ''), true);
  END $$`;

export class ShortenRequests0000000000031 implements MigrationInterface {
  name = 'ShortenRequests0000000000031';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [BEGIN_REQUEST, END_REQUEST, CHAIN_AUDIT_EVENT, FIND_CALLER])
      await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Restore a backup instead: every request begins and ends with it.');
  }
}
