import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The tenant context of the transaction, as `Database` sets it. Empty outside one: then nothing is visible. */
const CONTEXT_FUNCTIONS = [
  'kind text',
  'account_id uuid',
  'enterprise_id uuid',
  'institution_id uuid',
  'registration_id uuid',
].map((entry) => {
  const [name, type] = entry.split(' ');
  return `CREATE FUNCTION ctx_${name}() RETURNS ${type} LANGUAGE sql STABLE PARALLEL SAFE
      AS $$ SELECT nullif(current_setting('app.${name}', true), '')::${type} $$`;
});

const SYSTEM = `ctx_kind() = 'system'`;
const PLATFORM = `ctx_kind() IN ('system', 'platform')`;
const OWN_ENTERPRISE = 'enterprise_id = ctx_enterprise_id()';
const OWN_INSTITUTION = 'institution_id = ctx_institution_id()';

/** Who sees and writes the rows of a table. The two tenants are two axes (`quality.md` section 1.5). */
const POLICIES: Record<string, string> = {
  enterprise: `${SYSTEM} OR id = ctx_enterprise_id() OR ${OWN_INSTITUTION}
    OR EXISTS (SELECT 1 FROM filing f WHERE f.enterprise_id = enterprise.id AND f.institution_id = ctx_institution_id())`,
  account: `${SYSTEM} OR id = ctx_account_id() OR ${OWN_ENTERPRISE} OR ${OWN_INSTITUTION}`,
  login_counter: SYSTEM,
  browser_counter: SYSTEM,
  session: SYSTEM,
  recovery_code: SYSTEM,
  registration: `${SYSTEM} OR id = ctx_registration_id() OR (${OWN_INSTITUTION} AND status <> 'DRAFT')`,
  attachment: `${SYSTEM} OR ${OWN_ENTERPRISE} OR ${OWN_INSTITUTION} OR registration_id = ctx_registration_id()`,
  instrument: `${SYSTEM} OR ${OWN_ENTERPRISE} OR ${OWN_INSTITUTION}
    OR EXISTS (SELECT 1 FROM filing_item f WHERE f.instrument_id = instrument.id AND f.institution_id = ctx_institution_id())`,
  import_batch: `${SYSTEM} OR ${OWN_ENTERPRISE}`,
  import_row: `${SYSTEM} OR ${OWN_ENTERPRISE}`,
  filing: `${SYSTEM} OR ${OWN_ENTERPRISE} OR ${OWN_INSTITUTION}`,
  filing_item: `${SYSTEM} OR ${OWN_ENTERPRISE} OR ${OWN_INSTITUTION}`,
  appointment: `${SYSTEM} OR ${OWN_ENTERPRISE} OR ${OWN_INSTITUTION}`,
  appointment_item: `${SYSTEM} OR ${OWN_ENTERPRISE} OR ${OWN_INSTITUTION}`,
  receipt: `${SYSTEM} OR ${OWN_ENTERPRISE} OR ${OWN_INSTITUTION}`,
  verification_task: `${SYSTEM} OR ${OWN_ENTERPRISE} OR ${OWN_INSTITUTION}`,
  certificate: `${SYSTEM} OR (${OWN_ENTERPRISE} AND status <> 'DRAFT') OR ${OWN_INSTITUTION}`,
  reference_standard: `${SYSTEM} OR ${OWN_INSTITUTION}`,
  delivery: SYSTEM,
  reminder: `${SYSTEM} OR ${OWN_ENTERPRISE}`,
  notification_read: `${SYSTEM} OR account_id = ctx_account_id()`,
  idempotency: `${SYSTEM} OR account_id IS NOT DISTINCT FROM ctx_account_id()`,
};

/** Open to read for whoever has a context; written by the named ones only. */
const PUBLIC_TO_READ: Record<string, string> = {
  institution: PLATFORM,
  service_site: `${PLATFORM} OR ${OWN_INSTITUTION}`,
  department: `${PLATFORM} OR ${OWN_INSTITUTION}`,
  capability: `${PLATFORM} OR ${OWN_INSTITUTION}`,
  capacity_rule: `${PLATFORM} OR ${OWN_INSTITUTION}`,
  // Whoever books takes places in a slot of another party's institution.
  slot: `ctx_kind() IN ('system', 'enterprise', 'institution')`,
  calendar_day: `${PLATFORM} OR ctx_kind() = 'institution'`,
  catalogue_edition: PLATFORM,
  catalogue_item: PLATFORM,
  region: PLATFORM,
  setting: PLATFORM,
};

/** Anybody may tell a tenant something or promise a job; only its owner reads it. */
const INSERTED_BY_ALL: Record<string, string> = {
  notification: `${SYSTEM} OR ${OWN_ENTERPRISE} OR ${OWN_INSTITUTION} OR registration_id = ctx_registration_id()`,
  audit_event: `${SYSTEM} OR ${OWN_ENTERPRISE} OR ${OWN_INSTITUTION}`,
  outbox: SYSTEM,
};

export class SecureRows0000000000011 implements MigrationInterface {
  name = 'SecureRows0000000000011';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of CONTEXT_FUNCTIONS) await runner.query(statement);
    const tables = { ...POLICIES, ...PUBLIC_TO_READ, ...INSERTED_BY_ALL };
    for (const table of Object.keys(tables)) {
      await runner.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`);
      await runner.query(`ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`);
    }
    for (const [table, rule] of Object.entries(POLICIES)) {
      await runner.query(`CREATE POLICY tenant ON ${table} USING (${rule}) WITH CHECK (${rule})`);
    }
    for (const [table, rule] of Object.entries(PUBLIC_TO_READ)) {
      // The setting is read before the context exists: the clock of the demo begins every transaction.
      const readers = table === 'setting' ? 'true' : 'ctx_kind() IS NOT NULL';
      await runner.query(`CREATE POLICY read ON ${table} FOR SELECT USING (${readers})`);
      await runner.query(`CREATE POLICY write ON ${table} USING (${rule}) WITH CHECK (${rule})`);
    }
    for (const [table, rule] of Object.entries(INSERTED_BY_ALL)) {
      await runner.query(`CREATE POLICY tell ON ${table} FOR INSERT WITH CHECK (ctx_kind() IS NOT NULL)`);
      await runner.query(`CREATE POLICY own ON ${table} USING (${rule}) WITH CHECK (${rule})`);
    }
  }

  async down(): Promise<void> {
    throw new Error('Restore a backup instead: row security is never taken away.');
  }
}
