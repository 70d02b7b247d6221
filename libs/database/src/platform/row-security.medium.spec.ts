import { afterAll, beforeAll, expect, it } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.js';

// Real: PostgreSQL, every migration, the application's role. Each table of the catalogue of PostgreSQL gets one row, so that
// a table that a later migration adds is in it by itself (quality.md S3).
let test: TestDatabase;
let admin: pg.Client;
let application: pg.Client;
let tables: string[];

beforeAll(async () => {
  test = await createTestDatabase();
  const server = new URL(process.env['TEST_DATABASE_URL'] ?? '');
  server.pathname = new URL(test.url).pathname;
  admin = new pg.Client({ connectionString: server.href });
  application = new pg.Client({ connectionString: test.url });
  await Promise.all([admin.connect(), application.connect()]);
  const { rows } = await admin.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace ORDER BY 1`,
  );
  tables = rows.map(({ name }) => name);
  // Without foreign keys and triggers.
  await admin.query('SET session_replication_role = replica');
  for (const table of tables) await fill(table);
});
afterAll(async () => {
  await Promise.all([admin.end(), application.end()]);
  await test.close();
});

const VALUES: Record<string, string> = {
  uuid: 'gen_random_uuid()',
  text: `'x'`,
  'character varying': `'x'`,
  boolean: 'true',
  integer: '1',
  bigint: '1',
  smallint: '1',
  numeric: '1',
  'double precision': '1',
  date: 'current_date',
  'timestamp with time zone': 'now()',
  jsonb: `'{}'`,
  bytea: `'\\x00'`,
  ARRAY: `'{}'`,
};

async function fill(table: string): Promise<void> {
  const { rows } = await admin.query<{ name: string; type: string }>(
    `SELECT column_name AS name, data_type AS type FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name = $1 AND is_generated = 'NEVER'`,
    [table],
  );
  const unknown = rows.filter(({ type }) => !VALUES[type]);
  expect({ table, unknown }).toEqual({ table, unknown: [] });
  const names = rows.map(({ name }) => `"${name}"`).join(', ');
  await admin.query(
    `INSERT INTO "${table}" (${names}) VALUES (${rows.map(({ type }) => VALUES[type]).join(', ')}) ON CONFLICT DO NOTHING`,
  );
}

/** Not a tenant's and needed before there is a context; or nothing that the application may read at all. */
const OPEN = ['setting', 'number_sequence'];
const CLOSED = ['audit_chain', 'migrations'];

it('every table shows the application nothing without a tenant context', async () => {
  expect(tables.length).toBeGreaterThan(35);
  const shown: string[] = [];
  for (const table of tables.filter((name) => !CLOSED.includes(name))) {
    const { rows } = await application.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM "${table}"`,
    );
    if (rows[0]?.count !== 0) shown.push(table);
  }
  expect(shown.filter((table) => !OPEN.includes(table))).toEqual([]);
});

it('what only its owner needs can not be read at all', async () => {
  for (const table of CLOSED)
    await expect(application.query(`SELECT * FROM "${table}"`)).rejects.toThrow('permission denied');
});

it('every table but those without a tenant forces row security', async () => {
  const { rows } = await admin.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace
       AND NOT (relrowsecurity AND relforcerowsecurity) ORDER BY 1`,
  );
  expect(rows.map(({ name }) => name)).toEqual(['audit_chain', 'migrations', 'number_sequence']);
});
