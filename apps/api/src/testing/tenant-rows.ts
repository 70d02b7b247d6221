import type { TestDatabase } from '@quanheng/database/testing';
import pg from 'pg';
import { uuidv7 } from 'uuidv7';

/** Whose rows they are, by the column that says so. */
export type RowOwner = Readonly<Record<string, string>>;

const VALUES: Record<string, unknown> = {
  text: 'x',
  'character varying': 'x',
  boolean: true,
  integer: 1,
  bigint: 1,
  smallint: 1,
  numeric: 1,
  date: '2026-11-23',
  'timestamp with time zone': '2026-11-23T02:00:00Z',
  jsonb: '{}',
  ARRAY: '{}',
};

/**
 * One row in every table that has an `id`, filled from the catalogue of PostgreSQL: tables of later migrations come with
 * it. Answers the row's id by table. Without foreign keys, and without a status that any workflow knows: whoever may see
 * such a row can do nothing with it, and whoever may not is told that there is none.
 */
export const arrangeTenantRows = (test: TestDatabase, owner: RowOwner): Promise<Map<string, string>> =>
  withoutForeignKeys(test, (admin) => fillAll(admin, owner));

export async function withoutForeignKeys<T>(
  test: TestDatabase,
  work: (admin: pg.Client) => Promise<T>,
): Promise<T> {
  const server = new URL(process.env['TEST_DATABASE_URL'] ?? '');
  server.pathname = new URL(test.url).pathname;
  const admin = new pg.Client({ connectionString: server.href });
  await admin.connect();
  try {
    await admin.query('SET session_replication_role = replica');
    return await work(admin);
  } finally {
    await admin.end();
  }
}

interface Column {
  readonly name: string;
  readonly type: string;
}

async function fillAll(admin: pg.Client, owner: RowOwner): Promise<Map<string, string>> {
  const { rows } = await admin.query<{ table: string; columns: Column[] }>(
    `SELECT table_name AS table, json_agg(json_build_object('name', column_name, 'type', data_type)) AS columns
     FROM information_schema.columns WHERE table_schema = 'public' AND is_generated = 'NEVER'
     GROUP BY 1 HAVING bool_or(column_name = 'id' AND data_type = 'uuid') ORDER BY 1`,
  );
  const ids = new Map<string, string>();
  for (const { table, columns } of rows.filter((each) => !owner[`${each.table}.id`])) {
    const id = uuidv7();
    ids.set(table, id);
    const valueOf = ({ name, type }: Column) =>
      name === 'id' ? id : (owner[name] ?? (type === 'uuid' ? uuidv7() : (VALUES[type] ?? null)));
    const names = columns.map(({ name }) => `"${name}"`).join(', ');
    const places = columns.map((_, index) => `$${index + 1}`).join(', ');
    await admin.query(`INSERT INTO "${table}" (${names}) VALUES (${places})`, columns.map(valueOf));
  }
  return ids;
}
