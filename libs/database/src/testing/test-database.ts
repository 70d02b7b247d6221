import { fixedClock, type Clock } from '@quanheng/domain';
import pg from 'pg';
import { createDataSource } from '../platform/data-source.js';
import { Database } from '../platform/database.js';
import { migrate } from '../platform/migrate.js';

const TEMPLATE = 'quanheng_template';
const OWNER = 'quanheng_owner';
const APP = 'quanheng_app';
const LOCK = 4_411_202;

export interface TestDatabase {
  /** As the application's role: row security is on. */
  readonly database: Database;
  readonly url: string;
  /** As the schema's owner, for arranging and for tampering. */
  readonly ownerUrl: string;
  readonly clock: ReturnType<typeof fixedClock>;
  close(): Promise<void>;
}

let counter = 0;

/** A database of its own for one spec file, cloned from one migrated template. Real PostgreSQL, fixed clock. */
export async function createTestDatabase(now = '2026-11-23T02:00:00Z'): Promise<TestDatabase> {
  const server = process.env['TEST_DATABASE_URL'];
  if (!server)
    throw new Error('TEST_DATABASE_URL is missing: run this spec in the Jest project "medium" or "story".');
  const name = `test_${process.pid}_${Date.now()}_${counter++}`;
  await withAdmin(server, async (admin) => {
    await admin.query('SELECT pg_advisory_lock($1)', [LOCK]);
    await ensureTemplate(admin, server);
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE} OWNER ${OWNER}`);
  });
  const url = address(server, name, APP);
  const clock = fixedClock(now);
  const dataSource = await createDataSource({ url, poolSize: 10 }).initialize();
  // Its time is the fixed clock, whatever offset the API under test reads beside the real one.
  const database = new Database(dataSource, { clock: clock as Clock });
  return {
    database,
    url,
    ownerUrl: address(server, name, OWNER),
    clock,
    close: async () => {
      await dataSource.destroy();
      await withAdmin(server, (admin) => admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    },
  };
}

async function ensureTemplate(admin: pg.Client, server: string): Promise<void> {
  const { rowCount } = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [TEMPLATE]);
  if (rowCount) return;
  for (const role of [OWNER, APP]) {
    await admin.query(
      `DO $$ BEGIN CREATE ROLE ${role} LOGIN PASSWORD 'test' NOBYPASSRLS; EXCEPTION WHEN duplicate_object THEN NULL; END $$`,
    );
  }
  const draft = `${TEMPLATE}_draft`;
  await admin.query(`DROP DATABASE IF EXISTS ${draft}`);
  await admin.query(
    `CREATE DATABASE ${draft} OWNER ${OWNER} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8' LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'`,
  );
  await migrate({ ownerUrl: address(server, draft, OWNER), appRole: APP });
  await admin.query(`ALTER DATABASE ${draft} RENAME TO ${TEMPLATE}`);
}

function address(server: string, database: string, role: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  url.username = role;
  url.password = 'test';
  return url.href;
}

async function withAdmin<T>(server: string, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}
