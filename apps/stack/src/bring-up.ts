import { freePort, migrate } from '@quanheng/database';
import { say } from './announce.js';
import { serviceEnvironment, startApp } from './apps.js';
import type { StackConfig } from './config.js';
import { seedDemo, type DemoAccount } from './demo/seed.js';
import { untilHealthy } from './health.js';
import type { Part } from './part.js';
import type { PartList } from './part-list.js';
import { ownPostgres, startPostgres } from './postgres.js';
import { restarting } from './restarting-part.js';
import { readSecrets } from './secrets.js';

const LOOPBACK = '127.0.0.1';

export interface Running {
  accounts: DemoAccount[];
  /** API and worker; a restart replaces them. */
  apps: Part[];
  restartApps(): Promise<void>;
}

/** PostgreSQL, schema, demo, worker, API, in this order; what runs is in `parts` also when a later step fails. */
export async function bringUp(config: StackConfig, parts: PartList, stop: AbortSignal): Promise<Running> {
  const secrets = readSecrets(config.dataDir);
  const { ownerUrl, appUrl, appRole } = await database(config, secrets, parts);
  stop.throwIfAborted();
  const migrations = await migrate({ ownerUrl, appRole });
  if (migrations.length > 0) say(`Schema brought up to date: ${migrations.length} migrations.`);
  stop.throwIfAborted();
  const accounts = await seedDemo({ appUrl });
  stop.throwIfAborted();
  const env = serviceEnvironment(config, secrets, appUrl);
  const running: Running = {
    accounts,
    apps: await startApps(config, env, parts, stop),
    restartApps: async () => {
      for (const app of running.apps.reverse()) await parts.stop(app);
      running.apps = await startApps(config, env, parts, stop);
    },
  };
  return running;
}

function database(config: StackConfig, secrets: ReturnType<typeof readSecrets>, parts: PartList) {
  const { databaseUrl, ownerDatabaseUrl } = config;
  if (databaseUrl) {
    say('Using the PostgreSQL of DATABASE_URL ...');
    return ownPostgres(databaseUrl, ownerDatabaseUrl, secrets);
  }
  say('Starting PostgreSQL ...');
  return startPostgres(config, secrets, (part) => parts.add(part));
}

async function startApps(
  config: StackConfig,
  env: ReturnType<typeof serviceEnvironment>,
  parts: PartList,
  stop: AbortSignal,
): Promise<Part[]> {
  say('Starting worker and API ...');
  const workerPort = await freePort();
  const workerEnv = { ...env, HOST: LOOPBACK, WORKER_PORT: String(workerPort) };
  const worker = restarting(() => startApp('worker', config, workerEnv));
  parts.add(worker);
  const api = restarting(() => startApp('api', config, env));
  parts.add(api);
  const apiHost = config.host === '0.0.0.0' ? LOOPBACK : config.host;
  await untilHealthy(`http://${apiHost}:${config.port}/health/ready`, api, stop);
  await untilHealthy(`http://${LOOPBACK}:${workerPort}/health/ready`, worker, stop);
  stop.throwIfAborted();
  for (const app of [worker, api]) app.keep();
  return [worker, api];
}
