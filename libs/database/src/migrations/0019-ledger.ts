import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATEMENTS = [
  // The number that its label carries; given when a label is first printed, so most have none.
  `ALTER TABLE instrument ADD COLUMN label_code text`,
  `CREATE UNIQUE INDEX instrument_label ON instrument (label_code) WHERE label_code IS NOT NULL`,
  `CREATE TABLE list_view (
    id uuid PRIMARY KEY,
    version integer NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    account_id uuid NOT NULL,
    account_name text NOT NULL,
    enterprise_id uuid,
    institution_id uuid,
    list text NOT NULL,
    name text NOT NULL,
    is_shared boolean NOT NULL DEFAULT false,
    filters jsonb NOT NULL
  )`,
  `CREATE UNIQUE INDEX list_view_name ON list_view (account_id, list, name)`,
  `CREATE INDEX list_view_enterprise ON list_view (enterprise_id, list) WHERE is_shared`,
  `CREATE INDEX list_view_institution ON list_view (institution_id, list) WHERE is_shared`,
  `CREATE TABLE list_setting (
    account_id uuid NOT NULL,
    list text NOT NULL,
    columns jsonb NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, list)
  )`,
  `CREATE TABLE instrument_template (
    id uuid PRIMARY KEY,
    version integer NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    enterprise_id uuid NOT NULL CONSTRAINT fk_instrument_template_enterprise REFERENCES enterprise (id),
    name text NOT NULL,
    "values" jsonb NOT NULL,
    created_by_name text NOT NULL
  )`,
  `CREATE UNIQUE INDEX instrument_template_name ON instrument_template (enterprise_id, name)`,
  `CREATE TABLE bulk_edit (
    id uuid PRIMARY KEY,
    version integer NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    enterprise_id uuid NOT NULL CONSTRAINT fk_bulk_edit_enterprise REFERENCES enterprise (id),
    field text NOT NULL,
    value text,
    changed integer NOT NULL DEFAULT 0,
    created_by uuid NOT NULL,
    created_by_name text NOT NULL,
    undone_at timestamptz,
    restored integer NOT NULL DEFAULT 0
  )`,
  `CREATE INDEX bulk_edit_recent ON bulk_edit (enterprise_id, id)`,
  `CREATE TABLE bulk_edit_item (
    bulk_edit_id uuid NOT NULL CONSTRAINT fk_bulk_edit_item_edit REFERENCES bulk_edit (id) ON DELETE CASCADE,
    instrument_id uuid NOT NULL,
    enterprise_id uuid NOT NULL,
    before text,
    PRIMARY KEY (bulk_edit_id, instrument_id)
  )`,
  `CREATE TABLE stock_take (
    id uuid PRIMARY KEY,
    version integer NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    enterprise_id uuid NOT NULL CONSTRAINT fk_stock_take_enterprise REFERENCES enterprise (id),
    name text NOT NULL,
    status text NOT NULL,
    criteria jsonb NOT NULL,
    started_on date NOT NULL,
    started_by_name text NOT NULL,
    expected integer NOT NULL,
    closed_at timestamptz,
    closed_by_name text,
    result jsonb
  )`,
  `CREATE INDEX stock_take_recent ON stock_take (enterprise_id, id)`,
  `CREATE TABLE stock_take_item (
    stock_take_id uuid NOT NULL CONSTRAINT fk_stock_take_item REFERENCES stock_take (id) ON DELETE CASCADE,
    instrument_id uuid NOT NULL,
    enterprise_id uuid NOT NULL,
    is_expected boolean NOT NULL DEFAULT false,
    seen_at timestamptz,
    seen_by_name text,
    PRIMARY KEY (stock_take_id, instrument_id)
  )`,
  `CREATE INDEX stock_take_item_state ON stock_take_item (stock_take_id, seen_at, instrument_id)`,
  `CREATE TABLE stock_take_unknown (
    stock_take_id uuid NOT NULL CONSTRAINT fk_stock_take_unknown REFERENCES stock_take (id) ON DELETE CASCADE,
    code text NOT NULL,
    enterprise_id uuid NOT NULL,
    seen_at timestamptz NOT NULL,
    seen_by_name text NOT NULL,
    PRIMARY KEY (stock_take_id, code)
  )`,
];

const SYSTEM = `ctx_kind() = 'system'`;
const OWN_ENTERPRISE = `${SYSTEM} OR enterprise_id = ctx_enterprise_id()`;
const OWN_ACCOUNT = `${SYSTEM} OR account_id = ctx_account_id()`;

const POLICIES: Record<string, string> = {
  list_view: `${OWN_ACCOUNT}
    OR (is_shared AND (enterprise_id = ctx_enterprise_id() OR institution_id = ctx_institution_id()))`,
  list_setting: OWN_ACCOUNT,
  instrument_template: OWN_ENTERPRISE,
  bulk_edit: OWN_ENTERPRISE,
  bulk_edit_item: OWN_ENTERPRISE,
  stock_take: OWN_ENTERPRISE,
  stock_take_item: OWN_ENTERPRISE,
  stock_take_unknown: OWN_ENTERPRISE,
};

export class AddLedgerTools0000000000019 implements MigrationInterface {
  name = 'AddLedgerTools0000000000019';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
    for (const [table, rule] of Object.entries(POLICIES)) {
      await runner.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`);
      await runner.query(`ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`);
      await runner.query(`CREATE POLICY tenant ON ${table} USING (${rule}) WITH CHECK (${rule})`);
    }
  }

  async down(): Promise<void> {
    throw new Error('Restore a backup instead: a schema that holds verification records is never undone.');
  }
}
