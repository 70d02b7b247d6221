import pg from 'pg';
import { startWorker } from '../start-worker.js';
import { aHandlerMap, silent } from './handlers.js';
import { outboxOn } from './test-stores.js';

/** A worker process of its own that takes a job, says so and never finishes it: made to be killed. */
const databaseUrl = process.env['DATABASE_URL']!;
const pool = new pg.Pool({ connectionString: databaseUrl });

startWorker({
  connection: { databaseUrl, redisUrl: process.env['REDIS_URL'] },
  outbox: outboxOn(pool),
  logger: silent,
  handlers: aHandlerMap({
    'import.parse': async ({ importId }) => {
      process.stdout.write(`working on ${importId}\n`);
      await new Promise(() => setInterval(() => undefined, 1_000));
    },
  }),
});
