import type { MigrationInterface, QueryRunner } from 'typeorm';

const OWN = `ctx_kind() = 'system' OR enterprise_id = ctx_enterprise_id()`;

const STATEMENTS = [
  `ALTER TABLE import_batch
     ADD COLUMN sha256 text,
     ADD COLUMN same_as uuid,
     ADD COLUMN merged_into uuid,
     ADD COLUMN duplicate_policy text,
     ADD COLUMN updated integer NOT NULL DEFAULT '0',
     ADD COLUMN committed_row integer NOT NULL DEFAULT '0',
     ADD COLUMN edit_seq integer NOT NULL DEFAULT '0'`,
  `CREATE INDEX "import_batch_sha256" ON "import_batch" ("enterprise_id", "sha256")`,
  `ALTER TABLE import_row
     ADD COLUMN removed boolean NOT NULL DEFAULT false,
     ADD COLUMN edit_seq integer NOT NULL DEFAULT '0',
     ADD COLUMN edited_by uuid,
     ADD COLUMN before jsonb,
     ADD COLUMN applied_version integer`,
  // From now on every staged row has the id that it will have in the ledger.
  `UPDATE import_row SET instrument_id = gen_random_uuid() WHERE instrument_id IS NULL`,
  `CREATE INDEX "import_row_edits" ON "import_row" ("import_id", "edit_seq") WHERE edit_seq > 0`,
  `CREATE TABLE import_edit (
    id uuid NOT NULL,
    import_id uuid NOT NULL,
    enterprise_id uuid NOT NULL,
    account_id uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    changes jsonb NOT NULL,
    undone boolean NOT NULL DEFAULT false,
    CONSTRAINT "PK_import_edit" PRIMARY KEY ("id")
  )`,
  `CREATE INDEX "import_edit_import" ON "import_edit" ("import_id", "account_id", "id")`,
  `ALTER TABLE import_edit ADD CONSTRAINT fk_import_edit_batch FOREIGN KEY (import_id) REFERENCES import_batch (id) ON DELETE CASCADE`,
  `CREATE TABLE import_presence (
    import_id uuid NOT NULL,
    account_id uuid NOT NULL,
    enterprise_id uuid NOT NULL,
    name text NOT NULL,
    row_number integer,
    field text,
    seen_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT "PK_import_presence" PRIMARY KEY ("import_id", "account_id")
  )`,
  `ALTER TABLE import_presence ADD CONSTRAINT fk_import_presence_batch FOREIGN KEY (import_id) REFERENCES import_batch (id) ON DELETE CASCADE`,
  ...['import_edit', 'import_presence'].flatMap((table) => [
    `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
    `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`,
    `CREATE POLICY tenant ON ${table} USING (${OWN}) WITH CHECK (${OWN})`,
  ]),
  `ALTER TABLE outbox ADD COLUMN turn integer`,
  `CREATE INDEX "outbox_turn" ON "outbox" ("turn") WHERE turn IS NOT NULL AND done_at IS NULL AND failed_at IS NULL`,
];

export class ImportWorkbench0000000000020 implements MigrationInterface {
  name = 'ImportWorkbench0000000000020';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Restore a backup instead.');
  }
}
