import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { buildJob } from './build-job.js';
import { QueueUnderTest, STORES } from './testing/queue-under-test.js';
import { waitFor } from './testing/test-stores.js';

/** Real: PostgreSQL, Redis, BullMQ. Not real: the handlers. */
jest.setTimeout(60_000);

describe.each(STORES)('bulk work of several tenants on %s', (_name, startStore) => {
  const subject = new QueueUnderTest();
  const names = new Map<string, string>();
  beforeAll(() => subject.start(startStore));
  afterEach(() => subject.closeWorker());
  afterAll(() => subject.stop());

  const aJob = (tenant: string, number: number) => {
    const importId = randomUUID();
    names.set(importId, `${tenant}${number}`);
    return buildJob('import.parse', { importId, tenantId: tenant });
  };
  const relayed = (count: number) =>
    waitFor(async () => {
      const { rows } = await subject.store.pool.query(
        'SELECT count(*)::int AS count FROM outbox WHERE relayed_at IS NOT NULL AND done_at IS NULL',
      );
      return rows[0].count === count;
    });

  test('takes turns: five imports of one do not make another wait, and none is forgotten', async () => {
    const order: string[] = [];
    await subject.emit(...[1, 2, 3, 4, 5].map((number) => aJob('a', number)));
    await relayed(5);
    await subject.emit(aJob('b', 1), aJob('c', 1), aJob('b', 2));
    await relayed(8);
    subject.work({ 'import.parse': async ({ importId }) => void order.push(names.get(importId) ?? '') });
    await subject.allFinished();
    expect(order).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3', 'a4', 'a5']);
  });

  test('whoever comes while others are far on begins where they are, not before all of them', async () => {
    const order: string[] = [];
    const waiting: (() => void)[] = [];
    subject.work({
      'import.parse': async ({ importId }) => {
        order.push(names.get(importId) ?? '');
        await new Promise<void>((resolve) => waiting.push(resolve));
      },
    });
    const finish = async (count: number) => {
      await waitFor(async () => waiting.length >= count);
      waiting[count - 1]?.();
    };
    await subject.emit(...[1, 2, 3, 4].map((number) => aJob('a', number)));
    await finish(1);
    await finish(2);
    await waitFor(async () => waiting.length >= 3);
    // a3 runs, a4 waits with turn 4: the newcomer begins beside a3.
    await subject.emit(aJob('b', 1), aJob('b', 2));
    await waitFor(async () => {
      const { rows } = await subject.store.pool.query(
        `SELECT count(*)::int AS count FROM outbox WHERE relayed_at IS NOT NULL AND payload ->> 'tenantId' = 'b' AND done_at IS NULL`,
      );
      return rows[0].count === 2;
    });
    for (let count = 3; count <= 6; count++) await finish(count);
    await subject.allFinished();
    expect(order).toEqual(['a1', 'a2', 'a3', 'b1', 'a4', 'b2']);
  });
});
