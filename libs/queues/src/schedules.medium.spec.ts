import { fixedClock } from '@quanheng/domain';
import { purgeOutbox } from './outbox.js';
import { startSchedules } from './start-schedules.js';
import { silent } from './testing/handlers.js';
import { startPostgresStore, waitFor, type TestStore } from './testing/test-stores.js';

/** Real: PostgreSQL. Not real: the clock. */
let store: TestStore;
beforeAll(async () => void (store = await startPostgresStore()));
afterAll(() => store.stop());

const scans = async () =>
  (await store.pool.query(`SELECT job_id FROM outbox WHERE name = 'reminder.scan' ORDER BY job_id`)).rows.map(
    (row) => row.job_id,
  );

test('two processes that tick, and one that starts again, promise each day once', async () => {
  const clock = fixedClock('2026-11-23T02:00:00Z');
  const start = () => startSchedules({ outbox: store.outbox, clock, logger: silent, everyMs: 10 });
  const [first, second] = [start(), start()];
  await waitFor(async () => (await scans()).length > 0);
  await first.close();
  const again = start();
  clock.set('2026-11-23T16:00:00Z');
  await waitFor(async () => (await scans()).length > 1);
  await Promise.all([second.close(), again.close()]);
  expect(await scans()).toEqual(['reminder.scan.2026-11-23', 'reminder.scan.2026-11-24']);
});

test('purging forgets what was done long ago, nothing else', async () => {
  await store.pool.query(
    `UPDATE outbox SET done_at = now() - interval '31 days' WHERE job_id = 'reminder.scan.2026-11-23'`,
  );
  await purgeOutbox(store.outbox, 30);
  expect(await scans()).toEqual(['reminder.scan.2026-11-24']);
});
