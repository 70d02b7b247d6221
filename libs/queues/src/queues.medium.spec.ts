import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { jest } from '@jest/globals';
import { build, stop } from 'esbuild';
import { buildJob, type OutboxMessage } from './build-job.js';
import { PermanentJobError } from './failure.js';
import { JobQueue } from './job-queue.js';
import { retryFailedJob, writeOutbox, type QueueLogger } from './outbox.js';
import type { HandlerMap } from './process-job.js';
import { startRelay, type Relay } from './start-relay.js';
import { startWorker, type JobWorker } from './start-worker.js';
import { aHandlerMap, silent } from './testing/handlers.js';
import {
  killByPid,
  redisServer,
  startPostgresStore,
  startRedisStore,
  waitFor,
  type TestStore,
} from './testing/test-stores.js';

/** Real: PostgreSQL, Redis, BullMQ, worker processes, kill -9. Not real: the handlers. */
const stores: [string, () => Promise<TestStore>][] = [['PostgreSQL', startPostgresStore]];
if (redisServer) stores.push(['Redis', startRedisStore]);
else console.info('No redis-server in PATH: the queue is tested on PostgreSQL only.');

jest.setTimeout(60_000);

describe.each(stores)('jobs on %s', (_name, startStore) => {
  let store: TestStore;
  let queue: JobQueue;
  let relay: Relay;
  let worker: JobWorker | undefined;

  beforeAll(async () => {
    store = await startStore();
    queue = new JobQueue(store.connection);
    relay = startRelay({
      outbox: store.outbox,
      queue,
      logger: silent,
      everyMs: 50,
      reconcileEveryMs: 200,
      missingAfterMs: 500,
    });
  });
  afterEach(async () => {
    await worker?.close();
    worker = undefined;
  });
  afterAll(async () => {
    await relay.close();
    await queue.close();
    await store.stop();
  });

  const work = (handlers: Partial<HandlerMap>, logger: QueueLogger = silent) => {
    worker = startWorker({
      connection: store.connection,
      outbox: store.outbox,
      logger,
      handlers: aHandlerMap(handlers),
    });
    return worker;
  };
  const emit = (...messages: OutboxMessage[]) =>
    store.outbox.transaction((query) => writeOutbox(query, messages));
  const row = async (jobId: string) =>
    (await store.pool.query('SELECT * FROM outbox WHERE job_id = $1', [jobId])).rows[0];
  const done = (jobId: string) => waitFor(async () => (await row(jobId)).done_at !== null);
  const failed = (jobId: string) => waitFor(async () => (await row(jobId)).failed_at !== null && row(jobId));
  const aRender = (requestId?: string) =>
    buildJob('certificate.render', { certificateId: randomUUID(), requestId });

  test('a job that was committed runs once, with its payload and request id', async () => {
    const seen: unknown[] = [];
    work({
      'certificate.render': async (payload, { requestId, attempt }) =>
        void seen.push([payload, requestId, attempt]),
    });
    const job = aRender('req-1');
    await emit(job);
    await done(job.jobId);
    expect(seen).toEqual([[job.payload, 'req-1', 1]]);
    await waitFor(async () => (await queue.count()) === 0);
  });

  test('a job whose transaction is rolled back never runs', async () => {
    const seen: string[] = [];
    work({ 'certificate.render': async ({ certificateId }) => void seen.push(certificateId) });
    const [lost, kept] = [aRender(), aRender()];
    const rollback = store.outbox.transaction(async (query) => {
      await writeOutbox(query, [lost]);
      throw new Error('rolled back');
    });
    await expect(rollback).rejects.toThrow('rolled back');
    await emit(kept);
    await done(kept.jobId);
    expect(seen).toEqual([(kept.payload as { certificateId: string }).certificateId]);
  });

  test('the same job promised, relayed or added again does not run again', async () => {
    let runs = 0;
    work({ 'certificate.render': async () => void runs++ });
    const job = aRender();
    await emit(job);
    await emit(job);
    await done(job.jobId);
    await queue.add([job]);
    await store.pool.query('UPDATE outbox SET relayed_at = NULL WHERE job_id = $1', [job.jobId]);
    await waitFor(async () => (await row(job.jobId)).relayed_at !== null && (await queue.count()) === 0);
    expect(runs).toBe(1);
  });

  test('a job for later waits in the outbox', async () => {
    let ranAt = 0;
    work({ 'notification.deliver': async () => void (ranAt = Date.now()) });
    const job = buildJob('notification.deliver', { notificationId: randomUUID() }, { delayMs: 1_500 });
    await emit(job);
    await done(job.jobId);
    expect(ranAt).toBeGreaterThanOrEqual(job.availableAt!.getTime());
  });

  test('a failing job is tried again after a pause, and its attempts are counted', async () => {
    const attempts: number[] = [];
    work({
      'certificate.render': async (_payload, { attempt }) => {
        attempts.push(attempt);
        if (attempt < 3) throw new Error('the renderer is busy');
      },
    });
    const job = aRender();
    await emit(job);
    await done(job.jobId);
    expect(attempts).toEqual([1, 2, 3]);
    expect(await row(job.jobId)).toMatchObject({ attempts: 3, failed_at: null, error: null });
  });

  test('a final failure is recorded by its code; texts of errors go nowhere; it can be given another chance', async () => {
    let mended = false;
    const lines: string[] = [];
    const say = (fields: object, message: string) => void lines.push(JSON.stringify([fields, message]));
    work(
      {
        'certificate.render': async () => {
          if (!mended)
            throw Object.assign(new PermanentJobError('certificate.not-found'), {
              message: 'of 张三 44120219900101',
            });
        },
      },
      { info: say, warn: say, error: say },
    );
    const job = aRender('req-2');
    await emit(job);
    expect(await failed(job.jobId)).toMatchObject({
      error: 'certificate.not-found',
      attempts: 1,
      done_at: null,
    });
    expect(lines.join()).toContain('"requestId":"req-2"');
    expect(lines.join()).not.toContain('张三');

    expect(await retryFailedJob(store.outbox, 'no.such.job')).toBe(false);
    await waitFor(async () => (await queue.count()) === 0);
    mended = true;
    expect(await retryFailedJob(store.outbox, job.jobId)).toBe(true);
    await done(job.jobId);
  });

  test('a name that nobody knows is recorded as failed and does not hold up the rest', async () => {
    work({ 'certificate.render': async () => undefined });
    const job = aRender();
    await emit(
      { ...aRender(), name: 'nobody.knows', jobId: 'nobody.knows.1' } as unknown as OutboxMessage,
      job,
    );
    await done(job.jobId);
    expect(await failed('nobody.knows.1')).toMatchObject({ error: 'job.unknown' });
  });

  test('a long import does not hold up what is urgent', async () => {
    let release = () => {};
    work({
      'import.parse': () => new Promise<void>((resolve) => (release = resolve)),
      'reminder.scan': async () => undefined,
    });
    const [first, second] = [
      buildJob('import.parse', { importId: randomUUID() }),
      buildJob('import.parse', { importId: randomUUID() }),
    ];
    const urgent = buildJob('reminder.scan', { on: '2026-11-23' });
    await emit(first, second, urgent);
    await done(urgent.jobId);
    expect(await row(first.jobId)).toMatchObject({ done_at: null });
    await waitFor(async () => (release(), (await row(second.jobId)).done_at !== null));
  });

  test('closing aborts a running job, which runs again from the start in the next worker', async () => {
    const stopped: string[] = [];
    let started = () => {};
    const running = new Promise<void>((resolve) => (started = resolve));
    work({
      'certificate.render': (_payload, { signal }) =>
        new Promise((_resolve, reject) => {
          started();
          signal.addEventListener('abort', () => (stopped.push('stopped'), reject(signal.reason)));
        }),
    });
    const job = aRender();
    await emit(job);
    await running;
    await worker!.close();
    expect(stopped).toEqual(['stopped']);
    expect(await row(job.jobId)).toMatchObject({ done_at: null, failed_at: null });

    const attempts: number[] = [];
    work({ 'certificate.render': async (_payload, { attempt }) => void attempts.push(attempt) });
    await done(job.jobId);
    expect(attempts).toEqual([1]);
  });

  test('a worker killed in the middle of a job: another one does it', async () => {
    const job = buildJob('import.parse', { importId: randomUUID() });
    await emit(job);
    for (const _kill of ['first', 'second']) {
      const child = await startKillableWorker(store);
      await waitFor(async () => child.said().includes((job.payload as { importId: string }).importId));
      await killByPid(child.process);
    }
    expect(await row(job.jobId)).toMatchObject({ done_at: null });
    const seen: number[] = [];
    work({ 'import.parse': async (_payload, { attempt }) => void seen.push(attempt) });
    await done(job.jobId);
    expect(seen).toEqual([1]);
    expect((await row(job.jobId)).attempts).toBe(3);
  });

  test('the store is lost while jobs wait: they come back and run once', async () => {
    const jobs = Array.from({ length: 1_200 }, () => aRender());
    await emit(...jobs);
    await waitFor(async () => (await queue.count()) === jobs.length);
    await store.lose();
    const runs = new Map<string, number>();
    work({
      'certificate.render': async ({ certificateId: id }) => void runs.set(id, (runs.get(id) ?? 0) + 1),
    });
    await waitFor(async () => (await openJobs()) === 0);
    expect(runs.size).toBe(jobs.length);
    expect([...runs.values()].every((times) => times === 1)).toBe(true);
  });

  test('the store is lost, then all connections, under a worker at work: nothing is left undone', async () => {
    work({ 'certificate.render': () => new Promise((resolve) => setTimeout(resolve, 20)) });
    await worker!.ready;
    await emit(...Array.from({ length: 100 }, () => aRender()));
    await waitFor(async () => (await queue.count()) > 0);
    await store.lose();
    await emit(...Array.from({ length: 100 }, () => aRender()));
    await store.disconnect();
    await emit(...Array.from({ length: 100 }, () => aRender()));
    await waitFor(async () => (await openJobs()) === 0);
    expect(
      (
        await store.pool.query(
          `SELECT 1 FROM outbox WHERE failed_at IS NOT NULL AND name = 'certificate.render'`,
        )
      ).rows,
    ).toEqual([]);
  });

  const openJobs = async () =>
    (
      await store.pool.query(
        `SELECT count(*)::int AS n FROM outbox WHERE done_at IS NULL AND failed_at IS NULL`,
      )
    ).rows[0].n;
});

let program: string | undefined;
afterAll(() => stop());

async function startKillableWorker({ connection }: TestStore) {
  const here = dirname(fileURLToPath(import.meta.url));
  program ??= await bundle(join(here, 'testing', 'killable-worker.ts'));
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    cwd: here,
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      DATABASE_URL: connection.databaseUrl,
      REDIS_URL: connection.redisUrl ?? '',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (text) => (said += text));
  return { process: child, said: () => said };
}

async function bundle(entry: string): Promise<string> {
  const options = {
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    write: false,
  } as const;
  const { outputFiles } = await build({ ...options, entryPoints: [entry] });
  return outputFiles[0]!.text;
}
