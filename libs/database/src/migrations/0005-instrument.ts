import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATEMENTS = [
  `CREATE TABLE import_batch (
    id uuid NOT NULL,
    version integer NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    enterprise_id uuid NOT NULL,
    status text NOT NULL,
    file_name text NOT NULL,
    attachment_id uuid NOT NULL,
    created_by uuid NOT NULL,
    sheet text,
    header_row integer,
    mapping jsonb,
    preview jsonb,
    revision integer NOT NULL DEFAULT '0',
    phase text,
    done integer NOT NULL DEFAULT '0',
    total integer NOT NULL DEFAULT '0',
    counts jsonb,
    commit_policy text,
    created integer NOT NULL DEFAULT '0',
    skipped integer NOT NULL DEFAULT '0',
    failure_code text,
    failure_details jsonb,
    completed_at timestamptz,
    CONSTRAINT "PK_f408daa3bbc77ffc37eca041312" PRIMARY KEY ("id")
  )`,
  `CREATE INDEX "IDX_f8fcdcab53cd4776f689445905" ON "import_batch" ("enterprise_id", "id")`,
  `CREATE TABLE import_row (
    import_id uuid NOT NULL,
    row_number integer NOT NULL,
    enterprise_id uuid NOT NULL,
    version integer NOT NULL DEFAULT '1',
    raw jsonb NOT NULL,
    edits jsonb NOT NULL DEFAULT '{}',
    values jsonb NOT NULL,
    identity_key text,
    findings jsonb NOT NULL,
    level text NOT NULL,
    duplicate_row integer,
    duplicate_id uuid,
    instrument_id uuid,
    CONSTRAINT "PK_8a41b7b3810e96ad2613b9d75f1" PRIMARY KEY ("import_id", "row_number")
  )`,
  `CREATE INDEX "IDX_3197e76c913ab0be74f06314ab" ON "import_row" ("import_id", "identity_key")`,
  `CREATE INDEX "IDX_b7e50157d94675ac24922bb356" ON "import_row" ("import_id", "level", "row_number")`,
  `CREATE TABLE instrument (
    id uuid NOT NULL,
    version integer NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    enterprise_id uuid NOT NULL,
    institution_id uuid,
    name text NOT NULL,
    model text NOT NULL,
    serial_number text NOT NULL,
    own_number text NOT NULL,
    manufacturer text NOT NULL,
    measuring_range text NOT NULL,
    accuracy_class text NOT NULL,
    origin text NOT NULL,
    usage_state text NOT NULL,
    purpose text NOT NULL,
    instrument_type text NOT NULL,
    verification_mode text NOT NULL,
    region_code text NOT NULL,
    category_code text NOT NULL,
    location text,
    type_approval_number text,
    manufactured_on date,
    in_use_since date,
    last_verified_on date,
    valid_until date,
    remark text,
    lifecycle text NOT NULL,
    identity_key text NOT NULL,
    search_text text NOT NULL,
    valid_until_declared boolean NOT NULL DEFAULT false,
    failed boolean NOT NULL DEFAULT false,
    verified_for_good boolean NOT NULL DEFAULT false,
    ever_filed boolean NOT NULL DEFAULT false,
    filed_on date,
    lapsed_on date,
    ended_without_result_on date,
    open_filing_item_id uuid,
    open_appointment_item_id uuid,
    import_id uuid,
    CONSTRAINT "PK_1707dc7e7c2845211b38bef3d29" PRIMARY KEY ("id")
  )`,
  `CREATE INDEX "IDX_92802867756de9b9659f4c0814" ON "instrument" ("institution_id")`,
  `CREATE INDEX "IDX_414d2795cfa68a489f6373ab35" ON "instrument" ("valid_until", "id") WHERE lifecycle = 'ACTIVE'`,
  `CREATE INDEX "IDX_197e425d1c9ab38f848a82883d" ON "instrument" ("enterprise_id", "valid_until", "id") WHERE lifecycle = 'ACTIVE'`,
  `CREATE INDEX "IDX_93f1ad2abd0fbf499636293f48" ON "instrument" ("enterprise_id", "id")`,
  `CREATE UNIQUE INDEX "IDX_985f38e0e6c0147f78b2b1c821" ON "instrument" ("enterprise_id", "identity_key")`,
  `CREATE INDEX "filed_identity" ON "instrument" ("identity_key") WHERE ever_filed`,
  `ALTER TABLE instrument ADD CONSTRAINT fk_instrument_enterprise FOREIGN KEY (enterprise_id) REFERENCES enterprise (id)`,
  `ALTER TABLE import_batch ADD CONSTRAINT fk_import_batch_enterprise FOREIGN KEY (enterprise_id) REFERENCES enterprise (id)`,
  `ALTER TABLE import_row ADD CONSTRAINT fk_import_row_batch FOREIGN KEY (import_id) REFERENCES import_batch (id) ON DELETE CASCADE`,
];

export class CreateInstrumentTables0000000000005 implements MigrationInterface {
  name = 'CreateInstrumentTables0000000000005';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Restore a backup instead: a schema that holds verification records is never undone.');
  }
}
