import { setTimeout as sleep } from 'node:timers/promises';
import type { Worker } from 'bullmq';
import { describeFailure } from './failure.js';
import { QUEUE_NAMES, type QueueName } from './jobs.js';
import type { Outbox, QueueLogger } from './outbox.js';
import { buildProcessor, type HandlerMap } from './process-job.js';
import { openStore, type QueueConnection } from './store.js';

export interface WorkerOptions {
  connection: QueueConnection;
  handlers: HandlerMap;
  outbox: Outbox;
  logger: QueueLogger;
  /** Jobs at a time in this process, per queue; default 4 interactive, 1 bulk. */
  concurrency?: Partial<Record<QueueName, number>>;
  /** How long `close` waits for running jobs before it leaves them to another worker; default 8,000. */
  graceMs?: number;
}

export interface JobWorker {
  /** Resolves when every queue is being worked on, however long its store takes to come. Rejects when closed before. */
  ready: Promise<void>;
  /** Takes no new job, aborts the running ones' signal and waits for them. What doesn't stop in time runs again elsewhere. */
  close(): Promise<void>;
}

const CONCURRENCY: Record<QueueName, number> = { 'quanheng-interactive': 4, 'quanheng-bulk': 1 };
const READY_WITHIN_MS = 10_000;
const QUIET_MS = 5_000;

/** Starts working at once and keeps trying while the store is away, so processes may start in any order. */
export function startWorker(options: WorkerOptions): JobWorker {
  const [opening, running] = [new AbortController(), new AbortController()];
  const store = openStore(options.connection);
  const processor = buildProcessor({ ...options, closing: running.signal });
  const concurrency = { ...CONCURRENCY, ...options.concurrency };
  const workers = QUEUE_NAMES.map((name) =>
    keepOpening(
      () => store.openWorker(name, processor, concurrency[name]),
      name,
      options.logger,
      opening.signal,
    ),
  );
  const ready = Promise.all(workers).then(() => undefined);
  ready.catch(() => undefined);
  return {
    ready,
    close: async () => {
      opening.abort();
      const opened = await Promise.allSettled(workers);
      const open = opened.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
      const closing = open.map((worker) => closeWithin(worker, options.graceMs ?? 8_000));
      // Only now, when no worker takes a new job: one that gives its job back must not be handed it again.
      running.abort();
      await Promise.all(closing);
    },
  };
}

async function keepOpening(
  open: () => Worker,
  queue: QueueName,
  logger: QueueLogger,
  stop: AbortSignal,
): Promise<Worker> {
  for (let warned = false; ;) {
    stop.throwIfAborted();
    const worker = open();
    worker.on('error', sayNowAndThen(logger, queue));
    const ready = worker.waitUntilReady().then(
      () => true,
      () => false,
    );
    if (await Promise.race([ready, sleep(READY_WITHIN_MS, false, { ref: false }), aborted(stop)])) {
      worker.run().catch((error) => logger.error({ queue, ...describeFailure(error) }, 'The worker stopped'));
      return worker;
    }
    worker.close(true).catch(() => undefined);
    if (!warned && !stop.aborted) logger.warn({ queue }, 'The queue store is not there yet');
    warned = true;
    await sleep(1_000, undefined, { signal: stop });
  }
}

function aborted(signal: AbortSignal): Promise<false> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve(false);
    signal.addEventListener('abort', () => resolve(false), { once: true });
  });
}

/** While a store is away the same error comes many times a second. */
function sayNowAndThen(logger: QueueLogger, queue: QueueName): (error: Error) => void {
  let quietUntil = 0;
  return (error) => {
    if (Date.now() < quietUntil) return;
    quietUntil = Date.now() + QUIET_MS;
    logger.warn({ queue, ...describeFailure(error) }, 'Trouble with the queue store');
  };
}

/** Takes no new job from the first moment on; what still runs after the grace loses its lock and runs again elsewhere. */
async function closeWithin(worker: Worker, graceMs: number): Promise<void> {
  const stopped = worker.pause().then(
    () => true,
    () => true,
  );
  const patience = new AbortController();
  const late = sleep(graceMs, false, { signal: patience.signal }).catch(() => false);
  const inTime = await Promise.race([stopped, late]);
  patience.abort();
  const closed = worker.close(!inTime).then(
    () => true,
    () => true,
  );
  // While its store is away a connection waits to say good-bye; it is cut instead.
  if (!(await Promise.race([closed, sleep(2_000, false, { ref: false })])))
    worker.disconnect().catch(() => undefined);
}
