import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { InstitutionEntity } from '../institution/institution.entities.js';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { createDataSource } from './data-source.js';
import { Database } from './database.js';
import { lockForMove } from './lock-for-move.js';
import { nextCaseNumber } from './next-case-number.js';
import { systemContext, type TenantContext } from './tenant-context.js';
import type { Transaction } from './transaction.js';

// Real: PostgreSQL and its locks. Fixed: the clock.
let test: TestDatabase;
beforeAll(async () => void (test = await createTestDatabase('2026-11-23T16:30:00Z')));
afterAll(() => test.close());

const withKey = (key: string, requestHash = 'a'): TenantContext => ({
  ...systemContext('req-1'),
  idempotency: { scope: 'test route', key, requestHash },
});
const anInstitution = () => ({
  id: uuidv7(),
  code: uuidv7(),
  name: '演示机构',
  regionCode: '441200',
  authorizationNumber: '1',
  address: '1',
  phone: '1',
});
const create = (tx: Transaction) => tx.manager.save(InstitutionEntity, anInstitution());
const countInstitutions = () =>
  test.database.read(systemContext(), (tx) => tx.manager.count(InstitutionEntity));

describe('a repeated request', () => {
  it('has one effect and gets the same answer', async () => {
    const before = await countInstitutions();
    const send = () => test.database.write(withKey('key-1'), async (tx) => ({ id: (await create(tx)).id }));
    const [first, second] = [await send(), await send()];
    expect(second).toEqual(first);
    expect(await countInstitutions()).toBe(before + 1);
  });

  it('with another body is refused', async () => {
    await test.database.write(withKey('key-2', 'a'), async () => ({}));
    await expect(test.database.write(withKey('key-2', 'b'), async () => ({}))).rejects.toMatchObject({
      code: 'request.idempotency-key-reused',
    });
  });

  it('while the first is in flight is told so, and nothing of a failed first one is kept', async () => {
    const steps: string[] = [];
    const first = test.database.write(withKey('key-3'), async (tx) => {
      await create(tx);
      await expect(test.database.write(withKey('key-3'), create)).rejects.toMatchObject({
        code: 'request.idempotency-in-flight',
      });
      steps.push('told');
      throw new Error('crashed');
    });
    await expect(first).rejects.toThrow('crashed');
    expect(steps).toEqual(['told']);
    const before = await countInstitutions();
    await test.database.write(withKey('key-3'), create);
    expect(await countInstitutions()).toBe(before + 1);
  });

  it('sent fifty times at once has one effect', async () => {
    const before = await countInstitutions();
    const answers = await Promise.allSettled(
      Array.from({ length: 50 }, () =>
        test.database.write(withKey('key-4'), async (tx) => ({ id: (await create(tx)).id })),
      ),
    );
    expect(await countInstitutions()).toBe(before + 1);
    const ids = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value.id] : []));
    expect(new Set(ids).size).toBe(1);
    for (const answer of answers) {
      if (answer.status === 'rejected')
        expect(answer.reason).toMatchObject({ code: 'request.idempotency-in-flight' });
    }
  });
});

describe('requests that wait for reference data', () => {
  it('never wait for one another, however many hold a transaction', async () => {
    const readInside = () =>
      test.database.read(systemContext(), () =>
        test.database.readReference(async (tx) => (await tx.query('SELECT 1')).length),
      );
    const answers = await Promise.all(Array.from({ length: 40 }, readInside));
    expect(answers).toEqual(Array.from({ length: 40 }, () => 1));
  });
});

describe('a transaction that goes on before its beginning is answered', () => {
  let dataSource: DataSource;
  let pipelined: Database;
  beforeAll(async () => {
    dataSource = await createDataSource({ url: test.url, poolSize: 3, pipeline: true }).initialize();
    pipelined = new Database(dataSource, { clock: test.clock, demo: true });
  });
  afterAll(() => dataSource.destroy());

  const store = (rules: object) =>
    test.database.write(systemContext(), (tx) =>
      tx.query(
        `INSERT INTO setting (key, value) VALUES ('rules', $1) ON CONFLICT (key) DO UPDATE SET value = $1`,
        [JSON.stringify(rules)],
      ),
    );

  it('is made again under the numbers in force, also where the old ones made it fail', async () => {
    const seen: number[] = [];
    const ask = (refused = -1) =>
      pipelined.read(systemContext(), async ({ settings: { maxItemsPerFiling: most } }) => {
        seen.push(most);
        if (most === refused) throw new Error('refused under the old number');
        return most;
      });
    const before = await ask();
    await store({ maxItemsPerFiling: before - 1 });
    expect(await ask()).toBe(before - 1);
    await store({ maxItemsPerFiling: before - 2 });
    expect(await ask(before - 1)).toBe(before - 2);
    expect(seen).toEqual([before, before, before - 1, before - 1, before - 2]);
    await test.database.write(systemContext(), (tx) => tx.query(`DELETE FROM setting WHERE key = 'rules'`));
  });

  it('sees its own tenant only, however many share the connections', async () => {
    const ids = Array.from({ length: 40 }, () => uuidv7());
    const told = await Promise.all(
      ids.map((enterpriseId) =>
        pipelined.read({ ...systemContext(), kind: 'enterprise', enterpriseId }, (tx) =>
          tx.prepared<{ id: string }>('SELECT ctx_enterprise_id() AS id'),
        ),
      ),
    );
    expect(told.map(([row]) => row?.id)).toEqual(ids);
    const [left] = await dataSource.query('SELECT ctx_kind() AS kind, ctx_enterprise_id() AS id');
    expect(left).toEqual({ kind: null, id: null });
  });

  it('refuses a write in what only reads, and tells of a statement that fails', async () => {
    await expect(pipelined.read(systemContext(), create)).rejects.toThrow(/read-only/);
    await expect(pipelined.read(systemContext(), (tx) => tx.query('SELECT 1 / 0'))).rejects.toThrow(/zero/);
    expect(await pipelined.read(systemContext(), (tx) => tx.query('SELECT 1 AS one'))).toEqual([{ one: 1 }]);
  });
});

describe('a write that leaves in one packet', () => {
  let dataSource: DataSource;
  let pipelined: Database;
  beforeAll(async () => {
    dataSource = await createDataSource({ url: test.url, poolSize: 3, pipeline: true }).initialize();
    pipelined = new Database(dataSource, { clock: test.clock, demo: true });
    await pipelined.read(systemContext(), async () => undefined);
  });
  afterAll(() => dataSource.destroy());

  const steps: string[] = [];
  beforeEach(() => void steps.splice(0));
  /** An event of `id`; `sql` is what the packet does besides. */
  const send = (key: string, id: string, sql = 'SELECT 1') =>
    pipelined.writeAtOnce(
      withKey(key),
      async (tx) => {
        steps.push(`planned for ${tx.settings.maxItemsPerFiling}`);
        tx.audit({ action: 'test', objectType: 'institution', objectId: id });
        return { statements: [{ sql, params: [] }], answer: { id } };
      },
      async (tx) => {
        steps.push(`step by step for ${tx.settings.maxItemsPerFiling}`);
        return { id: `${id} step by step` };
      },
    );
  const eventsOf = (id: string) =>
    test.database.read(systemContext(), (tx) =>
      tx.query('SELECT 1 FROM audit_event WHERE object_id = $1', [id]),
    );

  it('is done, remembered with its key and linked to the chain', async () => {
    const id = uuidv7();
    expect([await send('at-once-1', id), await send('at-once-1', id)]).toEqual([{ id }, { id }]);
    expect(await eventsOf(id)).toHaveLength(1);
    expect(steps.filter((step) => step.startsWith('step'))).toEqual([]);
    expect(
      await test.database.read(systemContext(), (tx) => tx.query('SELECT * FROM broken_audit_links()')),
    ).toEqual([]);
  });

  it('sent fifty times at once with one key has one effect', async () => {
    const id = uuidv7();
    await Promise.allSettled(Array.from({ length: 50 }, () => send('at-once-2', id)));
    expect(await send('at-once-2', id)).toEqual({ id });
    expect(await eventsOf(id)).toHaveLength(1);
  });

  it('leaves nothing where a statement fails, and is done step by step', async () => {
    const id = uuidv7();
    expect(await send('at-once-3', id, 'SELECT 1 / 0')).toEqual({ id: `${id} step by step` });
    expect(await eventsOf(id)).toEqual([]);
    const free = await dataSource.query('SELECT ctx_kind() AS kind');
    expect(free).toEqual([{ kind: null }]);
  });

  it('is not done under numbers that are no longer in force', async () => {
    const [id, next] = [uuidv7(), uuidv7()];
    await test.database.write(systemContext(), (tx) =>
      tx.query(`INSERT INTO setting (key, value) VALUES ('rules', '{"maxItemsPerFiling": 7}')`),
    );
    expect(await send('at-once-4', id)).toEqual({ id: `${id} step by step` });
    expect(await send('at-once-5', next)).toEqual({ id: next });
    expect(steps.slice(1)).toEqual(['step by step for 7', 'planned for 7']);
    expect(await eventsOf(id)).toEqual([]);
    await test.database.write(systemContext(), (tx) => tx.query(`DELETE FROM setting WHERE key = 'rules'`));
  });
});

describe('two who decide at once', () => {
  it('one wins, the other is told that it is stale', async () => {
    const { id } = await test.database.write(systemContext(), create);
    const rename = (name: string) =>
      test.database.write(systemContext(), async (tx) => {
        const row = await lockForMove(tx, InstitutionEntity, id, 1);
        row.name = name;
        await tx.manager.save(row);
      });
    const outcomes = await Promise.allSettled([rename('一'), rename('二')]);
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
    expect(outcomes.find((outcome) => outcome.status === 'rejected')).toMatchObject({
      reason: { code: 'record.stale', details: { version: 2 } },
    });
  });
});

describe('state, audit and jobs', () => {
  it('are one commit: a failure leaves none of them', async () => {
    const objectId = uuidv7();
    const attempt = (fails: boolean) =>
      test.database.write(systemContext('req-7'), async (tx) => {
        await create(tx);
        tx.audit({ action: 'test', objectType: 'institution', objectId });
        tx.emit({ name: 'reminder.scan', jobId: `reminder.scan.${objectId}`, payload: { on: '2026-11-24' } });
        if (fails) throw new Error('crashed');
      });
    const traces = () =>
      test.database.read(systemContext(), async (tx) => ({
        events: (await tx.query('SELECT 1 FROM audit_event WHERE object_id = $1', [objectId])).length,
        jobs: await tx.query('SELECT payload FROM outbox WHERE job_id = $1', [`reminder.scan.${objectId}`]),
      }));
    await expect(attempt(true)).rejects.toThrow('crashed');
    expect(await traces()).toEqual({ events: 0, jobs: [] });
    await attempt(false);
    expect(await traces()).toEqual({
      events: 1,
      jobs: [{ payload: { on: '2026-11-24', requestId: 'req-7' } }],
    });
  });
});

describe('time and numbers', () => {
  it('knows the business date in Shanghai, moved by the demo’s offset', async () => {
    const demo = new Database(test.database.dataSource, { clock: test.clock, demo: true });
    const today = () => demo.read(systemContext(), async (tx) => tx.today);
    expect(await today()).toBe('2026-11-24');
    await test.database.write(systemContext(), (tx) =>
      tx.query(`INSERT INTO setting (key, value) VALUES ('demo.clock-offset-ms', '86400000')`),
    );
    expect(await today()).toBe('2026-11-25');
    expect(await test.database.read(systemContext(), async (tx) => tx.today)).toBe('2026-11-24');
    await test.database.write(systemContext(), (tx) => tx.query(`DELETE FROM setting`));
  });

  it('gives case numbers without a gap, also when a transaction fails', async () => {
    const next = (fails = false) =>
      test.database.write(systemContext(), async (tx) => {
        const number = await nextCaseNumber(tx, 'A');
        if (fails) throw new Error('crashed');
        return number;
      });
    expect(await next()).toMatch(/^A20261124-00001-/);
    await expect(next(true)).rejects.toThrow();
    expect(await next()).toMatch(/^A20261124-00002-/);
  });
});
