import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATEMENTS = [
  `CREATE TABLE certificate (
    id uuid NOT NULL,
    version integer NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    status text NOT NULL,
    kind text NOT NULL,
    number text,
    enterprise_id uuid NOT NULL,
    institution_id uuid NOT NULL,
    instrument_id uuid NOT NULL,
    task_id uuid NOT NULL,
    client_name text NOT NULL,
    instrument_name text NOT NULL,
    model text NOT NULL,
    serial_number text NOT NULL,
    content jsonb NOT NULL,
    conclusion text NOT NULL,
    verified_on date NOT NULL,
    valid_until date,
    verifier_id uuid NOT NULL,
    checker_id uuid NOT NULL,
    signatory_id uuid,
    signatory_name text,
    issued_at timestamptz,
    issued_on date,
    token text NOT NULL,
    sha256 text,
    attachment_id uuid,
    superseded_by_id uuid,
    reason text,
    ended_at timestamptz,
    CONSTRAINT "PK_8daddfc65f59e341c2bbc9c9e43" PRIMARY KEY ("id")
  )`,
  `CREATE INDEX "IDX_c44fc21087ae5200f2cca7102c" ON "certificate" ("instrument_id")`,
  `CREATE INDEX "IDX_70a1cac45705b3565abd159fc0" ON "certificate" ("institution_id", "status", "id")`,
  `CREATE INDEX "IDX_d315e6d4a56c47124891bca8a3" ON "certificate" ("enterprise_id", "id")`,
  `CREATE UNIQUE INDEX "IDX_19a623b012615bf67fdba83d6d" ON "certificate" ("institution_id", "number")`,
  `CREATE UNIQUE INDEX "IDX_8f7440b2b16bc3c014670d262f" ON "certificate" ("token")`,
  `CREATE INDEX "IDX_f4b77846fa0cbde72f2206141b" ON "certificate" ("task_id")`,
  `ALTER TABLE certificate ADD CONSTRAINT fk_certificate_task FOREIGN KEY (task_id) REFERENCES verification_task (id)`,
  `ALTER TABLE certificate ADD CONSTRAINT fk_certificate_instrument FOREIGN KEY (instrument_id) REFERENCES instrument (id)`,
];

export class CreateCertificateTables0000000000009 implements MigrationInterface {
  name = 'CreateCertificateTables0000000000009';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Restore a backup instead: a schema that holds verification records is never undone.');
  }
}
