import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  createPostgresBackend,
  createRedisBackend,
  type Queue,
  withBackend,
  type Worker,
  type BackendFactory,
  type IQueueBackend,
  type Processor,
} from 'bullmq';
import { Redis } from 'ioredis';
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
  /** Rejects when the store can't be reached by producers at the moment. */
  connect(): Promise<void>;
  openQueue(name: QueueName): Queue;
  openWorker(name: QueueName, processor: Processor, concurrency: number): Worker;
  /** After the queues have been closed. */
  close(): Promise<void>;
}

export function openStore({ databaseUrl, redisUrl }: QueueConnection): Store {
  return redisUrl ? redisStore(redisUrl) : postgresStore(databaseUrl);
}

const RETRY_AFTER_ERROR_MS = 500;
const READY_WITHIN_MS = 5_000;

/** A dead worker's job is picked up after some 10 s; however often that happens, the job isn't at fault for it. */
const WORKER = {
  autorun: false,
  lockDuration: 10_000,
  stalledInterval: 5_000,
  maxStalledCount: 100,
  runRetryDelay: 1_000,
} as const;

function postgresStore(connectionString: string): Store {
  const backend = withBackend(patient(createGuardedPostgresBackend));
  const connection = {
    connectionString,
    schema: 'bullmq',
    migrate: true,
    max: 4,
    connectionTimeoutMillis: 5_000,
    query_timeout: 15_000,
  };
  return {
    // Each queue connects by itself.
    connect: async () => undefined,
    close: async () => undefined,
    openQueue: (name) => new backend.Queue(name, { connection }) as unknown as Queue,
    openWorker: (name, processor, concurrency) =>
      new backend.Worker(name, processor, { ...WORKER, connection, concurrency }) as unknown as Worker,
  };
}

/** A connection that breaks while BullMQ holds it outside a query would be an unhandled error and end the process. */
const createGuardedPostgresBackend: typeof createPostgresBackend = (name, options, factoryOptions) => {
  const backend = createPostgresBackend(name, options, factoryOptions);
  // What happened is told by the next query.
  backend.connection.pool.on('connect', (client) => client.on('error', () => undefined));
  return backend;
};

function redisStore(url: string): Store {
  const backend = withBackend(patient(createRedisBackend));
  const retryStrategy = (times: number) => Math.min(times * 100, 1_000);
  const consumer = { url, retryStrategy, maxRetriesPerRequest: null };
  // One connection of our own for all producers: BullMQ can't end one that is just being made again.
  let producer: Redis | undefined;
  const open = () => {
    // Refuses at once while Redis is away, since the relay tries again; workers wait for it.
    const client = new Redis(url, { retryStrategy, enableOfflineQueue: false, commandTimeout: 10_000 });
    return client.on('error', () => undefined);
  };
  return {
    async connect() {
      producer ??= open();
      if (producer.status !== 'ready')
        await once(producer, 'ready', { signal: AbortSignal.timeout(READY_WITHIN_MS) });
    },
    close: async () => producer?.disconnect(),
    openQueue: (name) => new backend.Queue(name, { connection: producer! }),
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
