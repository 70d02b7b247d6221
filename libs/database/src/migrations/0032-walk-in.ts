import type { MigrationInterface, QueryRunner } from 'typeorm';

const BOTH_PARTIES = `ctx_kind() = 'system' OR enterprise_id = ctx_enterprise_id() OR institution_id = ctx_institution_id()`;

const STATEMENTS = [
  // A customer at the counter, in whose name the desk files and books (`domain.md` section 7).
  `CREATE TABLE walk_in (
    id uuid NOT NULL,
    version integer NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    enterprise_id uuid NOT NULL,
    institution_id uuid NOT NULL,
    enterprise_name text NOT NULL,
    person text NOT NULL,
    held_on date NOT NULL,
    opened_by uuid NOT NULL,
    opened_by_name text NOT NULL,
    CONSTRAINT "PK_walk_in" PRIMARY KEY ("id")
  )`,
  `CREATE INDEX "walk_in_of_day" ON "walk_in" ("institution_id", "held_on")`,
  `ALTER TABLE walk_in ENABLE ROW LEVEL SECURITY`,
  `ALTER TABLE walk_in FORCE ROW LEVEL SECURITY`,
  `CREATE POLICY tenant ON walk_in USING (${BOTH_PARTIES}) WITH CHECK (${BOTH_PARTIES})`,
  `ALTER TABLE filing ADD COLUMN walk_in_id uuid`,
  `ALTER TABLE appointment ADD COLUMN walk_in_id uuid`,
  `CREATE INDEX "filing_of_walk_in" ON "filing" ("walk_in_id") WHERE walk_in_id IS NOT NULL`,
  `CREATE INDEX "appointment_of_walk_in" ON "appointment" ("walk_in_id") WHERE walk_in_id IS NOT NULL`,
];

/** Customers who come without filing or booking, and what is done for them on the spot. */
export class AddWalkIns0000000000032 implements MigrationInterface {
  name = 'AddWalkIns0000000000032';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Restore a backup instead: a schema that holds verification records is never undone.');
  }
}
