import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATEMENTS = [
  `CREATE TABLE enterprise (
    id uuid NOT NULL,
    version integer NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    name text NOT NULL,
    credit_code text NOT NULL,
    region_code text NOT NULL,
    address text NOT NULL,
    legal_representative text NOT NULL,
    contact_person text NOT NULL,
    mobile text NOT NULL,
    email text NOT NULL,
    supervision_phone text,
    institution_id uuid NOT NULL,
    approved_on date NOT NULL,
    CONSTRAINT "PK_09687cd306dc5d486c0e227c471" PRIMARY KEY ("id")
  )`,
  `CREATE UNIQUE INDEX "IDX_95895967c00ece7a8dec9d99e6" ON "enterprise" ("credit_code")`,
  `CREATE TABLE account (
    id uuid NOT NULL,
    version integer NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    login_name text NOT NULL,
    login_key text NOT NULL,
    display_name text NOT NULL,
    password_hash text NOT NULL,
    status text NOT NULL,
    roles text[] NOT NULL DEFAULT '{}',
    enterprise_id uuid,
    institution_id uuid,
    department_id uuid,
    registration_id uuid,
    email text,
    mobile text,
    CONSTRAINT "PK_54115ee388cdb6d86bb4bf5b2ea" PRIMARY KEY ("id")
  )`,
  `CREATE INDEX "IDX_d069a5fe22c2c77e5b15cc3614" ON "account" ("institution_id")`,
  `CREATE INDEX "IDX_acc430608c93e06fb3c89dab4a" ON "account" ("enterprise_id")`,
  `CREATE UNIQUE INDEX "IDX_926d39703c898f6dee6182241f" ON "account" ("login_key")`,
  `CREATE TABLE login_counter (
    login_key text NOT NULL,
    failures integer NOT NULL DEFAULT '0',
    locked_at timestamptz,
    CONSTRAINT "PK_cf27785855197155d9934d2c288" PRIMARY KEY ("login_key")
  )`,
  `CREATE TABLE browser_counter (
    id uuid NOT NULL,
    failures integer NOT NULL DEFAULT '0',
    updated_at timestamptz NOT NULL,
    CONSTRAINT "PK_eb85abc2e6bbcdbb678bd40a5c9" PRIMARY KEY ("id")
  )`,
  `CREATE TABLE session (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    refresh_hash text NOT NULL,
    previous_hash text,
    created_at timestamptz NOT NULL,
    last_used_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz,
    user_agent text,
    CONSTRAINT "PK_f55da76ac1c3ac420f444d2ff11" PRIMARY KEY ("id")
  )`,
  `CREATE INDEX "IDX_fae5a6b4a57f098e9af8520d49" ON "session" ("account_id")`,
  `CREATE TABLE recovery_code (
    id uuid NOT NULL,
    login_key text NOT NULL,
    code_hash text,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    sent_at timestamptz,
    used_at timestamptz,
    attempts integer NOT NULL DEFAULT '0',
    CONSTRAINT "PK_b7f1e23329e93a80e25fd281922" PRIMARY KEY ("id")
  )`,
  `CREATE INDEX "IDX_7e32c8e10b902945ba2d40032a" ON "recovery_code" ("login_key")`,
  `CREATE TABLE registration (
    id uuid NOT NULL,
    version integer NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    case_number text NOT NULL,
    status text NOT NULL,
    account_id uuid NOT NULL,
    institution_id uuid,
    enterprise_id uuid,
    registrant_kind text NOT NULL,
    enterprise_name text,
    credit_code text,
    region_code text,
    address text,
    legal_representative text,
    legal_representative_id_number text,
    agent_name text,
    agent_id_number text,
    contact_person text,
    mobile text,
    email text,
    supervision_phone text,
    comments jsonb NOT NULL DEFAULT '[]',
    reason text,
    submitted_at timestamptz,
    decided_at timestamptz,
    decided_by uuid,
    CONSTRAINT "PK_cb23dc9d28df8801b15e9e2b8d6" PRIMARY KEY ("id")
  )`,
  `CREATE INDEX "IDX_a5aaf47ece54c7eb25c88830d9" ON "registration" ("institution_id", "status", "submitted_at")`,
  `CREATE UNIQUE INDEX "IDX_dd1f3c36404ce7edf0ea262c81" ON "registration" ("case_number")`,
  `CREATE TABLE attachment (
    id uuid NOT NULL,
    kind text NOT NULL,
    registration_id uuid,
    enterprise_id uuid,
    institution_id uuid,
    file_name text NOT NULL,
    media_type text NOT NULL,
    size integer NOT NULL,
    sha256 text NOT NULL,
    storage_key text NOT NULL,
    encrypted boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL,
    created_by uuid,
    deleted_at timestamptz,
    CONSTRAINT "PK_d2a80c3a8d467f08a750ac4b420" PRIMARY KEY ("id")
  )`,
  `CREATE INDEX "IDX_07e2bf2b29f7c8d02fa97fc0e2" ON "attachment" ("enterprise_id", "kind")`,
  `CREATE INDEX "IDX_506714462f7125ad1e37409f19" ON "attachment" ("registration_id")`,
  `ALTER TABLE session ADD CONSTRAINT fk_session_account FOREIGN KEY (account_id) REFERENCES account (id)`,
];

export class CreateAccountTables0000000000002 implements MigrationInterface {
  name = 'CreateAccountTables0000000000002';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Restore a backup instead: a schema that holds verification records is never undone.');
  }
}
