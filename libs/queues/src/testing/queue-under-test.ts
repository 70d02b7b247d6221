import { randomUUID } from 'node:crypto';
import { buildJob, type OutboxMessage } from '../build-job.js';
import { JobQueue } from '../job-queue.js';
import { writeOutbox, type QueueLogger } from '../outbox.js';
import type { HandlerMap } from '../process-job.js';
import { startRelay, type Relay } from '../start-relay.js';
import { startWorker, type JobWorker } from '../start-worker.js';
import { aHandlerMap, silent } from './handlers.js';
import { redisServer, startPostgresStore, startRedisStore, waitFor, type TestStore } from './test-stores.js';

/** The stores to test on: PostgreSQL always, Redis where its server is in PATH. */
export const STORES: [string, () => Promise<TestStore>][] = [['PostgreSQL', startPostgresStore]];
if (redisServer) STORES.push(['Redis', startRedisStore]);
else process.stdout.write('No redis-server in PATH: the queue is tested on PostgreSQL only.\n');

export const aRender = (requestId?: string) =>
  buildJob('certificate.render', { certificateId: randomUUID(), requestId });

/** A store, an outbox, a relay that looks often, and workers that are closed after each test. */
export class QueueUnderTest {
  store: TestStore;
  queue: JobQueue;
  worker: JobWorker | undefined;
  #relay: Relay;

  async start(startStore: () => Promise<TestStore>): Promise<void> {
    this.store = await startStore();
    this.queue = new JobQueue(this.store.connection);
    const often = { everyMs: 50, reconcileEveryMs: 200, missingAfterMs: 500 };
    this.#relay = startRelay({ outbox: this.store.outbox, queue: this.queue, logger: silent, ...often });
  }

  async closeWorker(): Promise<void> {
    await this.worker?.close();
    this.worker = undefined;
  }

  async stop(): Promise<void> {
    await this.#relay.close();
    await this.queue.close();
    await this.store.stop();
  }

  work(handlers: Partial<HandlerMap>, logger: QueueLogger = silent): JobWorker {
    const { connection, outbox } = this.store;
    return (this.worker = startWorker({ connection, outbox, logger, handlers: aHandlerMap(handlers) }));
  }

  emit(...messages: OutboxMessage[]): Promise<void> {
    return this.store.outbox.transaction((query) => writeOutbox(query, messages));
  }

  async row(jobId: string) {
    return (await this.store.pool.query('SELECT * FROM outbox WHERE job_id = $1', [jobId])).rows[0];
  }

  done(jobId: string) {
    return waitFor(async () => (await this.row(jobId)).done_at !== null);
  }

  failed(jobId: string) {
    return waitFor(async () => (await this.row(jobId)).failed_at !== null && this.row(jobId));
  }

  allFinished() {
    const sql = `SELECT 1 FROM outbox WHERE done_at IS NULL AND failed_at IS NULL LIMIT 1`;
    return waitFor(async () => (await this.store.pool.query(sql)).rowCount === 0);
  }
}
