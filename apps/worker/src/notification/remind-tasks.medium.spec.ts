import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { NotificationEntity, systemContext, VerificationTaskEntity } from '@quanheng/database';
import { createTestDatabase, type TestDatabase } from '@quanheng/database/testing';
import pg from 'pg';
import { uuidv7 } from 'uuidv7';
import { remindTasks } from './remind-tasks.js';

// Real: PostgreSQL. The bookings behind the tasks aren't asked about: the reference to them is taken off.
let test: TestDatabase;
const enterpriseId = uuidv7();
const institutionId = uuidv7();
const verifierId = uuidv7();

beforeAll(async () => {
  test = await createTestDatabase();
  const owner = new pg.Client({ connectionString: test.ownerUrl });
  await owner.connect();
  await owner.query('ALTER TABLE verification_task DROP CONSTRAINT fk_verification_task_item');
  await owner.end();
});
afterAll(() => test.close());

async function aTask(dueOn: string, changes: Partial<VerificationTaskEntity> = {}): Promise<void> {
  const id = uuidv7();
  const elsewhere = {
    appointmentId: id,
    appointmentItemId: id,
    receiptId: id,
    instrumentId: id,
    departmentId: id,
  };
  const own = { enterpriseId, institutionId, verifierId, caseNumber: id, enterpriseName: '演示' };
  await test.database.write(systemContext(), (tx) =>
    tx.manager.insert(VerificationTaskEntity, {
      ...{ id, version: 1, ...elsewhere, ...own, dueOn, instrument: {}, status: 'IN_PROGRESS' },
      ...changes,
    }),
  );
}

/** Who was told what by the scan of a day. */
async function told(on: string): Promise<string[]> {
  const read = () => test.database.read(systemContext(), (tx) => tx.manager.find(NotificationEntity));
  const before = new Set((await read()).map(({ id }) => id));
  await test.database.write(systemContext(), (tx) => remindTasks(tx, on));
  const names = new Map([
    [verifierId, 'verifier'],
    [institutionId, 'institution'],
    [enterpriseId, 'enterprise'],
  ]);
  return (await read())
    .filter(({ id }) => !before.has(id))
    .map(({ params, accountId, institutionId: institution, enterpriseId: enterprise }) => {
      const { step, count, firstDueOn } = params as unknown as Record<string, string>;
      return `${names.get(accountId ?? institution ?? enterprise ?? '')} ${step} ${count} ${firstDueOn}`;
    })
    .sort();
}

it('tells everyone concerned of each step exactly once, in working days', async () => {
  await aTask('2026-11-25');
  await aTask('2026-11-25', { status: 'WAITING', verifierId: null });
  await aTask('2026-11-26');
  await aTask('2026-11-23', { status: 'DONE' });
  // Three working days after Friday 2026-11-20 is Wednesday the 25th.
  const near = [
    'enterprise NEAR 2 2026-11-25',
    'institution NEAR 2 2026-11-25',
    'verifier NEAR 1 2026-11-25',
  ];
  expect(await told('2026-11-20')).toEqual(near);
  expect(await told('2026-11-20')).toEqual([]);
  expect(await told('2026-11-23')).toHaveLength(3);
  // Overdue from the day after, and again a week later.
  const overdue = near.map((line) => line.replace('NEAR', 'OVERDUE'));
  expect(await told('2026-11-26')).toEqual(overdue);
  expect(await told('2026-11-26')).toEqual([]);
  expect(await told('2026-12-03')).toEqual([
    'enterprise OVERDUE 3 2026-11-25',
    'institution OVERDUE 3 2026-11-25',
    'verifier OVERDUE 2 2026-11-25',
  ]);
});

it('tells once also where two scans run at a time', async () => {
  await aTask('2027-03-01');
  const scan = () => test.database.write(systemContext(), (tx) => remindTasks(tx, '2027-03-01'));
  const [one, other] = await Promise.all([scan(), scan()]);
  expect([one, other].filter((count) => count > 0)).toHaveLength(1);
});
