import type { MigrationInterface, QueryRunner } from 'typeorm';

const VERSIONED = `id uuid NOT NULL,
    version integer NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),`;

/** Rows of an institution, seen and written by it alone; a rule's id is the institution's. */
const owned = (table: string, column: string) => [
  `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
  `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`,
  `CREATE POLICY tenant ON ${table} USING (ctx_kind() = 'system' OR ${column} = ctx_institution_id())
    WITH CHECK (ctx_kind() = 'system' OR ${column} = ctx_institution_id())`,
];

const STATEMENTS = [
  `CREATE TABLE verification_rule (
    ${VERSIONED}
    bring_in_working_days integer,
    on_site_working_days integer,
    CONSTRAINT "PK_verification_rule" PRIMARY KEY ("id"),
    CONSTRAINT fk_verification_rule_institution FOREIGN KEY (id) REFERENCES institution (id)
  )`,
  ...owned('verification_rule', 'id'),
  `CREATE TABLE regulation (
    ${VERSIONED}
    institution_id uuid NOT NULL,
    number text NOT NULL,
    title text NOT NULL,
    implemented_on date,
    abolished_on date,
    replaced_by text,
    CONSTRAINT "PK_regulation" PRIMARY KEY ("id"),
    CONSTRAINT fk_regulation_institution FOREIGN KEY (institution_id) REFERENCES institution (id)
  )`,
  `CREATE UNIQUE INDEX "regulation_number" ON "regulation" ("institution_id", "number")`,
  ...owned('regulation', 'institution_id'),
  // The queue of a person, and the scan for what nears its due date.
  `CREATE INDEX "task_of_verifier" ON "verification_task" ("verifier_id", "id")
    WHERE status NOT IN ('DONE', 'UNABLE')`,
  `CREATE INDEX "task_open_due" ON "verification_task" ("due_on") WHERE status NOT IN ('DONE', 'UNABLE')`,
];

/** How long an institution may take, the regulations it works by, and what is near its due date. */
export class AddVerificationRules0000000000033 implements MigrationInterface {
  name = 'AddVerificationRules0000000000033';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Restore a backup instead: a schema that holds verification records is never undone.');
  }
}
