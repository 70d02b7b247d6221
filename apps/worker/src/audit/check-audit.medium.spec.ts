import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditCheckEntity, systemContext, type BrokenLink } from '@quanheng/database';
import { createTestDatabase, type TestDatabase } from '@quanheng/database/testing';
import pg from 'pg';
import { uuidv7 } from 'uuidv7';
import type { WorkerServices } from '../services.js';
import { checkAudit, checkAuditDaily } from './check-audit.handler.js';
import { checkChains } from './check-chains.js';

// Real: PostgreSQL, the trigger that chains, row security. Tampering is done as the schema's owner, with the guards off.
const ENTERPRISES = Array.from({ length: 20 }, () => uuidv7());
const EVENTS_EACH = 150;
const NEVER = new AbortController().signal;

let test: TestDatabase;
let owner: pg.Client;
beforeAll(async () => {
  test = await createTestDatabase();
  owner = new pg.Client({ connectionString: test.ownerUrl });
  await owner.connect();
  for (const enterpriseId of ENTERPRISES) await record(enterpriseId, EVENTS_EACH);
});
afterAll(async () => {
  await owner.end();
  await test.close();
});

const record = (enterpriseId: string | null, count: number) =>
  test.database.write({ ...systemContext('r-1'), accountName: '演示人员' }, async (tx) => {
    for (let index = 0; index < count; index++) {
      tx.audit({
        action: 'instrument.update',
        objectType: 'instrument',
        objectId: uuidv7(),
        before: { location: '一号车间', n: index },
        after: { location: '二号车间', n: index },
        reason: '演示',
        enterpriseId,
      });
    }
  });
const check = (chain: string | null = null) => checkChains(test.database, chain, NEVER);

/** As the owner, with everything off that would refuse it; undone afterwards, so that each test begins with a whole log. */
async function tampering<T>(work: () => Promise<T>): Promise<T> {
  await owner.query(`CREATE TABLE kept AS SELECT * FROM audit_event WHERE false`);
  await owner.query(
    'ALTER TABLE audit_event NO FORCE ROW LEVEL SECURITY; ALTER TABLE audit_event DISABLE TRIGGER USER',
  );
  await owner.query(
    'INSERT INTO kept SELECT * FROM audit_event; CREATE TABLE kept_chain AS SELECT * FROM audit_chain',
  );
  try {
    return await work();
  } finally {
    await owner.query('DELETE FROM audit_event; INSERT INTO audit_event SELECT * FROM kept');
    await owner.query(
      'DELETE FROM audit_chain; INSERT INTO audit_chain SELECT * FROM kept_chain; DROP TABLE kept, kept_chain',
    );
    await owner.query(
      'ALTER TABLE audit_event ENABLE TRIGGER USER; ALTER TABLE audit_event FORCE ROW LEVEL SECURITY',
    );
  }
}

/** Each changes the event of `chain` and `seq`; `next` says that it is the following event that no longer follows. */
const TAMPERINGS: { sql: string; next?: boolean }[] = [
  { sql: `UPDATE audit_event SET reason = 'forged'` },
  { sql: `UPDATE audit_event SET reason = NULL` },
  { sql: `UPDATE audit_event SET actor_name = '别人'` },
  { sql: `UPDATE audit_event SET actor_id = gen_random_uuid()` },
  { sql: `UPDATE audit_event SET on_behalf_of = '别人'` },
  { sql: `UPDATE audit_event SET action = 'instrument.scrap'` },
  { sql: `UPDATE audit_event SET object_id = 'x'` },
  { sql: `UPDATE audit_event SET object_type = 'filing'` },
  { sql: `UPDATE audit_event SET at = at - interval '1 microsecond'` },
  { sql: `UPDATE audit_event SET before = '{"n": -1}'` },
  { sql: `UPDATE audit_event SET after = after || '{"x": 1}'` },
  { sql: `UPDATE audit_event SET after = NULL` },
  { sql: `UPDATE audit_event SET request_id = 'r-2'` },
  { sql: `UPDATE audit_event SET institution_id = gen_random_uuid()` },
  { sql: `UPDATE audit_event SET id = gen_random_uuid()` },
  { sql: `UPDATE audit_event SET hash = encode(sha256('x'), 'hex')` },
  { sql: `UPDATE audit_event e SET reason = 'forged', hash = audit_link('', e)` },
  { sql: `DELETE FROM audit_event`, next: true },
];

describe('a thousand tamperings', () => {
  it('are all found, each at its place', async () => {
    // Every second event of the first hundred of each chain: 20 × 50.
    const places = ENTERPRISES.flatMap((chain) =>
      Array.from({ length: 50 }, (_, index) => ({ chain, seq: 2 * index + 2 })),
    );
    expect(places).toHaveLength(1000);
    const found = await tampering(async () => {
      for (const [kind, { sql }] of TAMPERINGS.entries()) {
        const mine = places.filter((_, index) => index % TAMPERINGS.length === kind);
        const where = '(chain, seq) IN (SELECT * FROM unnest($1::text[], $2::bigint[]))';
        await owner.query(`${sql} WHERE ${where}`, [
          mine.map(({ chain }) => chain),
          mine.map(({ seq }) => seq),
        ]);
      }
      return (await check()).broken;
    });
    const keys = new Set(found.map(({ chain, seq }) => `${chain} ${seq}`));
    const missed = places.filter(({ chain, seq }, index) => {
      const shift = TAMPERINGS[index % TAMPERINGS.length]?.next ? 1 : 0;
      return !keys.has(`${chain} ${seq + shift}`);
    });
    expect(missed).toEqual([]);
  });
});

describe('the log', () => {
  it('is whole while nobody tampers', async () => {
    const report = await check();
    expect(report).toMatchObject({ chains: ENTERPRISES.length, broken: [] });
    expect(report.events).toBe(ENTERPRISES.length * EVENTS_EACH);
    expect(report.digest).toMatch(/^[0-9a-f]{64}$/);
    expect(await check()).toEqual(report);
  });

  const [chain = ''] = ENTERPRISES;
  it.each<[string, string, BrokenLink[]]>([
    [
      'the last event removed',
      `DELETE FROM audit_event WHERE chain = '${chain}' AND seq = ${EVENTS_EACH}`,
      [{ chain, seq: EVENTS_EACH }],
    ],
    [
      'all events of a chain removed',
      `DELETE FROM audit_event WHERE chain = '${chain}'`,
      [{ chain, seq: EVENTS_EACH }],
    ],
    [
      'the last link removed',
      `DELETE FROM audit_chain WHERE chain = '${chain}'`,
      [{ chain, seq: EVENTS_EACH }],
    ],
    [
      'the end removed with its last link set back',
      `DELETE FROM audit_event WHERE chain = '${chain}' AND seq > 100; UPDATE audit_chain SET seq = 101 WHERE chain = '${chain}'`,
      [{ chain, seq: 101 }],
    ],
    [
      'an event between two',
      `UPDATE audit_event SET seq = seq + 1000 WHERE chain = '${chain}' AND seq > 100;
       UPDATE audit_event SET seq = seq - 999 WHERE chain = '${chain}' AND seq > 1000;
       INSERT INTO audit_event SELECT (jsonb_populate_record(e, '{"id": "${uuidv7()}", "seq": 101}')).* FROM audit_event e WHERE chain = '${chain}' AND seq = 50`,
      [{ chain, seq: 101 }],
    ],
  ])('%s is found', async (_what, sql, expected) => {
    const { broken } = await tampering(async () => {
      await owner.query(sql);
      return check(chain);
    });
    expect(broken).toEqual(expect.arrayContaining(expected));
  });

  it('of one tenant is checked alone', async () => {
    expect(await check(chain)).toMatchObject({ chains: 1, events: EVENTS_EACH, broken: [] });
    expect(await check(uuidv7())).toMatchObject({ chains: 0, events: 0, broken: [] });
  });
});

describe('a run', () => {
  const lines: [string, object][] = [];
  const logger = {
    info: (line: object, text: string) => lines.push([text, line]),
    error: (line: object, text: string) => lines.push([text, line]),
  };
  const services = () => ({ database: test.database, logger }) as unknown as WorkerServices;
  const context = { signal: NEVER, requestId: undefined, attempt: 1 };
  const find = (where: object) =>
    test.database.read(systemContext(), (tx) => tx.manager.findOneByOrFail(AuditCheckEntity, where));

  it('of the day happens once and writes its digest down outside of the database', async () => {
    await checkAuditDaily(services())({ on: '2026-11-23' }, context);
    const first = await find({ dailyOn: '2026-11-23' });
    expect(first).toMatchObject({ chains: ENTERPRISES.length, broken: [] });
    expect(lines).toEqual([
      ['The audit log is whole', expect.objectContaining({ digest: first.digest, broken: 0 })],
    ]);
    await checkAuditDaily(services())({ on: '2026-11-23' }, context);
    expect((await find({ dailyOn: '2026-11-23' })).id).toBe(first.id);
    expect(lines).toHaveLength(1);
  });

  it('that an admin asked for is of its own chain', async () => {
    const id = uuidv7();
    await test.database.write(systemContext(), (tx) =>
      tx.manager.insert(AuditCheckEntity, { id, enterpriseId: ENTERPRISES[1] ?? '', createdAt: tx.now }),
    );
    await checkAudit(services())({ checkId: id }, context);
    expect(await find({ id })).toMatchObject({ chains: 1, events: EVENTS_EACH, broken: [] });
  });

  it('finds a chain that is gone without a trace', async () => {
    await tampering(async () => {
      await owner.query(
        `DELETE FROM audit_event WHERE chain = '${ENTERPRISES[2]}'; DELETE FROM audit_chain WHERE chain = '${ENTERPRISES[2]}'`,
      );
      await checkAuditDaily(services())({ on: '2026-11-24' }, context);
    });
    expect((await find({ dailyOn: '2026-11-24' })).broken).toEqual([{ chain: 'platform', seq: 0 }]);
    expect(lines.at(-1)?.[0]).toBe('The audit log was tampered with');
  });
});
