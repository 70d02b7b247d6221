import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATEMENTS = [
  `CREATE TABLE audit_event (
    id uuid NOT NULL,
    chain text NOT NULL,
    seq bigint NOT NULL,
    hash text NOT NULL,
    at timestamptz NOT NULL,
    actor_id uuid,
    actor_name text,
    on_behalf_of text,
    action text NOT NULL,
    object_type text NOT NULL,
    object_id text NOT NULL,
    enterprise_id uuid,
    institution_id uuid,
    before jsonb,
    after jsonb,
    reason text,
    request_id text,
    CONSTRAINT "PK_481efbe8b0a403efe3f47a6528f" PRIMARY KEY ("id")
  )`,
  `CREATE INDEX "IDX_ed4afa64cb14596bf505ecca91" ON "audit_event" ("object_type", "object_id", "seq")`,
  `CREATE UNIQUE INDEX "IDX_f542faa6f94c43e6d74823d9bc" ON "audit_event" ("chain", "seq")`,
  `CREATE TABLE audit_chain (
    chain text NOT NULL,
    seq bigint NOT NULL,
    hash text NOT NULL,
    CONSTRAINT "PK_c84f1bc81b4cfbba99f4061c4c4" PRIMARY KEY ("chain")
  )`,
  `CREATE TABLE outbox (
    id uuid NOT NULL,
    name text NOT NULL,
    job_id text NOT NULL,
    payload jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    available_at timestamptz NOT NULL DEFAULT now(),
    relayed_at timestamptz,
    done_at timestamptz,
    attempts integer NOT NULL DEFAULT '0',
    failed_at timestamptz,
    error text,
    CONSTRAINT "PK_340ab539f309f03bdaa14aa7649" PRIMARY KEY ("id")
  )`,
  `CREATE INDEX "IDX_ed429de42c33a1798e72e9ea69" ON "outbox" ("available_at") WHERE relayed_at IS NULL`,
  `CREATE UNIQUE INDEX "IDX_fca572df71a1e08db50f81f761" ON "outbox" ("job_id")`,
  `CREATE TABLE idempotency (
    scope text NOT NULL,
    key text NOT NULL,
    account_id uuid,
    request_hash text NOT NULL,
    response jsonb,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT "PK_e07c7cc9db82a00ea4f8734da99" PRIMARY KEY ("scope", "key")
  )`,
  `CREATE TABLE number_sequence (
    scope text NOT NULL,
    last integer NOT NULL,
    CONSTRAINT "PK_3d79eebb702c4fe76e99113c70b" PRIMARY KEY ("scope")
  )`,
  `CREATE TABLE setting (
    key text NOT NULL,
    value jsonb NOT NULL,
    CONSTRAINT "PK_1c4c95d773004250c157a744d6e" PRIMARY KEY ("key")
  )`,
];

export class CreatePlatformTables0000000000001 implements MigrationInterface {
  name = 'CreatePlatformTables0000000000001';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Restore a backup instead: a schema that holds verification records is never undone.');
  }
}
