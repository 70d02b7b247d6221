import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATEMENTS = [
  `CREATE TABLE long_job (
    id uuid NOT NULL,
    version integer NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    kind text NOT NULL,
    status text NOT NULL,
    account_id uuid NOT NULL,
    params jsonb NOT NULL,
    phase text,
    done integer NOT NULL DEFAULT '0',
    total integer NOT NULL DEFAULT '0',
    counts jsonb NOT NULL DEFAULT '{}',
    attachment_id uuid,
    error_code text,
    error_details jsonb NOT NULL DEFAULT '{}',
    started_at timestamptz,
    ended_at timestamptz,
    CONSTRAINT "PK_cf34721d7d38c2d97e9926f802a" PRIMARY KEY ("id")
  )`,
  `CREATE INDEX "IDX_95b22ab3b4429b97c2864fd4bc" ON "long_job" ("account_id", "id")`,
  `ALTER TABLE long_job ENABLE ROW LEVEL SECURITY`,
  `ALTER TABLE long_job FORCE ROW LEVEL SECURITY`,
  `CREATE POLICY own ON long_job
     USING (ctx_kind() = 'system' OR account_id = ctx_account_id())
     WITH CHECK (ctx_kind() = 'system' OR account_id = ctx_account_id())`,
  // What a person's long work made is that person's alone, also within an enterprise.
  `CREATE POLICY made_for ON attachment FOR SELECT
     USING (kind = 'LONG_JOB_RESULT' AND created_by = ctx_account_id())`,
  `ALTER TABLE setting ADD COLUMN version integer NOT NULL DEFAULT 1`,
];

export class CreateLongJobs0000000000014 implements MigrationInterface {
  name = 'CreateLongJobs0000000000014';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Restore a backup instead.');
  }
}
