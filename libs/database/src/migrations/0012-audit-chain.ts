import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Each event carries the hash of the one before it in its tenant's chain, so that a changed, removed or inserted event
 * shows. The function runs as its owner: the application's role can neither write the chain nor change an event.
 */
export class ChainAuditEvents0000000000012 implements MigrationInterface {
  name = 'ChainAuditEvents0000000000012';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE FUNCTION audit_content(e audit_event) RETURNS text LANGUAGE sql IMMUTABLE AS $$
      SELECT jsonb_build_array(e.id, e.seq, extract(epoch FROM e.at), e.actor_id, e.actor_name, e.on_behalf_of, e.action,
        e.object_type, e.object_id, e.enterprise_id, e.institution_id, e.before, e.after, e.reason, e.request_id)::text $$`);
    await runner.query(`CREATE FUNCTION audit_link(previous text, e audit_event) RETURNS text LANGUAGE sql IMMUTABLE AS $$
      SELECT encode(sha256(convert_to(previous || audit_content(e), 'UTF8')), 'hex') $$`);
    await runner.query(`CREATE FUNCTION chain_audit_event() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
      SET search_path FROM CURRENT AS $$
      DECLARE previous text;
      BEGIN
        NEW.chain := coalesce(NEW.institution_id::text, NEW.enterprise_id::text, 'platform');
        INSERT INTO audit_chain (chain, seq, hash) VALUES (NEW.chain, 0, '') ON CONFLICT DO NOTHING;
        UPDATE audit_chain SET seq = seq + 1 WHERE chain = NEW.chain RETURNING seq, hash INTO NEW.seq, previous;
        NEW.hash := audit_link(previous, NEW);
        UPDATE audit_chain SET hash = NEW.hash WHERE chain = NEW.chain;
        RETURN NEW;
      END $$`);
    await runner.query(`CREATE TRIGGER chain_audit_event BEFORE INSERT ON audit_event
      FOR EACH ROW EXECUTE FUNCTION chain_audit_event()`);
    await runner.query(`CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'audit events are append-only'; END $$`);
    await runner.query(`CREATE TRIGGER refuse_audit_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()`);
    // The events whose link does not follow from the one before; empty when nobody has tampered.
    await runner.query(`CREATE FUNCTION broken_audit_links() RETURNS TABLE (chain text, seq bigint) LANGUAGE sql STABLE
      SECURITY DEFINER SET search_path FROM CURRENT AS $$
      SELECT e.chain, e.seq FROM (
        SELECT a.chain, a.seq, a.hash, audit_link(coalesce(lag(a.hash) OVER w, ''), a) AS expected,
               row_number() OVER w AS place
        FROM audit_event a WINDOW w AS (PARTITION BY a.chain ORDER BY a.seq)) e
      WHERE e.hash <> e.expected OR e.seq <> e.place
      UNION ALL
      SELECT c.chain, c.seq FROM audit_chain c
      WHERE NOT EXISTS (SELECT 1 FROM audit_event a WHERE a.chain = c.chain AND a.seq = c.seq AND a.hash = c.hash) $$`);
  }

  async down(): Promise<void> {
    throw new Error('Restore a backup instead: the audit log is never undone.');
  }
}
