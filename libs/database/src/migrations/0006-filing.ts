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
  // The former institution's item is not the approving one's to see: this takes the system context for itself alone.
  `CREATE FUNCTION supersede_filings(by_items uuid[], at timestamptz)
    RETURNS TABLE (id uuid, institution_id uuid, enterprise_id uuid, filing_id uuid)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
    DECLARE before text := current_setting('app.kind', true);
    BEGIN
      PERFORM set_config('app.kind', 'system', true);
      RETURN QUERY UPDATE filing_item old SET status = 'SUPERSEDED', version = old.version + 1, updated_at = at
        FROM filing_item new WHERE new.id = ANY(by_items) AND new.status = 'APPROVED'
          AND old.instrument_id = new.instrument_id AND old.id <> new.id AND old.status = 'APPROVED'
        RETURNING old.id, old.institution_id, old.enterprise_id, old.filing_id;
      PERFORM set_config('app.kind', coalesce(before, ''), true);
    END $$`,
  // Which of these instruments another enterprise has filed too, by the four identity fields: yes or no, nothing more.
  `CREATE FUNCTION filed_elsewhere(instruments uuid[]) RETURNS TABLE (id uuid)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
    DECLARE before text := current_setting('app.kind', true);
    BEGIN
      PERFORM set_config('app.kind', 'system', true);
      RETURN QUERY SELECT i.id FROM instrument i WHERE i.id = ANY(instruments) AND EXISTS (
        SELECT 1 FROM instrument o WHERE o.identity_key = i.identity_key AND o.ever_filed
          AND o.enterprise_id <> i.enterprise_id AND o.lifecycle <> 'SCRAPPED');
      PERFORM set_config('app.kind', coalesce(before, ''), true);
    END $$`,
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
