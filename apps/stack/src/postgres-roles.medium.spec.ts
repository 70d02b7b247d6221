import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { APP_ROLE, OWNER_ROLE, provision } from './postgres-roles.js';

/** Real: PostgreSQL. The roles are the server's, which other specs share: passwords must stay as those know them. */
describe('the roles and the database', () => {
  const admin = new URL(process.env['TEST_DATABASE_URL'] ?? '');
  const database = `provision_${randomBytes(6).toString('hex')}`;
  const passwords = { ownerPassword: 'test', appPassword: 'test' };
  let urls: Awaited<ReturnType<typeof provision>>;

  beforeAll(async () => {
    admin.pathname = '/postgres';
    await query(admin.href, `CREATE DATABASE ${database}`);
    const target = new URL(admin);
    target.pathname = `/${database}`;
    await provision(target.href, passwords);
    urls = await provision(target.href, passwords); // Every start does it again.
  });
  afterAll(() => query(admin.href, `DROP DATABASE ${database} WITH (FORCE)`));

  async function query(url: string, text: string): Promise<unknown[]> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query(text)).rows;
    } finally {
      await client.end();
    }
  }

  it('bind both roles by row security', async () => {
    const rows = await query(
      urls.appUrl,
      `SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles
       WHERE rolname IN ('${OWNER_ROLE}', '${APP_ROLE}') ORDER BY rolname`,
    );
    const plain = { rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false };
    expect(rows).toEqual([
      { rolname: APP_ROLE, ...plain },
      { rolname: OWNER_ROLE, ...plain },
    ]);
  });

  it('let the owner make tables, and the application only use what it is granted', async () => {
    await query(urls.ownerUrl, 'CREATE TABLE ledger (id int); INSERT INTO ledger VALUES (1)');
    await expect(query(urls.appUrl, 'CREATE TABLE own (id int)')).rejects.toThrow(
      /permission denied for schema public/,
    );
    await expect(query(urls.appUrl, 'SELECT * FROM ledger')).rejects.toThrow(
      /permission denied for table ledger/,
    );
    await query(urls.ownerUrl, `GRANT SELECT ON ledger TO ${APP_ROLE}`);
    expect(await query(urls.appUrl, 'SELECT * FROM ledger')).toEqual([{ id: 1 }]);
  });

  it("give the queue's schema to the application", async () => {
    await query(urls.appUrl, 'CREATE TABLE bullmq.job (id int)');
    await expect(query(urls.ownerUrl, 'SELECT * FROM bullmq.job')).rejects.toThrow(/permission denied/);
  });
});
