import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AccountEntity, LongJobEntity, systemContext, type TenantContext } from '@quanheng/database';
import { createTestDatabase, type TestDatabase } from '@quanheng/database/testing';
import { DomainError } from '@quanheng/domain';
import { startLongJob } from '@quanheng/operations';
import { JOBS, type JobContext } from '@quanheng/queues';
import { createStorage, type Storage } from '@quanheng/storage';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { uuidv7 } from 'uuidv7';
import type { WorkerServices } from '../services.js';
import { runLongJob } from './run-long-job.handler.js';
import type { LongJobRunner } from './long-job-runner.js';

// Real: PostgreSQL with row security, files in a temporary folder. The runner is the test's; the real ones have their own specs.
let test: TestDatabase;
let storage: Storage;
let folder: string;
let owner: TenantContext;
beforeAll(async () => {
  test = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'quanheng-long-job-'));
  storage = createStorage({ directory: folder });
  owner = await anAccount();
});
afterAll(async () => {
  await test.close();
  await rm(folder, { recursive: true, force: true });
});

type Runner = LongJobRunner<'certificate.zip'>;

async function anAccount(status: 'ACTIVE' | 'DISABLED' = 'ACTIVE'): Promise<TenantContext> {
  const [id, enterpriseId] = [uuidv7(), uuidv7()];
  await test.database.write(systemContext(), (tx) =>
    tx.manager.insert(AccountEntity, {
      ...{ id, loginName: id, loginKey: id, displayName: '演示经办人', passwordHash: 'none', status },
      ...{ roles: ['ENTERPRISE_CLERK'], enterpriseId },
    }),
  );
  return { ...systemContext(), kind: 'enterprise', accountId: id, enterpriseId, roles: ['ENTERPRISE_CLERK'] };
}

const start = (context = owner) =>
  test.database.write(context, (tx) => startLongJob(tx, 'certificate.zip', { certificateIds: ['x'] }));
const find = (id: string) =>
  test.database.read(systemContext(), (tx) => tx.manager.findOneByOrFail(LongJobEntity, { id }));
const cancel = (id: string) =>
  test.database.write(owner, (tx) =>
    tx.query(`UPDATE long_job SET status = 'CANCELLED' WHERE id = $1`, [id]),
  );
const run = (longJobId: string, runner: Runner, context: Partial<JobContext> = {}) =>
  runLongJob({ database: test.database, storage } as WorkerServices, { 'certificate.zip': runner } as never)(
    { longJobId },
    { signal: new AbortController().signal, requestId: undefined, attempt: 1, ...context },
  );
const filesStored = () =>
  test.database.read(systemContext(), (tx) =>
    tx.query(`SELECT id FROM attachment WHERE kind = 'LONG_JOB_RESULT'`),
  );

describe('long work', () => {
  it('runs with its person’s sight, says how far it is, and leaves its file to that person alone', async () => {
    const { id } = await start();
    const seen: unknown[] = [];
    await run(id, async (_, { context, params, progress }) => {
      seen.push(context.enterpriseId, context.roles, params.certificateIds);
      await progress('PACK', 3, 8);
      seen.push([(await find(id)).status, (await find(id)).phase, (await find(id)).done]);
      return {
        file: { fileName: 'a.txt', mediaType: 'text/plain', body: Readable.from(['one ', 'two']) },
        counts: { files: 2 },
      };
    });
    expect(seen).toEqual([owner.enterpriseId, ['ENTERPRISE_CLERK'], ['x'], ['RUNNING', 'PACK', 3]]);
    const job = await find(id);
    expect(job).toMatchObject({ status: 'DONE', counts: { files: 2 }, done: 8, total: 8, errorCode: null });
    const fileOf = async (context: TenantContext) => {
      const [row] = await test.database.read(context, (tx) =>
        tx.query<{ storage_key: string }>('SELECT storage_key FROM attachment WHERE id = $1', [
          job.attachmentId,
        ]),
      );
      return row && text(await storage.get(row.storage_key));
    };
    expect(await fileOf(owner)).toBe('one two');
    expect(await fileOf({ ...owner, accountId: uuidv7() })).toBeUndefined();
  });

  it('doesn’t run twice', async () => {
    const { id } = await start();
    let runs = 0;
    const count: Runner = async () => ({ counts: { runs: ++runs } });
    await run(id, count);
    await run(id, count);
    expect([runs, (await find(id)).counts]).toEqual([1, { runs: 1 }]);
  });

  it('that was cancelled stops at its next step and leaves no file', async () => {
    const { id } = await start();
    const before = (await filesStored()).length;
    let went = 0;
    await run(id, async (_, { progress }) => {
      await cancel(id);
      await progress('PACK', 1, 2);
      went++;
      return { file: { fileName: 'a', mediaType: 'text/plain', body: Buffer.from('x') } };
    });
    expect([went, (await find(id)).status, (await filesStored()).length]).toEqual([0, 'CANCELLED', before]);
  });

  it('that was cancelled while its end was written leaves no file either', async () => {
    const { id } = await start();
    const before = (await filesStored()).length;
    await run(id, async () => {
      await cancel(id);
      return { file: { fileName: 'a', mediaType: 'text/plain', body: Buffer.from('x') } };
    });
    expect([(await find(id)).status, (await filesStored()).length]).toEqual(['CANCELLED', before]);
  });

  it('that is refused ends with the reason and isn’t tried again', async () => {
    const { id } = await start();
    await run(id, () => Promise.reject(new DomainError('long-job.too-many', { max: 3 })));
    expect(await find(id)).toMatchObject({
      status: 'FAILED',
      errorCode: 'long-job.too-many',
      errorDetails: { max: 3 },
    });
  });

  it('that breaks is tried again, and says so only after the last try', async () => {
    const { id } = await start();
    const breaks: Runner = () => Promise.reject(new Error('disk'));
    await expect(run(id, breaks)).rejects.toThrow('disk');
    expect((await find(id)).status).toBe('RUNNING');
    await expect(run(id, breaks, { attempt: JOBS['long-job.run'].attempts })).rejects.toThrow('disk');
    expect(await find(id)).toMatchObject({ status: 'FAILED', errorCode: 'platform.internal' });
  });

  it('of an account that was disabled meanwhile isn’t done', async () => {
    const { id } = await start(await anAccount('DISABLED'));
    await run(id, () => Promise.reject(new Error('it ran')));
    expect(await find(id)).toMatchObject({ status: 'FAILED', errorCode: 'access.forbidden' });
  });

  it('is taken on ten at a time a person, also when many ask at once', async () => {
    const context = await anAccount();
    const asked = await Promise.allSettled(Array.from({ length: 14 }, () => start(context)));
    const refused = asked.filter((answer) => answer.status === 'rejected');
    expect(refused.map((answer) => (answer.reason as DomainError).code)).toEqual(
      Array.from({ length: 4 }, () => 'long-job.too-many'),
    );
  });
});
