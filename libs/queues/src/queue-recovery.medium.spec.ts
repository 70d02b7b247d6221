import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { jest } from '@jest/globals';
import { build, stop } from 'esbuild';
import { buildJob } from './build-job.js';
import { startWorker } from './start-worker.js';
import { aHandlerMap, silent } from './testing/handlers.js';
import { aRender, QueueUnderTest, STORES } from './testing/queue-under-test.js';
import { killByPid, waitFor, type TestStore } from './testing/test-stores.js';

/** Real: PostgreSQL, Redis, BullMQ, worker processes, kill -9, a store that is emptied. Not real: the handlers. */
jest.setTimeout(60_000);

describe.each(STORES)('recovery on %s', (_name, startStore) => {
  const subject = new QueueUnderTest();
  beforeAll(() => subject.start(startStore));
  afterEach(() => subject.closeWorker());
  afterAll(() => subject.stop());

  test('a worker killed in the middle of a job: another one does it', async () => {
    const job = buildJob('import.parse', { importId: randomUUID() });
    await subject.emit(job);
    for (const _kill of ['first', 'second']) {
      const child = await startKillableWorker(subject.store);
      await waitFor(async () => child.said().includes((job.payload as { importId: string }).importId));
      await killByPid(child.process);
    }
    expect(await subject.row(job.jobId)).toMatchObject({ done_at: null });
    const seen: number[] = [];
    subject.work({ 'import.parse': async (_payload, { attempt }) => void seen.push(attempt) });
    await subject.done(job.jobId);
    expect(seen).toEqual([1]);
    expect((await subject.row(job.jobId)).attempts).toBe(3);
  });

  test('the store is lost while jobs wait: they come back and run once', async () => {
    const jobs = Array.from({ length: 1_200 }, () => aRender());
    await subject.emit(...jobs);
    await waitFor(async () => (await subject.queue.count()) === jobs.length);
    await subject.store.lose();
    const runs = new Map<string, number>();
    subject.work({
      'certificate.render': async ({ certificateId: id }) => void runs.set(id, (runs.get(id) ?? 0) + 1),
    });
    await subject.allFinished();
    expect(runs.size).toBe(jobs.length);
    expect([...runs.values()].every((times) => times === 1)).toBe(true);
  });

  test('the store is lost, then all connections, under a worker at work: nothing is left undone', async () => {
    subject.work({ 'certificate.render': () => new Promise((resolve) => setTimeout(resolve, 20)) });
    await subject.worker!.ready;
    await subject.emit(...Array.from({ length: 100 }, () => aRender()));
    await waitFor(async () => (await subject.queue.count()) > 0);
    await subject.store.lose();
    await subject.emit(...Array.from({ length: 100 }, () => aRender()));
    await subject.store.disconnect();
    await subject.emit(...Array.from({ length: 100 }, () => aRender()));
    await subject.allFinished();
    expect(
      (
        await subject.store.pool.query(
          `SELECT 1 FROM outbox WHERE failed_at IS NOT NULL AND name = 'certificate.render'`,
        )
      ).rows,
    ).toEqual([]);
  });

  test('the store is away for a while: workers and relay find it again, also a worker started meanwhile', async () => {
    const handlers = { 'certificate.render': () => new Promise<void>((resolve) => setTimeout(resolve, 50)) };
    await subject.work(handlers).ready;
    await subject.emit(...Array.from({ length: 50 }, () => aRender()));
    await waitFor(async () => (await subject.queue.count()) > 0);
    const bringBack = await subject.store.outage();
    await expect(subject.queue.count()).rejects.toThrow();
    const { connection, outbox } = subject.store;
    const second = startWorker({ connection, outbox, logger: silent, handlers: aHandlerMap(handlers) });
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    await bringBack();
    await second.ready;
    await subject.emit(...Array.from({ length: 50 }, () => aRender()));
    await subject.allFinished();
    await second.close();
  });
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
