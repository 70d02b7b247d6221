import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATEMENTS = [
  `CREATE TABLE reference_table (
    id uuid NOT NULL,
    version integer NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    kind text NOT NULL,
    status text NOT NULL,
    file_name text NOT NULL,
    attachment_id uuid NOT NULL,
    created_by uuid NOT NULL,
    created_by_name text NOT NULL,
    rows jsonb NOT NULL DEFAULT '[]',
    problems jsonb NOT NULL DEFAULT '[]',
    row_count integer NOT NULL DEFAULT '0',
    problem_count integer NOT NULL DEFAULT '0',
    error_code text,
    error_details jsonb NOT NULL DEFAULT '{}',
    published_at timestamptz,
    published_by_name text,
    effective_from date,
    CONSTRAINT "PK_reference_table" PRIMARY KEY ("id")
  )`,
  `CREATE INDEX "reference_table_of_kind" ON "reference_table" ("kind", "id")`,
  `ALTER TABLE reference_table ENABLE ROW LEVEL SECURITY`,
  `ALTER TABLE reference_table FORCE ROW LEVEL SECURITY`,
  `CREATE POLICY platform ON reference_table
     USING (ctx_kind() IN ('system', 'platform')) WITH CHECK (ctx_kind() IN ('system', 'platform'))`,
  // The file belongs to no tenant.
  `CREATE POLICY reference_table ON attachment
     USING (kind = 'REFERENCE_TABLE' AND ctx_kind() IN ('system', 'platform'))
     WITH CHECK (kind = 'REFERENCE_TABLE' AND ctx_kind() IN ('system', 'platform'))`,
  // One day has one edition.
  `CREATE UNIQUE INDEX "catalogue_edition_begins" ON "catalogue_edition" ("effective_from")`,
];

export class CreateReferenceTables0000000000029 implements MigrationInterface {
  name = 'CreateReferenceTables0000000000029';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Restore a backup instead.');
  }
}
