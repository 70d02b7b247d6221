import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { buildJob, type OutboxMessage } from './build-job.js';
import { PermanentJobError } from './failure.js';
import { retryFailedJob, writeOutbox } from './outbox.js';
import { aRender, QueueUnderTest, STORES } from './testing/queue-under-test.js';
import { waitFor } from './testing/test-stores.js';

/** Real: PostgreSQL, Redis, BullMQ. Not real: the handlers. */
jest.setTimeout(60_000);

describe.each(STORES)('jobs on %s', (_name, startStore) => {
  const subject = new QueueUnderTest();
  beforeAll(() => subject.start(startStore));
  afterEach(() => subject.closeWorker());
  afterAll(() => subject.stop());

  test('a job that was committed runs once, with its payload and request id', async () => {
    const seen: unknown[] = [];
    subject.work({
      'certificate.render': async (payload, { requestId, attempt }) =>
        void seen.push([payload, requestId, attempt]),
    });
    const job = aRender('req-1');
    await subject.emit(job);
    await subject.done(job.jobId);
    expect(seen).toEqual([[job.payload, 'req-1', 1]]);
    await waitFor(async () => (await subject.queue.count()) === 0);
  });

  test('a job whose transaction is rolled back never runs', async () => {
    const seen: string[] = [];
    subject.work({ 'certificate.render': async ({ certificateId }) => void seen.push(certificateId) });
    const [lost, kept] = [aRender(), aRender()];
    const rollback = subject.store.outbox.transaction(async (query) => {
      await writeOutbox(query, [lost]);
      throw new Error('rolled back');
    });
    await expect(rollback).rejects.toThrow('rolled back');
    await subject.emit(kept);
    await subject.done(kept.jobId);
    expect(seen).toEqual([(kept.payload as { certificateId: string }).certificateId]);
  });

  test('the same job promised, relayed or added again does not run again', async () => {
    let runs = 0;
    subject.work({ 'certificate.render': async () => void runs++ });
    const job = aRender();
    await subject.emit(job);
    await subject.emit(job);
    await subject.done(job.jobId);
    await subject.queue.add([job]);
    await subject.store.pool.query('UPDATE outbox SET relayed_at = NULL WHERE job_id = $1', [job.jobId]);
    await waitFor(
      async () => (await subject.row(job.jobId)).relayed_at !== null && (await subject.queue.count()) === 0,
    );
    expect(runs).toBe(1);
  });

  test('a job for later waits in the outbox', async () => {
    let ranAt = 0;
    subject.work({ 'notification.deliver': async () => void (ranAt = Date.now()) });
    const job = buildJob('notification.deliver', { notificationId: randomUUID() }, { delayMs: 1_500 });
    await subject.emit(job);
    await subject.done(job.jobId);
    expect(ranAt).toBeGreaterThanOrEqual(job.availableAt!.getTime());
  });

  test('a failing job is tried again after a pause, and its attempts are counted', async () => {
    const attempts: number[] = [];
    subject.work({
      'certificate.render': async (_payload, { attempt }) => {
        attempts.push(attempt);
        if (attempt < 3) throw new Error('the renderer is busy');
      },
    });
    const job = aRender();
    await subject.emit(job);
    await subject.done(job.jobId);
    expect(attempts).toEqual([1, 2, 3]);
    expect(await subject.row(job.jobId)).toMatchObject({ attempts: 3, failed_at: null, error: null });
  });

  test('a final failure is recorded by its code; texts of errors go nowhere; it can be given another chance', async () => {
    let mended = false;
    const lines: string[] = [];
    const say = (fields: object, message: string) => void lines.push(JSON.stringify([fields, message]));
    subject.work(
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
    await subject.emit(job);
    expect(await subject.failed(job.jobId)).toMatchObject({
      error: 'certificate.not-found',
      attempts: 1,
      done_at: null,
    });
    expect(lines.join()).toContain('"requestId":"req-2"');
    expect(lines.join()).not.toContain('张三');

    expect(await retryFailedJob(subject.store.outbox, 'no.such.job')).toBe(false);
    await waitFor(async () => (await subject.queue.count()) === 0);
    mended = true;
    expect(await retryFailedJob(subject.store.outbox, job.jobId)).toBe(true);
    await subject.done(job.jobId);
  });

  test('a name that nobody knows is recorded as failed and does not hold up the rest', async () => {
    subject.work({ 'certificate.render': async () => undefined });
    const job = aRender();
    await subject.emit(
      { ...aRender(), name: 'nobody.knows', jobId: 'nobody.knows.1' } as unknown as OutboxMessage,
      job,
    );
    await subject.done(job.jobId);
    expect(await subject.failed('nobody.knows.1')).toMatchObject({ error: 'job.unknown' });
  });

  test('a long import does not hold up what is urgent', async () => {
    let release = () => {};
    subject.work({
      'import.parse': () => new Promise<void>((resolve) => (release = resolve)),
      'reminder.scan': async () => undefined,
    });
    const [first, second] = [
      buildJob('import.parse', { importId: randomUUID() }),
      buildJob('import.parse', { importId: randomUUID() }),
    ];
    const urgent = buildJob('reminder.scan', { on: '2026-11-23' });
    await subject.emit(first, second, urgent);
    await subject.done(urgent.jobId);
    expect(await subject.row(first.jobId)).toMatchObject({ done_at: null });
    await waitFor(async () => (release(), (await subject.row(second.jobId)).done_at !== null));
  });

  test('closing aborts a running job, which runs again from the start in the next worker', async () => {
    const stopped: string[] = [];
    let started = () => {};
    const running = new Promise<void>((resolve) => (started = resolve));
    subject.work({
      'certificate.render': (_payload, { signal }) =>
        new Promise((_resolve, reject) => {
          started();
          signal.addEventListener('abort', () => (stopped.push('stopped'), reject(signal.reason)));
        }),
    });
    const job = aRender();
    await subject.emit(job);
    await running;
    await subject.worker!.close();
    expect(stopped).toEqual(['stopped']);
    expect(await subject.row(job.jobId)).toMatchObject({ done_at: null, failed_at: null });

    const attempts: number[] = [];
    subject.work({ 'certificate.render': async (_payload, { attempt }) => void attempts.push(attempt) });
    await subject.done(job.jobId);
    expect(attempts).toEqual([1]);
  });
});
