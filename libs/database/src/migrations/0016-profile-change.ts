import type { MigrationInterface, QueryRunner } from 'typeorm';

const SYSTEM = `ctx_kind() = 'system'`;

const STATEMENTS = [
  `CREATE TABLE contact_code (
    id uuid NOT NULL,
    purpose text NOT NULL,
    subject text NOT NULL,
    channel text NOT NULL,
    code_hash text,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    sent_at timestamptz,
    used_at timestamptz,
    attempts integer NOT NULL DEFAULT '0',
    CONSTRAINT "PK_contact_code" PRIMARY KEY ("id")
  )`,
  `CREATE INDEX contact_code_subject ON contact_code (purpose, subject, created_at)`,
  `CREATE TABLE profile_change (
    id uuid NOT NULL,
    version integer NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    case_number text NOT NULL,
    status text NOT NULL,
    enterprise_id uuid NOT NULL,
    institution_id uuid NOT NULL,
    kinds text[] NOT NULL DEFAULT '{}',
    proof text NOT NULL,
    applicant_name text NOT NULL,
    applicant_mobile text NOT NULL,
    applicant_email text NOT NULL,
    enterprise_name text,
    legal_representative text,
    legal_representative_id_number text,
    contact_person text,
    mobile text,
    email text,
    agent_id_number text,
    before jsonb,
    comments jsonb NOT NULL DEFAULT '[]',
    reason text,
    assigned_to uuid,
    key_serial integer NOT NULL DEFAULT '0',
    submitted_at timestamptz,
    decided_at timestamptz,
    decided_by uuid,
    warned_at timestamptz,
    CONSTRAINT "PK_profile_change" PRIMARY KEY ("id"),
    CONSTRAINT fk_profile_change_enterprise FOREIGN KEY (enterprise_id) REFERENCES enterprise (id)
  )`,
  `CREATE UNIQUE INDEX profile_change_number ON profile_change (case_number)`,
  `CREATE INDEX profile_change_queue ON profile_change (institution_id, status, submitted_at)`,
  `CREATE INDEX profile_change_of_enterprise ON profile_change (enterprise_id, id)`,
  `CREATE UNIQUE INDEX one_open_profile_change ON profile_change (enterprise_id) WHERE status IN ('SUBMITTED', 'RETURNED')`,
  `CREATE TABLE enterprise_former_name (
    id uuid NOT NULL,
    enterprise_id uuid NOT NULL,
    name text NOT NULL,
    used_from date NOT NULL,
    used_until date NOT NULL,
    profile_change_id uuid NOT NULL,
    CONSTRAINT "PK_enterprise_former_name" PRIMARY KEY ("id"),
    CONSTRAINT fk_former_name_enterprise FOREIGN KEY (enterprise_id) REFERENCES enterprise (id)
  )`,
  `CREATE INDEX former_name_of_enterprise ON enterprise_former_name (enterprise_id, used_until)`,
  `ALTER TABLE enterprise ADD contact_account_id uuid`,
  `ALTER TABLE registration ADD assigned_to uuid`,
  `ALTER TABLE registration ADD warned_at timestamptz`,
  `ALTER TABLE attachment ADD profile_change_id uuid`,
  `CREATE INDEX attachment_of_profile_change ON attachment (profile_change_id)`,
  `ALTER TABLE notification ADD profile_change_id uuid`,
];

const POLICIES: Record<string, string> = {
  contact_code: SYSTEM,
  profile_change: `${SYSTEM} OR enterprise_id = ctx_enterprise_id()
    OR (institution_id = ctx_institution_id() AND status <> 'DRAFT')`,
  // Whoever sees the enterprise sees what it was called.
  enterprise_former_name: `${SYSTEM} OR EXISTS (SELECT 1 FROM enterprise e WHERE e.id = enterprise_id)`,
};

/** Changes of an enterprise's data, codes to a registered contact, and who reviews which case. */
export class ProfileChange0000000000016 implements MigrationInterface {
  name = 'ProfileChange0000000000016';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
    for (const [table, rule] of Object.entries(POLICIES)) {
      await runner.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`);
      await runner.query(`ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`);
      await runner.query(`CREATE POLICY tenant ON ${table} USING (${rule}) WITH CHECK (${rule})`);
    }
    // Whoever registered an enterprise is its contact as long as nothing else has been approved. As the rows' owner is
    // under row security too, the step takes the system's sight for itself.
    await runner.query(`SELECT set_config('app.kind', 'system', true)`);
    await runner.query(`UPDATE enterprise e SET contact_account_id = r.account_id
      FROM registration r WHERE r.enterprise_id = e.id`);
    await runner.query(`SELECT set_config('app.kind', '', true)`);
  }

  async down(): Promise<void> {
    throw new Error('Restore a backup instead: approved changes are never undone.');
  }
}
