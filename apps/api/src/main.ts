import { readConfig } from './config.js';
import { createApp } from './platform/create-app.js';
import { createLogger } from './platform/logger.js';

/** Connections that wait to be accepted while the process is busy: Node's 511 would have the system drop the others. */
const BACKLOG = 4096;

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const logger = createLogger(config.LOG_LEVEL);
  const app = await createApp(logger);
  await app.listen({ port: config.PORT, host: config.HOST, backlog: BACKLOG });
  logger.info({ port: config.PORT }, 'Listening');
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
