import pg from 'pg';

/** The schema's owner, used by migrations only. */
export const OWNER_ROLE = 'quanheng_owner';
/** API and worker: neither owner nor BYPASSRLS, so that row security holds for them. */
export const APP_ROLE = 'quanheng_app';
const DATABASE = 'quanheng';

export interface Passwords {
  ownerPassword: string;
  appPassword: string;
}

export interface DatabaseUrls {
  ownerUrl: string;
  appUrl: string;
}

/**
 * Makes roles, database and the queue's schema as they are wanted, whatever of them exists already.
 * @param adminUrl a role that may create roles and databases; its own database is taken, but never `postgres`
 */
export async function provision(adminUrl: string, passwords: Passwords): Promise<DatabaseUrls> {
  const named = decodeURIComponent(new URL(adminUrl).pathname.slice(1));
  const database = ['', 'postgres'].includes(named) ? DATABASE : named;
  await asAdmin(named === database ? adminUrl : address(adminUrl, 'postgres'), async (admin) => {
    await ensureRole(admin, OWNER_ROLE, passwords.ownerPassword);
    await ensureRole(admin, APP_ROLE, passwords.appPassword);
    await ensureDatabase(admin, database);
  });
  await asAdmin(address(adminUrl, database), (admin) => grantSchemas(admin, database));
  return {
    ownerUrl: address(adminUrl, database, { role: OWNER_ROLE, password: passwords.ownerPassword }),
    appUrl: address(adminUrl, database, { role: APP_ROLE, password: passwords.appPassword }),
  };
}

/** One more database in a cluster that was provisioned, for the same roles. */
export async function addDatabase(
  adminUrl: string,
  name: string,
  passwords: Passwords,
): Promise<DatabaseUrls> {
  await asAdmin(adminUrl, (admin) => ensureDatabase(admin, name));
  return provision(address(adminUrl, name), passwords);
}

/** New roles are neither superusers nor BYPASSRLS. */
async function ensureRole(admin: pg.Client, role: string, password: string): Promise<void> {
  const { rowCount } = await admin.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
  if (!rowCount) await admin.query(`CREATE ROLE ${role}`);
  await admin.query(`ALTER ROLE ${role} LOGIN PASSWORD ${pg.escapeLiteral(password)}`);
}

/** Locale C.UTF-8: under ctype C pg_trgm sees no Chinese; the built-in provider sorts alike on every system. */
async function ensureDatabase(admin: pg.Client, database: string): Promise<void> {
  const { rowCount } = await admin.query('SELECT FROM pg_database WHERE datname = $1', [database]);
  if (rowCount) return;
  await admin.query(
    `CREATE DATABASE ${pg.escapeIdentifier(database)} OWNER ${OWNER_ROLE} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8' LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'`,
  );
}

async function grantSchemas(admin: pg.Client, database: string): Promise<void> {
  const name = pg.escapeIdentifier(database);
  await admin.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
  await admin.query(`GRANT ALL ON DATABASE ${name} TO ${OWNER_ROLE}`);
  await admin.query(`GRANT CONNECT, TEMPORARY, CREATE ON DATABASE ${name} TO ${APP_ROLE}`);
  await admin.query(`GRANT ALL ON SCHEMA public TO ${OWNER_ROLE}`);
  // BullMQ brings its own tables up to date in a schema of its own, which it asks for even where it exists: CREATE above.
  await admin.query(`CREATE SCHEMA IF NOT EXISTS bullmq AUTHORIZATION ${APP_ROLE}`);
}

function address(base: string, database: string, login?: { role: string; password: string }): string {
  const url = new URL(base);
  url.pathname = `/${encodeURIComponent(database)}`;
  if (login) {
    url.username = login.role;
    url.password = login.password;
  }
  return url.href;
}

async function asAdmin(url: string, work: (admin: pg.Client) => Promise<void>): Promise<void> {
  const admin = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}
