import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATEMENTS = [
  `CREATE TABLE receipt (
    id uuid NOT NULL,
    version integer NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    case_number text NOT NULL,
    appointment_id uuid NOT NULL,
    enterprise_id uuid NOT NULL,
    institution_id uuid NOT NULL,
    received_by uuid NOT NULL,
    received_by_name text NOT NULL,
    received_at timestamptz NOT NULL,
    due_on date NOT NULL,
    delivered_by text,
    remark text,
    slip_attachment_id uuid,
    labels_attachment_id uuid,
    CONSTRAINT "PK_b4b9ec7d164235fbba023da9832" PRIMARY KEY ("id")
  )`,
  `CREATE INDEX "IDX_c67f7397655b2bb02c79d74a69" ON "receipt" ("institution_id", "id")`,
  `CREATE INDEX "IDX_d4aafc0843d8d36139a19215e6" ON "receipt" ("appointment_id")`,
  `CREATE UNIQUE INDEX "IDX_eecf49f4083414200a8fdf4243" ON "receipt" ("case_number")`,
  `CREATE TABLE verification_task (
    id uuid NOT NULL,
    version integer NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    case_number text NOT NULL,
    enterprise_id uuid NOT NULL,
    enterprise_name text NOT NULL,
    institution_id uuid NOT NULL,
    department_id uuid NOT NULL,
    appointment_id uuid NOT NULL,
    appointment_item_id uuid NOT NULL,
    receipt_id uuid NOT NULL,
    instrument_id uuid NOT NULL,
    instrument jsonb NOT NULL,
    status text NOT NULL,
    due_on date NOT NULL,
    verifier_id uuid,
    verifier_name text,
    checker_id uuid,
    checker_name text,
    regulation text,
    standards jsonb NOT NULL DEFAULT '[]',
    temperature text,
    humidity text,
    place text,
    results jsonb NOT NULL DEFAULT '[]',
    conclusion text,
    granted_class text,
    verified_on date,
    valid_until date,
    valid_until_reason text,
    cycle_months integer,
    reason text,
    check_comment text,
    submitted_at timestamptz,
    checked_at timestamptz,
    CONSTRAINT "PK_153dd659d569dda33ba9f28650b" PRIMARY KEY ("id")
  )`,
  `CREATE INDEX "IDX_99528464190255b23d3ee9e4b4" ON "verification_task" ("enterprise_id", "id")`,
  `CREATE INDEX "IDX_bf7311c1544b2bd18339593ede" ON "verification_task" ("institution_id", "status", "id")`,
  `CREATE INDEX "IDX_4aec30bfe025f9ac96feb5f899" ON "verification_task" ("receipt_id")`,
  `CREATE UNIQUE INDEX "task_case_number" ON "verification_task" ("case_number")`,
  `CREATE UNIQUE INDEX "IDX_20c868c225a12807515719c392" ON "verification_task" ("appointment_item_id")`,
  `ALTER TABLE receipt ADD CONSTRAINT fk_receipt_appointment FOREIGN KEY (appointment_id) REFERENCES appointment (id)`,
  `ALTER TABLE verification_task ADD CONSTRAINT fk_verification_task_item FOREIGN KEY (appointment_item_id) REFERENCES appointment_item (id)`,
];

export class CreateVerificationTables0000000000008 implements MigrationInterface {
  name = 'CreateVerificationTables0000000000008';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Restore a backup instead: a schema that holds verification records is never undone.');
  }
}
