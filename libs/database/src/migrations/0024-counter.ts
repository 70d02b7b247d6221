import type { MigrationInterface, QueryRunner } from 'typeorm';

const BOTH_PARTIES = `ctx_kind() = 'system' OR enterprise_id = ctx_enterprise_id() OR institution_id = ctx_institution_id()`;

const STATEMENTS = [
  // Taking a receipt back, and the code for fetching what it took (`domain.md` section 7).
  `ALTER TABLE receipt ADD COLUMN before jsonb, ADD COLUMN undone_at timestamptz, ADD COLUMN undone_by_name text,
    ADD COLUMN pickup_code text, ADD COLUMN pickup_failures integer NOT NULL DEFAULT 0`,
  `ALTER TABLE appointment_item ADD COLUMN note text, ADD COLUMN hand_back_id uuid`,
  `CREATE TABLE hand_back (
    id uuid NOT NULL,
    version integer NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    enterprise_id uuid NOT NULL,
    institution_id uuid NOT NULL,
    receipt_id uuid NOT NULL,
    taken_by text NOT NULL,
    taken_at timestamptz NOT NULL,
    proof text NOT NULL,
    signature_id uuid,
    handed_by uuid NOT NULL,
    handed_by_name text NOT NULL,
    remark text,
    CONSTRAINT "PK_hand_back" PRIMARY KEY ("id")
  )`,
  `CREATE INDEX "hand_back_of_receipt" ON "hand_back" ("receipt_id")`,
  `ALTER TABLE hand_back ADD CONSTRAINT fk_hand_back_receipt FOREIGN KEY (receipt_id) REFERENCES receipt (id)`,
  `ALTER TABLE hand_back ENABLE ROW LEVEL SECURITY`,
  `ALTER TABLE hand_back FORCE ROW LEVEL SECURITY`,
  `CREATE POLICY tenant ON hand_back USING (${BOTH_PARTIES}) WITH CHECK (${BOTH_PARTIES})`,
];

/** The counter: receipts that can be taken back, and instruments that are handed back. */
export class AddHandBack0000000000024 implements MigrationInterface {
  name = 'AddHandBack0000000000024';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Restore a backup instead: a schema that holds verification records is never undone.');
  }
}
