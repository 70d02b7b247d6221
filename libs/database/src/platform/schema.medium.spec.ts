import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { uuidv7 } from 'uuidv7';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { createDataSource } from './data-source.js';
import { publicContext, systemContext, type TenantContext } from './tenant-context.js';

// Real: PostgreSQL, migrations, roles, row security, triggers.
let test: TestDatabase;
beforeAll(async () => void (test = await createTestDatabase()));
afterAll(() => test.close());

const enterprise = (id: string): TenantContext => ({
  ...publicContext('r-1'),
  kind: 'enterprise',
  enterpriseId: id,
});

describe('schema', () => {
  it('is what the entities say: no statement would be needed to make them agree', async () => {
    const owner = await createDataSource({ url: test.ownerUrl, poolSize: 1 }).initialize();
    const { upQueries } = await owner.driver.createSchemaBuilder().log();
    await owner.destroy();
    // Foreign keys are written by hand in the migrations; entities carry ids, not relations.
    expect(upQueries.map((q) => q.query).filter((q) => !/DROP CONSTRAINT "fk_/.test(q))).toEqual([]);
  });

  it('forces row security on every table that has a tenant', async () => {
    const rows = await new pgQuery(test.ownerUrl).all(
      `SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
       WHERE c.relkind = 'r' AND a.attname IN ('enterprise_id', 'institution_id', 'account_id')
       AND NOT (c.relrowsecurity AND c.relforcerowsecurity)`,
    );
    expect(rows).toEqual([]);
  });

  it('gives the application a role that neither owns a table nor passes row security', async () => {
    const rows = await new pgQuery(test.url).all(
      `SELECT rolsuper, rolbypassrls, (SELECT count(*)::int FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user) AS owned
       FROM pg_roles WHERE rolname = current_user`,
    );
    expect(rows).toEqual([{ rolsuper: false, rolbypassrls: false, owned: 0 }]);
  });
});

describe('tenants', () => {
  const mine = uuidv7();
  const theirs = uuidv7();
  const arrange = (enterpriseId: string) =>
    test.database.write(enterprise(enterpriseId), (tx) =>
      tx.query(
        `INSERT INTO notification (id, enterprise_id, template, params, created_at) VALUES ($1, $2, 'x', '{}', now())`,
        [uuidv7(), enterpriseId],
      ),
    );

  it('shows an enterprise its own rows and nothing without a context', async () => {
    await arrange(mine);
    await arrange(theirs);
    const count = (context: TenantContext) =>
      test.database.read(
        context,
        async (tx) => (await tx.query('SELECT enterprise_id FROM notification')).length,
      );
    expect(await count(enterprise(mine))).toBe(1);
    expect(await count(publicContext())).toBe(0);
    expect(await count(systemContext())).toBe(2);
    expect(await new pgQuery(test.url).all('SELECT * FROM notification')).toEqual([]);
  });

  it('refuses to write another tenant’s row and to write in a reading transaction', async () => {
    const change = `UPDATE notification SET template = 'y' WHERE enterprise_id = $1 RETURNING id`;
    // TypeORM answers an UPDATE with [rows, count].
    expect(await test.database.write(enterprise(mine), (tx) => tx.query(change, [theirs]))).toEqual([[], 0]);
    await expect(test.database.read(enterprise(mine), (tx) => tx.query(change, [mine]))).rejects.toThrow(
      'read-only',
    );
  });
});

describe('audit chain', () => {
  const object = uuidv7();
  const record = (action: string) =>
    test.database.write(enterprise(object), async (tx) => {
      tx.audit({ action, objectType: 'instrument', objectId: object, after: { action } });
    });

  it('links the events of a tenant and refuses to change one', async () => {
    for (const action of ['create', 'update', 'scrap']) await record(action);
    const events = await test.database.read(enterprise(object), (tx) =>
      tx.query<{ seq: number; hash: string }>(
        'SELECT seq, hash FROM audit_event WHERE chain = $1 ORDER BY seq',
        [object],
      ),
    );
    expect(events.map((event) => event.seq)).toEqual([1, 2, 3]);
    expect(await brokenLinks()).toEqual([]);
    await expect(new pgQuery(test.url).all(`DELETE FROM audit_event`)).rejects.toThrow('permission denied');
    await expect(new pgQuery(test.ownerUrl).all(`UPDATE audit_event SET reason = 'x'`)).rejects.toThrow(
      'append-only',
    );
  });

  it('shows a changed event and a removed last one', async () => {
    const owner = new pgQuery(test.ownerUrl);
    await owner.all(`ALTER TABLE audit_event NO FORCE ROW LEVEL SECURITY; ALTER TABLE audit_event DISABLE TRIGGER refuse_audit_change;
      UPDATE audit_event SET reason = 'forged' WHERE chain = '${object}' AND seq = 2`);
    expect(await brokenLinks()).toEqual([{ chain: object, seq: 2 }]);
    await owner.all(`UPDATE audit_event SET reason = NULL WHERE chain = '${object}' AND seq = 2`);
    await owner.all(`DELETE FROM audit_event WHERE chain = '${object}' AND seq = 3`);
    expect(await brokenLinks()).toEqual([{ chain: object, seq: 3 }]);
  });

  const brokenLinks = () =>
    test.database.read(systemContext(), (tx) => tx.query('SELECT chain, seq FROM broken_audit_links()'));
});

/** A connection of its own, outside any tenant context. */
class pgQuery {
  constructor(private readonly url: string) {}
  async all(sql: string): Promise<unknown[]> {
    const client = new pg.Client({ connectionString: this.url });
    await client.connect();
    try {
      return (await client.query(sql)).rows as unknown[];
    } finally {
      await client.end();
    }
  }
}
