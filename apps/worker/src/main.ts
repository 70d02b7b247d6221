// First: what is loaded after it is garbage already.
import './heap-growth.js';
import { setPriority } from 'node:os';
import { createDataSource, Database } from '@quanheng/database';
import { systemClock } from '@quanheng/domain';
import { createRenderer } from '@quanheng/documents';
import { createChannels } from '@quanheng/notifications';
import { JobQueue, startRelay, startSchedules, startWorker } from '@quanheng/queues';
import { createStorage, readStorageConfig } from '@quanheng/storage';
import { pino, type Logger } from 'pino';
import { readChannelConfig } from './channel-config.js';
import { readConfig, type WorkerConfig } from './config.js';
import { createHandlers } from './handlers.js';
import { serveHealth } from './health.js';
import { listenToOutbox } from './listen-outbox.js';
import { createOutbox } from './outbox.js';
import type { WorkerServices } from './services.js';

const RETRY_MS = 1_000;

/** On one machine with the API, whoever waits for a page goes before an import; a third of the weight is enough. */
const NICENESS = 5;

function giveWay(): void {
  try {
    setPriority(NICENESS);
  } catch {
    // Where the system doesn't let us, both are equal.
  }
}

async function main(): Promise<void> {
  giveWay();
  const config = readConfig(process.env);
  const logger = pino({ level: config.LOG_LEVEL, base: { app: 'worker' } });
  const services = createServices(config, logger);
  const stopping = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stopping.abort());

  const state = { ready: false };
  const health = serveHealth(config.WORKER_PORT, config.HOST, () => state.ready);
  await connect(services.database, stopping.signal);
  if (!stopping.signal.aborted) await work(services, stopping.signal, () => (state.ready = true));
  health?.close();
  await services.renderer.close();
  await Promise.all(Object.values(services.channels).map((channel) => channel.close()));
  if (services.database.dataSource.isInitialized) await services.database.dataSource.destroy();
  logger.info({}, 'Stopped');
}

function createServices(config: WorkerConfig, logger: Logger): WorkerServices {
  const dataSource = createDataSource({
    url: config.DATABASE_URL,
    poolSize: config.DATABASE_POOL,
    pipeline: true,
  });
  return {
    config,
    logger,
    database: new Database(dataSource, { demo: config.DEMO }),
    storage: createStorage(readStorageConfig(process.env)),
    renderer: createRenderer({ onMissingCharacters: (characters) => warnOfGlyphs(logger, characters) }),
    channels: createChannels(readChannelConfig(config), logger),
  };
}

/** The operator can install a font that has them; the papers say what they lack. */
function warnOfGlyphs(logger: Logger, characters: readonly string[]): void {
  const codePoints = characters.map((character) => `U+${character.codePointAt(0)?.toString(16)}`);
  logger.warn({ codePoints }, 'No font has a glyph for these characters');
}

/** The processes start in any order: the worker waits for its database. */
async function connect({ dataSource }: Database, stop: AbortSignal): Promise<void> {
  while (!stop.aborted && !dataSource.isInitialized) {
    await dataSource.initialize().catch(() => new Promise((resolve) => setTimeout(resolve, RETRY_MS)));
  }
}

async function work(services: WorkerServices, stop: AbortSignal, onReady: () => void): Promise<void> {
  const { config, database, logger } = services;
  const connection = { databaseUrl: config.DATABASE_URL, redisUrl: config.REDIS_URL };
  const outbox = createOutbox(database);
  const queue = new JobQueue(connection);
  const worker = startWorker({ connection, handlers: createHandlers(services), outbox, logger });
  const listen = listenToOutbox(config.DATABASE_URL);
  const relay = startRelay({ outbox, queue, logger, listen });
  const schedules = startSchedules({ outbox, clock: systemClock, logger, fromHour: { 'reminder.scan': 8 } });
  worker.ready.then(onReady, () => undefined);
  await new Promise<void>((resolve) =>
    stop.aborted ? resolve() : stop.addEventListener('abort', () => resolve(), { once: true }),
  );
  await schedules.close();
  await relay.close();
  await worker.close();
  await queue.close();
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
