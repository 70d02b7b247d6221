import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { systemContext } from '@quanheng/database';
import { createTestDatabase, type TestDatabase } from '@quanheng/database/testing';
import { buildJob } from '@quanheng/queues';
import { uuidv7 } from 'uuidv7';
import { listenToOutbox } from './listen-outbox.js';

// Real: PostgreSQL, which tells of what was committed.
let test: TestDatabase;
let rings = 0;
let stop: () => Promise<void>;
beforeAll(async () => {
  test = await createTestDatabase();
  stop = await listenToOutbox(test.url)(() => void rings++);
  await moreThan(0);
});
afterAll(async () => {
  await stop();
  await test.close();
});

async function moreThan(before: number): Promise<void> {
  while (rings <= before) await sleep(20);
}
const promise = (job: ReturnType<typeof buildJob>) =>
  test.database.write(systemContext(), async (tx) => tx.emit(job));
const anImport = () => buildJob('import.parse', { importId: uuidv7(), tenantId: uuidv7() });

it('rings for a job once it is committed, and not for a message', async () => {
  const before = rings;
  await promise(buildJob('notification.deliver', { notificationId: uuidv7() }));
  await test.database
    .write(systemContext(), async (tx) => {
      tx.emit(anImport());
      throw new Error('crashed');
    })
    .catch(() => undefined);
  // What was told before would be heard before.
  await promise(anImport());
  await moreThan(before);
  expect(rings).toBe(before + 1);
});

it('rings again after its connection broke', async () => {
  const before = rings;
  const broken = await test.database.dataSource.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE query = 'LISTEN outbox' AND datname = current_database()`,
  );
  expect(broken).toHaveLength(1);
  // It looks by itself for what it may have missed.
  await moreThan(before);
  const again = rings;
  await promise(anImport());
  await moreThan(again);
});
