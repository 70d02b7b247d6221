import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  `CREATE TABLE second_factor (
    account_id uuid NOT NULL,
    secret text,
    pending_secret text,
    last_step integer,
    confirmed_at timestamptz,
    CONSTRAINT "PK_0a7b3df05f1502502d076745897" PRIMARY KEY ("account_id")
  )`,
  `CREATE TABLE backup_code (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    code_hash text NOT NULL,
    created_at timestamptz NOT NULL,
    used_at timestamptz,
    CONSTRAINT "PK_2499c38512f254ae0511ebb0df4" PRIMARY KEY ("id")
  )`,
  `CREATE UNIQUE INDEX "IDX_0e9f6c249263199d2b7ceb4ac1" ON "backup_code" ("account_id", "code_hash")`,
  `CREATE TABLE login_challenge (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    browser_id uuid NOT NULL,
    step text NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    CONSTRAINT "PK_179c2cb373394f4f74956209237" PRIMARY KEY ("id")
  )`,
  `CREATE INDEX "IDX_c4906094c95e75805c63400c4e" ON "login_challenge" ("expires_at")`,
  `CREATE TABLE known_device (
    account_id uuid NOT NULL,
    device_id uuid NOT NULL,
    first_seen_at timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    CONSTRAINT "PK_b1273eb40f9a5ca8a91f90f70ad" PRIMARY KEY ("account_id", "device_id")
  )`,
  `CREATE TABLE spent_captcha (
    id text NOT NULL,
    expires_at timestamptz NOT NULL,
    CONSTRAINT "PK_74e1a399ba3f46937a443f0f488" PRIMARY KEY ("id")
  )`,
  `CREATE TABLE wechat_binding (
    account_id uuid NOT NULL,
    open_id text NOT NULL,
    union_id text,
    bound_at timestamptz NOT NULL,
    CONSTRAINT "PK_1b61369ea97b40135544fda388d" PRIMARY KEY ("account_id")
  )`,
  `CREATE UNIQUE INDEX "IDX_a80515880ff39feae9635e2460" ON "wechat_binding" ("open_id")`,
  `CREATE TABLE wechat_state (
    id text NOT NULL,
    browser_id uuid NOT NULL,
    account_id uuid,
    expires_at timestamptz NOT NULL,
    CONSTRAINT "PK_6b4e0feae60b4c2c81928a6e2d3" PRIMARY KEY ("id")
  )`,
  `CREATE INDEX "IDX_9f6b476bfb321149401f9cc601" ON "wechat_state" ("expires_at")`,
];

/** Where a session was started, and messages to one person alone. */
const COLUMNS = [
  `ALTER TABLE session ADD COLUMN device_id uuid, ADD COLUMN address text`,
  `ALTER TABLE notification ADD COLUMN account_id uuid`,
  `CREATE INDEX "IDX_677f300ded2aa2e1ca8fdbdc55" ON "notification" ("account_id", "id")`,
  `CREATE POLICY of_account ON notification USING (account_id = ctx_account_id()) WITH CHECK (account_id = ctx_account_id())`,
];

/**
 * Whoever changes an account, its sessions end with it (`domain.md` section 2): the status, the roles, the tenant. Only
 * the approval of a registration lets the registrant go on. It takes the system context for itself alone.
 */
const END_SESSIONS = [
  `CREATE FUNCTION end_sessions_of_account() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
    DECLARE before text := current_setting('app.kind', true);
    BEGIN
      PERFORM set_config('app.kind', 'system', true);
      UPDATE session SET revoked_at = now() WHERE account_id = NEW.id AND revoked_at IS NULL;
      PERFORM set_config('app.kind', coalesce(before, ''), true);
      RETURN NULL;
    END $$`,
  `CREATE TRIGGER end_sessions AFTER UPDATE ON account FOR EACH ROW
    WHEN (NEW.status <> 'ACTIVE' OR (OLD.roles <> '{REGISTRANT}' AND (
      NOT (OLD.roles @> NEW.roles AND NEW.roles @> OLD.roles)
      OR OLD.enterprise_id IS DISTINCT FROM NEW.enterprise_id
      OR OLD.institution_id IS DISTINCT FROM NEW.institution_id)))
    EXECUTE FUNCTION end_sessions_of_account()`,
];

/** A demonstration that stands goes on letting its accounts in by their password alone. */
const KEEP_DEMO_OPEN = [
  `SELECT set_config('app.kind', 'system', true)`,
  `INSERT INTO setting (key, value) SELECT 'rules', '{"secondFactorRequired": 0}'::jsonb
     WHERE EXISTS (SELECT 1 FROM setting WHERE key = 'demo.accounts')
   ON CONFLICT (key) DO UPDATE SET value = excluded.value || setting.value`,
  `SELECT set_config('app.kind', '', true)`,
];

const SYSTEM_ONLY = [
  'second_factor',
  'backup_code',
  'login_challenge',
  'known_device',
  'spent_captcha',
  'wechat_binding',
  'wechat_state',
];

export class AccountSecurity0000000000015 implements MigrationInterface {
  name = 'AccountSecurity0000000000015';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of TABLES) await runner.query(statement);
    for (const table of SYSTEM_ONLY) {
      await runner.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`);
      await runner.query(`ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`);
      await runner.query(
        `CREATE POLICY tenant ON ${table} USING (ctx_kind() = 'system') WITH CHECK (ctx_kind() = 'system')`,
      );
    }
    for (const statement of [...COLUMNS, ...END_SESSIONS, ...KEEP_DEMO_OPEN]) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Restore a backup instead.');
  }
}
