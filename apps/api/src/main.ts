import { readConfig } from './config.js';
import { createApp } from './platform/create-app.js';
import { createLogger } from './platform/logger.js';

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const logger = createLogger(config.LOG_LEVEL);
  const app = await createApp(logger);
  await app.listen(config.PORT, config.HOST);
  logger.info({ port: config.PORT }, 'Listening');
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
