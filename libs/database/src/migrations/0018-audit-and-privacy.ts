import type { MigrationInterface, QueryRunner } from 'typeorm';

/** `auditKind` of the domain, for row security: the platform's admin sees no business (`domain.md`, Parties). */
const AUDIT_KIND = `CREATE FUNCTION audit_kind(action text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN split_part(action, '.', 2) = 'unmask' OR split_part(action, '.', 1) IN ('account', 'api-client', 'audit',
      'invitation', 'member', 'oauth', 'personal-data', 'privacy', 'second-factor', 'session', 'staff', 'wechat')
      THEN 'SECURITY'
    WHEN split_part(action, '.', 1) IN ('branch', 'calendar', 'capability', 'capacity', 'catalogue', 'demo', 'department',
      'institution', 'message-template', 'notification-template', 'region', 'reminder-rule', 'setting', 'settings', 'site',
      'webhook') THEN 'CONFIGURATION'
    ELSE 'BUSINESS' END $$`;

/** The chains with their last links; a chain whose events or whose last link are gone is in it too. */
const AUDIT_HEADS = `CREATE FUNCTION audit_heads(of_chain text) RETURNS TABLE (chain text, seq bigint, hash text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  WITH RECURSIVE known AS (
    (SELECT a.chain FROM audit_event a ORDER BY a.chain LIMIT 1)
    UNION ALL
    SELECT (SELECT a.chain FROM audit_event a WHERE a.chain > k.chain ORDER BY a.chain LIMIT 1) FROM known k WHERE k.chain IS NOT NULL)
  SELECT coalesce(c.chain, k.chain), coalesce(c.seq, 0), c.hash
  FROM audit_chain c FULL JOIN (SELECT known.chain FROM known WHERE known.chain IS NOT NULL) k ON k.chain = c.chain
  WHERE ctx_kind() = 'system' AND (of_chain IS NULL OR coalesce(c.chain, k.chain) = of_chain)
  ORDER BY 1 $$`;

/** The next events of a chain behind \`after_seq\`, and which of them do not follow from the one before. */
const AUDIT_SEGMENT = `CREATE FUNCTION check_audit_segment(of_chain text, after_seq bigint, size integer)
  RETURNS TABLE (events integer, last_seq bigint, last_hash text, broken bigint[])
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  WITH before AS (SELECT b.hash FROM audit_event b WHERE b.chain = of_chain AND b.seq <= after_seq ORDER BY b.seq DESC LIMIT 1),
  part AS MATERIALIZED (SELECT a FROM audit_event a WHERE a.chain = of_chain AND a.seq > after_seq ORDER BY a.seq LIMIT size),
  linked AS (
    SELECT (a).seq, (a).hash, coalesce(lag((a).seq) OVER w, after_seq) + 1 AS place,
           audit_link(coalesce(lag((a).hash) OVER w, (SELECT before.hash FROM before), ''), a) AS expected
    FROM part WINDOW w AS (ORDER BY (a).seq))
  SELECT count(*)::integer, max(l.seq), (array_agg(l.hash ORDER BY l.seq DESC))[1],
         coalesce(array_agg(l.seq ORDER BY l.seq) FILTER (WHERE l.hash <> l.expected OR l.seq <> l.place), '{}')
  FROM linked l WHERE ctx_kind() = 'system' $$`;

const STATEMENTS = [
  AUDIT_KIND,
  AUDIT_HEADS,
  AUDIT_SEGMENT,
  `CREATE INDEX audit_event_recent ON audit_event (at, id)`,
  `CREATE INDEX audit_event_enterprise ON audit_event (enterprise_id, at, id)`,
  `CREATE INDEX audit_event_institution ON audit_event (institution_id, at, id)`,
  `CREATE POLICY operate ON audit_event FOR SELECT USING (ctx_kind() = 'platform' AND audit_kind(action) <> 'BUSINESS')`,
  `CREATE TABLE audit_check (
    id uuid NOT NULL PRIMARY KEY,
    enterprise_id uuid,
    institution_id uuid,
    daily_on date,
    asked_by_name text,
    created_at timestamptz NOT NULL,
    finished_at timestamptz,
    chains integer,
    events bigint,
    broken jsonb,
    digest text
  )`,
  `CREATE UNIQUE INDEX audit_check_daily ON audit_check (daily_on)`,
  `CREATE INDEX audit_check_recent ON audit_check (enterprise_id, institution_id, id)`,
  `CREATE TABLE erasure_request (
    id uuid NOT NULL PRIMARY KEY,
    scope text NOT NULL,
    account_id uuid NOT NULL,
    enterprise_id uuid,
    created_at timestamptz NOT NULL,
    due_on date NOT NULL,
    cancelled_at timestamptz,
    done_at timestamptz,
    result jsonb
  )`,
  `CREATE UNIQUE INDEX erasure_request_open_account ON erasure_request (account_id)
    WHERE scope = 'ACCOUNT' AND cancelled_at IS NULL AND done_at IS NULL`,
  `CREATE UNIQUE INDEX erasure_request_open_enterprise ON erasure_request (enterprise_id)
    WHERE scope = 'ENTERPRISE' AND cancelled_at IS NULL AND done_at IS NULL`,
  `CREATE INDEX erasure_request_due ON erasure_request (due_on) WHERE cancelled_at IS NULL AND done_at IS NULL`,
  `ALTER TABLE enterprise ADD COLUMN closed_at timestamptz`,
  `DROP INDEX "IDX_95895967c00ece7a8dec9d99e6"`,
  `CREATE UNIQUE INDEX enterprise_credit_code ON enterprise (credit_code) WHERE closed_at IS NULL`,
];

const SYSTEM = `ctx_kind() = 'system'`;
const POLICIES: Record<string, string> = {
  audit_check: `${SYSTEM} OR enterprise_id = ctx_enterprise_id() OR institution_id = ctx_institution_id()
    OR (ctx_kind() = 'platform' AND enterprise_id IS NULL AND institution_id IS NULL)`,
  erasure_request: `${SYSTEM} OR account_id = ctx_account_id() OR (scope = 'ENTERPRISE' AND enterprise_id = ctx_enterprise_id())`,
};

export class AddAuditAndPrivacy0000000000018 implements MigrationInterface {
  name = 'AddAuditAndPrivacy0000000000018';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
    for (const [table, rule] of Object.entries(POLICIES)) {
      await runner.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`);
      await runner.query(`ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`);
      await runner.query(`CREATE POLICY tenant ON ${table} USING (${rule}) WITH CHECK (${rule})`);
    }
  }

  async down(): Promise<void> {
    throw new Error('Restore a backup instead: the audit log is never undone.');
  }
}
