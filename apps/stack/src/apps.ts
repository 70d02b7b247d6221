import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { StackConfig } from './config.js';
import type { Part } from './part.js';
import type { Secrets } from './secrets.js';
import { startService, type ServiceOptions } from './service.js';
import { StartFailure } from './start-failure.js';

/** What API and worker are told; what the operator sets besides (REDIS_URL, S3_..., CHROMIUM_PATH) goes through. */
export function serviceEnvironment(
  config: StackConfig,
  secrets: Secrets,
  appUrl: string,
): ServiceOptions['env'] {
  const { OWNER_DATABASE_URL: _, ...inherited } = process.env;
  return {
    ...inherited,
    DATABASE_URL: appUrl,
    HOST: config.host,
    PORT: String(config.port),
    PUBLIC_URL: config.publicUrl,
    STORAGE_DIR: join(config.dataDir, 'files'),
    // Of the browser's fonts; nothing is written outside the data folder.
    XDG_CACHE_HOME: join(config.dataDir, 'cache'),
    WEB_DIST: join(config.root, 'apps/web/dist'),
    DEMO: 'true',
    JWT_SECRET: secrets.jwtSecret,
    FILE_KEY: secrets.fileKey,
  };
}

export function startApp(app: 'api' | 'worker', config: StackConfig, env: ServiceOptions['env']): Part {
  const cwd = join(config.root, 'apps', app);
  const entry = join(cwd, 'dist/main.js');
  if (!existsSync(entry)) throw new StartFailure(`${entry} is missing: build it with npx nx build ${app}.`);
  const name = app === 'api' ? 'The API' : 'The worker';
  // Lists are short-lived garbage: with the default 16 MB a fifth of the time goes into collecting it.
  const nodeArgs = app === 'api' ? ['--max-semi-space-size=32'] : [];
  return startService({ name, entry, nodeArgs, cwd, env, logFile: join(config.logDir, `${app}.log`) });
}
