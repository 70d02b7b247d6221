import type { MigrationInterface, QueryRunner } from 'typeorm';

const VERSIONED = `id uuid NOT NULL,
    version integer NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),`;

const TABLES = [
  `CREATE FUNCTION ctx_branch_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(current_setting('app.branch_id', true), '')::uuid $$`,
  `CREATE TABLE branch (
    ${VERSIONED}
    enterprise_id uuid NOT NULL,
    name text NOT NULL,
    contact_person text,
    phone text,
    CONSTRAINT "PK_2e39f426e2faefdaa93c5961976" PRIMARY KEY ("id")
  )`,
  `CREATE UNIQUE INDEX "IDX_d2755a43218a6e98f5d194d9b4" ON branch (enterprise_id, name)`,
  `CREATE TABLE invitation (
    ${VERSIONED}
    enterprise_id uuid,
    institution_id uuid,
    branch_id uuid,
    department_id uuid,
    roles text[] NOT NULL DEFAULT '{}',
    display_name text NOT NULL,
    email text,
    mobile text,
    sent_hash text,
    link_hash text,
    expires_at timestamptz NOT NULL,
    sent_at timestamptz,
    accepted_at timestamptz,
    withdrawn_at timestamptz,
    invited_by uuid,
    invited_by_name text NOT NULL,
    CONSTRAINT "PK_beb994737756c0f18a1c1f8669c" PRIMARY KEY ("id")
  )`,
  `CREATE INDEX "IDX_087ad619f3355c7ff5df7ddbb3" ON invitation (enterprise_id)`,
  `CREATE INDEX "IDX_39ccf055563b04fc5cc8987f27" ON invitation (institution_id)`,
  `ALTER TABLE account ADD branch_id uuid CONSTRAINT fk_account_branch REFERENCES branch (id)`,
  // What a branch's member makes is the branch's, whichever way it is made.
  ...['instrument', 'filing', 'appointment', 'import_batch'].map(
    (table) =>
      `ALTER TABLE ${table} ADD branch_id uuid DEFAULT ctx_branch_id() CONSTRAINT fk_${table}_branch REFERENCES branch (id)`,
  ),
  // Who deals with it now, where that is no longer who began it.
  ...['filing', 'appointment'].map(
    (table) => `ALTER TABLE ${table} ADD handler_id uuid, ADD handler_name text`,
  ),
];

/** Whether the caller sees an instrument. Opaque to the planner: the policies of instrument and filing_item name each other. */
const SEES_INSTRUMENT = `CREATE FUNCTION sees_instrument(of_instrument uuid) RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE
  AS $$ BEGIN RETURN EXISTS (SELECT FROM instrument WHERE id = of_instrument); END $$`;

const TENANTS: Record<string, string> = {
  branch: `ctx_kind() = 'system' OR enterprise_id = ctx_enterprise_id()`,
  invitation: `ctx_kind() = 'system' OR enterprise_id = ctx_enterprise_id() OR institution_id = ctx_institution_id()
    OR (ctx_kind() = 'platform' AND enterprise_id IS NULL)`,
};

const OWN_OR_NOBODYS = 'branch_id IS NULL OR branch_id = ctx_branch_id()';

/**
 * What a member of a branch sees less than the whole enterprise (`domain.md`, Parties): other branches' part of the ledger
 * and all that hangs on it. An instrument, filing, booking or import of no branch is everybody's; items, tasks and
 * certificates follow their instrument, receipts their appointment. Restrictive: it narrows whatever else is granted.
 */
const BRANCH_SCOPE: Record<string, string> = {
  branch: 'id = ctx_branch_id()',
  account: 'branch_id = ctx_branch_id() OR id = ctx_account_id()',
  invitation: 'branch_id = ctx_branch_id()',
  instrument: OWN_OR_NOBODYS,
  filing: OWN_OR_NOBODYS,
  appointment: OWN_OR_NOBODYS,
  import_batch: OWN_OR_NOBODYS,
  import_row: 'EXISTS (SELECT FROM import_batch b WHERE b.id = import_id)',
  filing_item: 'sees_instrument(instrument_id)',
  appointment_item: 'sees_instrument(instrument_id)',
  verification_task: 'sees_instrument(instrument_id)',
  certificate: 'sees_instrument(instrument_id)',
  receipt: 'EXISTS (SELECT FROM appointment a WHERE a.id = appointment_id)',
};

/** An enterprise's instrument of this identity, also where row security hides it: one identity is one instrument. */
const HOLDER_OF_IDENTITY = `CREATE FUNCTION holder_of_identity(of_key text) RETURNS uuid
  LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
  DECLARE found uuid; branch text := current_setting('app.branch_id', true);
  BEGIN
    PERFORM set_config('app.branch_id', '', true);
    SELECT id INTO found FROM instrument WHERE enterprise_id = ctx_enterprise_id() AND identity_key = of_key;
    PERFORM set_config('app.branch_id', coalesce(branch, ''), true);
    RETURN found;
  END $$`;

/** Beside `find_session`, before a tenant is known: the branch that an account is bound to. */
const BRANCH_OF = `CREATE FUNCTION branch_of(of_account uuid) RETURNS uuid
  LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
  DECLARE found uuid; before text := current_setting('app.kind', true);
  BEGIN
    PERFORM set_config('app.kind', 'system', true);
    SELECT branch_id INTO found FROM account WHERE id = of_account;
    PERFORM set_config('app.kind', coalesce(before, ''), true);
    RETURN found;
  END $$`;

/** As a change of roles does: bound to another branch, an account's sessions end. */
const END_SESSIONS = `CREATE TRIGGER end_sessions_of_branch AFTER UPDATE ON account FOR EACH ROW
  WHEN (OLD.branch_id IS DISTINCT FROM NEW.branch_id) EXECUTE FUNCTION end_sessions_of_account()`;

/** Branches, invitations, and who deals with what. */
export class People0000000000017 implements MigrationInterface {
  name = 'People0000000000017';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...TABLES, SEES_INSTRUMENT, HOLDER_OF_IDENTITY, BRANCH_OF, END_SESSIONS])
      await runner.query(statement);
    for (const [table, rule] of Object.entries(TENANTS)) {
      await runner.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`);
      await runner.query(`ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`);
      await runner.query(`CREATE POLICY tenant ON ${table} USING (${rule}) WITH CHECK (${rule})`);
    }
    for (const [table, rule] of Object.entries(BRANCH_SCOPE)) {
      const scoped = `ctx_branch_id() IS NULL OR ${rule}`;
      await runner.query(
        `CREATE POLICY branch ON ${table} AS RESTRICTIVE USING (${scoped}) WITH CHECK (${scoped})`,
      );
    }
  }

  async down(): Promise<void> {
    throw new Error('Restore a backup instead: a schema that holds verification records is never undone.');
  }
}
