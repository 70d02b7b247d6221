import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATEMENTS = [
  `CREATE TABLE notification (
    id uuid NOT NULL,
    enterprise_id uuid,
    institution_id uuid,
    registration_id uuid,
    template text NOT NULL,
    params jsonb NOT NULL,
    link text,
    created_at timestamptz NOT NULL,
    CONSTRAINT "PK_705b6c7cdf9b2c2ff7ac7872cb7" PRIMARY KEY ("id")
  )`,
  `CREATE INDEX "IDX_7602bbee1e762b2dd8c368b3a5" ON "notification" ("institution_id", "id")`,
  `CREATE INDEX "IDX_f2baf0c0314273e6139b9383b2" ON "notification" ("enterprise_id", "id")`,
  `CREATE TABLE notification_read (
    notification_id uuid NOT NULL,
    account_id uuid NOT NULL,
    read_at timestamptz NOT NULL,
    CONSTRAINT "PK_ba098327a76775135f294a79dec" PRIMARY KEY ("notification_id", "account_id")
  )`,
  `CREATE TABLE delivery (
    id uuid NOT NULL,
    notification_id uuid NOT NULL,
    channel text NOT NULL,
    status text NOT NULL,
    attempts integer NOT NULL DEFAULT '0',
    provider_id text,
    error text,
    sent_at timestamptz,
    CONSTRAINT "PK_ffad7bf84e68716cd9af89003b0" PRIMARY KEY ("id")
  )`,
  `CREATE UNIQUE INDEX "IDX_64b358ee9257862ff647da8f61" ON "delivery" ("notification_id", "channel")`,
  `CREATE TABLE reminder (
    instrument_id uuid NOT NULL,
    cycle date NOT NULL,
    step text NOT NULL,
    enterprise_id uuid NOT NULL,
    notification_id uuid NOT NULL,
    CONSTRAINT "PK_b57868f04a8aee3870da1368028" PRIMARY KEY ("instrument_id", "cycle", "step")
  )`,
];

export class CreateNotificationTables0000000000010 implements MigrationInterface {
  name = 'CreateNotificationTables0000000000010';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Restore a backup instead: a schema that holds verification records is never undone.');
  }
}
