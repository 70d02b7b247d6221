import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Role } from '@quanheng/domain';
import pg from 'pg';
import { uuidv7 } from 'uuidv7';
import { startApi, type ApiUnderTest, type SignedIn } from '../testing/api-under-test.js';
import { arrangeEnterprise, arrangeInstitution } from '../testing/scenario.js';
import { arrangeTenantRows, withoutForeignKeys } from '../testing/tenant-rows.js';

// Real: HTTP, guards, PostgreSQL with row security and its own count of the rows that it read. Two thousand rows of strangers
// in every table stand for the millions of a platform: a list that walks over them once is found out.
const STRANGERS_ROWS = 2_000;
/** What grows with the years; catalogue, regions, institutions and settings don't. */
const GROWING = [
  ...[
    'instrument',
    'filing',
    'filing_item',
    'appointment',
    'appointment_item',
    'receipt',
    'verification_task',
  ],
  ...['certificate', 'notification', 'import_batch', 'registration', 'stock_take'],
];
const OF_ENTERPRISE = [
  ...[
    '/instruments',
    '/instruments?q=血压',
    '/instruments?tab=DUE_SOON&sort=validUntil',
    '/instruments/counts',
  ],
  ...['/filings', '/appointments', '/certificates', '/receipts', '/tasks', '/imports', '/stock-takes'],
  ...['/notifications', '/notifications/unread-count', '/statistics/todo', '/statistics/expiry'],
];
const OF_INSTITUTION = [
  ...['/filings', '/appointments', '/certificates', '/receipts', '/tasks', '/registrations'],
  ...['/notifications', '/notifications/unread-count', '/statistics/todo'],
];

let api: ApiUnderTest;
let clerk: SignedIn;
let staff: SignedIn;

beforeAll(async () => {
  api = await startApi();
  const institution = await arrangeInstitution(api.test);
  const enterpriseId = await arrangeEnterprise(api.test, institution.id);
  clerk = await api.signIn({ roles: ['ENTERPRISE_ADMIN'], enterpriseId });
  const roles: Role[] = ['REVIEWER', 'SCHEDULER', 'COUNTER_CLERK', 'VERIFIER', 'INSTITUTION_ADMIN'];
  staff = await api.signIn({ roles, institutionId: institution.id });
  const stranger = { enterprise_id: uuidv7(), institution_id: uuidv7() };
  const ids = await arrangeTenantRows(api.test, stranger);
  await withoutForeignKeys(api.test, async (admin) => {
    for (const table of GROWING) await multiply(admin, table, ids.get(table) as string);
    await admin.query('ANALYZE');
    // The copying itself doesn't count.
    await admin.query('SELECT pg_stat_force_next_flush()');
    await admin.query('SELECT pg_stat_reset()');
  });
});
afterAll(() => api.close());

/** Copies a row; what must be unique is made so. */
async function multiply(admin: pg.Client, table: string, id: string): Promise<void> {
  const { rows } = await admin.query<{ name: string; type: string }>(
    `SELECT DISTINCT a.attname AS name, format_type(a.atttypid, NULL) AS type FROM pg_index x
     JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = ANY(x.indkey)
     WHERE x.indrelid = $1::regclass AND x.indisunique AND a.attname NOT IN ('enterprise_id', 'institution_id')`,
    [table],
  );
  const fresh = rows.map(({ name, type }) => `'${name}', ${type === 'uuid' ? 'gen_random_uuid()' : 'n'}`);
  await admin.query(
    `INSERT INTO ${table} SELECT (jsonb_populate_record(t, jsonb_build_object(${fresh.join(', ')}))).*
     FROM ${table} t, generate_series(10, ${STRANGERS_ROWS + 9}) n WHERE t.id = '${id}'`,
  );
}

it('walks over no stranger’s rows for a list or a figure', async () => {
  for (const path of OF_ENTERPRISE) expect([path, (await clerk.get(path)).status]).toEqual([path, 200]);
  for (const path of OF_INSTITUTION) expect([path, (await staff.get(path)).status]).toEqual([path, 200]);
  // A connection says what it has read when it ends.
  await api.app.close();
  const owner = new pg.Client({ connectionString: api.test.ownerUrl });
  await owner.connect();
  const { rows } = await owner.query<{ table: string; read: number }>(
    `SELECT t.relname AS table, (t.seq_tup_read + coalesce(sum(i.idx_tup_read), 0))::int AS read
     FROM pg_stat_user_tables t LEFT JOIN pg_stat_user_indexes i USING (relid)
     WHERE t.relname = ANY($1) GROUP BY t.relname, t.seq_tup_read`,
    [GROWING],
  );
  await owner.end();
  expect(rows).toHaveLength(GROWING.length);
  expect(rows.filter(({ read }) => read >= STRANGERS_ROWS)).toEqual([]);
});
