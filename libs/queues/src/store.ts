import { setTimeout as sleep } from 'node:timers/promises';
import {
  createPostgresBackend,
  createRedisBackend,
  Queue,
  withBackend,
  Worker,
  type BackendFactory,
  type IQueueBackend,
  type Processor,
} from 'bullmq';
import type { QueueName } from './jobs.js';

/**
 * Where jobs wait: in PostgreSQL's schema `bullmq`, or in Redis when its URL is given. The role of `databaseUrl` must
 * own that schema or may create it. Either store may be lost at any moment: the outbox is the truth.
 */
export interface QueueConnection {
  databaseUrl: string;
  redisUrl?: string | undefined;
}

/** Makes BullMQ's two ends for one connection; everything that differs between the stores is in this file. */
export interface Store {
  openQueue(name: QueueName): Queue;
  openWorker(name: QueueName, processor: Processor, concurrency: number): Worker;
}

export function openStore({ databaseUrl, redisUrl }: QueueConnection): Store {
  return redisUrl ? redisStore(redisUrl) : postgresStore(databaseUrl);
}

const RETRY_AFTER_ERROR_MS = 500;

/** A dead worker's job is picked up after some 10 s; however often that happens, the job isn't at fault for it. */
const WORKER = {
  autorun: false,
  lockDuration: 10_000,
  stalledInterval: 5_000,
  maxStalledCount: 100,
  runRetryDelay: 1_000,
} as const;

function postgresStore(connectionString: string): Store {
  const backend = withBackend(patient(createPostgresBackend));
  const connection = {
    connectionString,
    schema: 'bullmq',
    migrate: true,
    max: 4,
    connectionTimeoutMillis: 5_000,
    query_timeout: 15_000,
  };
  return {
    openQueue: (name) => new backend.Queue(name, { connection }) as unknown as Queue,
    openWorker: (name, processor, concurrency) =>
      new backend.Worker(name, processor, { ...WORKER, connection, concurrency }) as unknown as Worker,
  };
}

function redisStore(url: string): Store {
  const backend = withBackend(patient(createRedisBackend));
  const connection = { url, retryStrategy: (times: number) => Math.min(times * 100, 1_000) };
  // Producers refuse at once while Redis is away (the relay tries again); workers wait for it.
  const producer = { ...connection, enableOfflineQueue: false, commandTimeout: 10_000 };
  const consumer = { ...connection, maxRetriesPerRequest: null };
  return {
    openQueue: (name) => new backend.Queue(name, { connection: producer }),
    openWorker: (name, processor, concurrency) =>
      new backend.Worker(name, processor, { ...WORKER, connection: consumer, concurrency }) as Worker,
  };
}

/** BullMQ asks for the next job again at once after an error that isn't a refused connection; a pause keeps it calm. */
function patient<B extends IQueueBackend, C>(factory: BackendFactory<B, C>): BackendFactory<B, C> {
  return (name, options, factoryOptions) => {
    const backend = factory(name, options, factoryOptions);
    const moveToActive = backend.moveToActive.bind(backend);
    backend.moveToActive = async (...args) => {
      try {
        return await moveToActive(...args);
      } catch (error) {
        await sleep(RETRY_AFTER_ERROR_MS);
        throw error;
      }
    };
    return backend;
  };
}
