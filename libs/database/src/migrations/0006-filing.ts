import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATEMENTS = [
  `CREATE TABLE filing (
    id uuid NOT NULL,
    version integer NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    case_number text NOT NULL,
    enterprise_id uuid NOT NULL,
    institution_id uuid NOT NULL,
    enterprise_name text NOT NULL,
    submitted_by uuid NOT NULL,
    submitted_by_name text NOT NULL,
    submitted_at timestamptz NOT NULL,
    CONSTRAINT "PK_f69b82a024430752e7dfd006592" PRIMARY KEY ("id")
  )`,
  `CREATE INDEX "IDX_f45c0a09f417c4fd02c46e1df9" ON "filing" ("institution_id", "id")`,
  `CREATE INDEX "IDX_bd93af03782a3bb9d9093170f5" ON "filing" ("enterprise_id", "id")`,
  `CREATE UNIQUE INDEX "IDX_f2f9403001785fc51341ee902e" ON "filing" ("case_number")`,
  `CREATE TABLE filing_item (
    id uuid NOT NULL,
    version integer NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    filing_id uuid NOT NULL,
    enterprise_id uuid NOT NULL,
    institution_id uuid NOT NULL,
    instrument_id uuid NOT NULL,
    position integer NOT NULL DEFAULT '0',
    status text NOT NULL,
    snapshot jsonb NOT NULL,
    comment text,
    decided_by uuid,
    decided_by_name text,
    decided_at timestamptz,
    approved_on date,
    CONSTRAINT "PK_bedd40146af971499cc58073100" PRIMARY KEY ("id")
  )`,
  `CREATE UNIQUE INDEX "one_open_filing_item" ON "filing_item" ("instrument_id") WHERE status IN ('DRAFT', 'SUBMITTED', 'RETURNED')`,
  `CREATE INDEX "IDX_de08155c4b2bc657dc6d1782e8" ON "filing_item" ("instrument_id")`,
  `CREATE INDEX "IDX_007b88b3fbffb332bb62e5fe0f" ON "filing_item" ("enterprise_id", "status", "id")`,
  `CREATE INDEX "IDX_fc2750bb8b8034e284f6c38a66" ON "filing_item" ("institution_id", "status", "id")`,
  `CREATE INDEX "IDX_82f9d1ff55c815708e14ea4392" ON "filing_item" ("filing_id", "position")`,
  `ALTER TABLE filing ADD CONSTRAINT fk_filing_enterprise FOREIGN KEY (enterprise_id) REFERENCES enterprise (id)`,
  `ALTER TABLE filing ADD CONSTRAINT fk_filing_institution FOREIGN KEY (institution_id) REFERENCES institution (id)`,
  `ALTER TABLE filing_item ADD CONSTRAINT fk_filing_item_filing FOREIGN KEY (filing_id) REFERENCES filing (id)`,
  `ALTER TABLE filing_item ADD CONSTRAINT fk_filing_item_instrument FOREIGN KEY (instrument_id) REFERENCES instrument (id)`,
];

export class CreateFilingTables0000000000006 implements MigrationInterface {
  name = 'CreateFilingTables0000000000006';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Restore a backup instead: a schema that holds verification records is never undone.');
  }
}
