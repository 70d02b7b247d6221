import { buffer } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { publicContext, systemContext, type TenantContext } from '@quanheng/database';
import { createTestDatabase, type TestDatabase } from '@quanheng/database/testing';
import { uuidv7 } from 'uuidv7';
import type { WorkerServices } from '../services.js';
import { exportAudit } from './export-audit.js';

// Real: PostgreSQL with row security. More events than fit into one batch.
const EVENTS = 4_100;
const [enterpriseId, otherId] = [uuidv7(), uuidv7()];
let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
  await record(enterpriseId, EVENTS, '=1+1');
  await record(otherId, 3, 'other');
});
afterAll(() => test.close());

const record = (owner: string, count: number, reason: string) =>
  test.database.write({ ...systemContext(), accountName: '演示人员' }, async (tx) => {
    for (let index = 0; index < count; index++)
      tx.audit({
        action: 'instrument.update',
        objectType: 'instrument',
        objectId: `${index}`,
        after: { mobile: '13800000000', text: 'a "quoted", cell' },
        reason,
        enterpriseId: owner,
      });
  });

async function run(context: Partial<TenantContext>, filter = {}) {
  const seen: number[] = [];
  const progress = async (_phase: string, done: number) => void seen.push(done);
  const { file, counts } = await exportAudit({ database: test.database } as WorkerServices, {
    id: uuidv7(),
    params: { filter },
    context: { ...publicContext(), ...context },
    signal: new AbortController().signal,
    progress,
  });
  return { content: (await buffer(file?.body as Readable)).toString(), counts, seen };
}

it('writes every event of the tenant once, no formula and no personal number', async () => {
  const { content, counts, seen } = await run({ kind: 'enterprise', enterpriseId });
  const lines = content.trimEnd().split('\r\n');
  expect(content.startsWith('\ufeff"时间"')).toBe(true);
  expect(lines).toHaveLength(EVENTS + 1);
  expect(new Set(lines).size).toBe(EVENTS + 1);
  expect(counts).toEqual({ rows: EVENTS });
  expect(seen.at(-1)).toBe(EVENTS);
  expect(lines[1]).toContain(`"'=1+1"`);
  expect(lines[1]).toContain('a \\""quoted\\"", cell');
  expect(content).not.toContain('13800000000');
  expect(content).not.toContain('other');
});

it('keeps to the filter and to what its person may see', async () => {
  expect((await run({ kind: 'enterprise', enterpriseId }, { object: '7' })).counts).toEqual({ rows: 1 });
  expect((await run({ kind: 'platform' })).counts).toEqual({ rows: 0 });
  await expect(run({ kind: 'registrant' })).rejects.toMatchObject({ code: 'access.forbidden' });
});
