import type { MigrationInterface, QueryRunner } from 'typeorm';

const SEEN = `enterprise_id = (SELECT ctx_enterprise_id()) OR institution_id = (SELECT ctx_institution_id())
  OR (SELECT ctx_kind()) = 'system'
  OR EXISTS (SELECT 1 FROM filing_item f WHERE f.instrument_id = instrument.id
    AND f.institution_id = (SELECT ctx_institution_id()))`;
const OF_BRANCH = `branch_id IS NULL OR (SELECT ctx_branch_id()) IS NULL OR branch_id = (SELECT ctx_branch_id())`;

/** The same sight as before; the context is read once a statement, not thrice a row, and what is nearly always true comes first. */
const SIGHT = [
  `ALTER POLICY tenant ON instrument USING (${SEEN}) WITH CHECK (${SEEN})`,
  `ALTER POLICY branch ON instrument USING (${OF_BRANCH}) WITH CHECK (${OF_BRANCH})`,
];

/** The same links as before, written and read in one statement; the content as in `audit_content`, which costs more as a call. */
const CHAIN_AUDIT_EVENT = `CREATE OR REPLACE FUNCTION chain_audit_event() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path FROM CURRENT AS $$
  BEGIN
    NEW.chain := coalesce(NEW.institution_id::text, NEW.enterprise_id::text, 'platform');
    LOOP
      UPDATE audit_chain c SET seq = c.seq + 1, hash = encode(sha256(convert_to(c.hash || jsonb_build_array(
          NEW.id, c.seq + 1, extract(epoch FROM NEW.at), NEW.actor_id, NEW.actor_name, NEW.on_behalf_of, NEW.action,
          NEW.object_type, NEW.object_id, NEW.enterprise_id, NEW.institution_id, NEW.before, NEW.after, NEW.reason,
          NEW.request_id)::text, 'UTF8')), 'hex')
        WHERE c.chain = NEW.chain RETURNING c.seq, c.hash INTO NEW.seq, NEW.hash;
      EXIT WHEN FOUND;
      INSERT INTO audit_chain (chain, seq, hash) VALUES (NEW.chain, 0, '') ON CONFLICT DO NOTHING;
    END LOOP;
    RETURN NEW;
  END $$`;

/**
 * The beginning of a write that is on its way as a whole: offset, rules and a key that nobody used are presumed, and where one
 * of these is otherwise nothing of it happens.
 */
const BEGIN_PRESUMING = `CREATE FUNCTION begin_presuming(kind text, account text, enterprise text, institution text,
    registration text, branch text, of_scope text, of_key text, presumed_offset bigint, presumed_rules jsonb)
  RETURNS void LANGUAGE plpgsql AS $$
  DECLARE told record;
  BEGIN
    SELECT * INTO told
      FROM begin_request(kind, account, enterprise, institution, registration, branch, of_scope, of_key);
    IF coalesce(told.offset_ms, 0) <> presumed_offset OR coalesce(told.rules, '{}') <> presumed_rules
      OR NOT coalesce(told.is_taken, true) OR told.request_hash IS NOT NULL
    THEN RAISE EXCEPTION 'What was presumed is otherwise' USING ERRCODE = 'QH001'; END IF;
  END $$`;

export class WriteInOnePacket0000000000035 implements MigrationInterface {
  name = 'WriteInOnePacket0000000000035';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...SIGHT, CHAIN_AUDIT_EVENT, BEGIN_PRESUMING]) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Restore a backup instead: writes begin with it.');
  }
}
