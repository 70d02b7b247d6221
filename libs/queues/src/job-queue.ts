import { setTimeout as sleep } from 'node:timers/promises';
import type { JobsOptions, Queue } from 'bullmq';
import type { OutboxMessage } from './build-job.js';
import { JOBS, QUEUE_NAMES, type QueueName } from './jobs.js';
import { openStore, type QueueConnection, type Store } from './store.js';

const READY_WITHIN_MS = 5_000;

/** `turn`: lower ones first; jobs without one are not made to wait. */
export type QueuedJob = Pick<OutboxMessage, 'name' | 'jobId'> & { readonly turn?: number | null };

/**
 * The producers' end. Opens on first use and again after every error, so that a store which was away, restarted or
 * emptied is found again (and its schema made again) without a restart.
 */
export class JobQueue {
  readonly #store: Store;
  #queues: Promise<Map<QueueName, Queue>> | undefined;

  constructor(connection: QueueConnection) {
    this.#store = openStore(connection);
  }

  /** Adds jobs; one that the store has already is left as it is. */
  async add(messages: readonly QueuedJob[]): Promise<void> {
    await this.#use(async (queues) => {
      for (const [name, queue] of queues) {
        const own = messages.filter((message) => JOBS[message.name].queue === name);
        if (own.length > 0) await queue.addBulk(own.map(toBullJob));
      }
    });
  }

  /** Jobs that wait, run or are to be tried again. Throws when the store can't be reached. */
  async count(): Promise<number> {
    return this.#use(async (queues) => {
      const counts = [...queues.values()].map((queue) =>
        queue.getJobCountByTypes('waiting', 'prioritized', 'active', 'delayed'),
      );
      return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
    });
  }

  async close(): Promise<void> {
    const queues = await this.#queues?.catch(() => undefined);
    this.#queues = undefined;
    await Promise.all([...(queues?.values() ?? [])].map((queue) => queue.close()));
    await this.#store.close();
  }

  async #use<T>(run: (queues: Map<QueueName, Queue>) => Promise<T>): Promise<T> {
    const opened = (this.#queues ??= this.#open());
    try {
      return await run(await opened);
    } catch (error) {
      if (this.#queues === opened) this.#queues = undefined;
      void opened.then((queues) => closeQuietly([...queues.values()])).catch(() => undefined);
      throw error;
    }
  }

  async #open(): Promise<Map<QueueName, Queue>> {
    await this.#store.connect();
    const queues = new Map(QUEUE_NAMES.map((name) => [name, this.#store.openQueue(name)]));
    const all = [...queues.values()];
    // Every command that fails throws as well; the events would only say it twice.
    all.forEach((queue) => queue.on('error', () => undefined));
    const ready = Promise.all(all.map((queue) => queue.waitUntilReady())).then(() => true);
    try {
      if (await Promise.race([ready, sleep(READY_WITHIN_MS, false, { ref: false })])) return queues;
      throw new Error('The queue store did not answer in time.');
    } catch (error) {
      ready.catch(() => undefined);
      closeQuietly(all);
      throw error;
    }
  }
}

function closeQuietly(queues: Queue[]): void {
  for (const queue of queues) queue.close().catch(() => undefined);
}

/**
 * The store holds ids only: what to do is read from the outbox when the job's turn comes. Finished jobs leave it,
 * since `done_at` and `failed_at` of the outbox are what counts.
 */
function toBullJob({ name, jobId, turn }: QueuedJob): {
  name: string;
  data: object;
  opts: JobsOptions;
} {
  const { attempts, backoffMs } = JOBS[name];
  return {
    name,
    data: {},
    opts: {
      jobId,
      ...(turn ? { priority: turn } : {}),
      attempts,
      backoff: { type: 'exponential', delay: backoffMs },
      removeOnComplete: true,
      removeOnFail: true,
      stackTraceLimit: 0,
    },
  };
}
