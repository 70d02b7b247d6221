import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, migrate } from '@quanheng/database';
import pg from 'pg';
import { serviceEnvironment, startApp } from '../apps.js';
import type { StackConfig } from '../config.js';
import { seedDemo } from '../demo/seed.js';
import { untilHealthy } from '../health.js';
import type { Part } from '../part.js';
import type { PartList } from '../part-list.js';
import { addDatabase, APP_ROLE } from '../postgres-roles.js';
import type { Secrets } from '../secrets.js';
import { startService } from '../service.js';
import { fillLedger } from './ledger-data.js';

const LOOPBACK = '127.0.0.1';
const ACCOUNTS = 20;

/** The cluster that all sites share. */
export interface Ground {
  readonly config: StackConfig;
  readonly secrets: Secrets;
  readonly parts: PartList;
  /** Address of the superuser. */
  readonly serverUrl: string;
  readonly stop: AbortSignal;
}

/** A database of a certain size with the built API and the floor's server on it. */
export interface Site {
  readonly rows: number;
  readonly accounts: number;
  /** As superuser, whom row security doesn't hold. */
  readonly admin: pg.Client;
  readonly adminUrl: string;
  /** Origins. */
  readonly api: string;
  readonly floor: string;
  /** The worker on it; started when it is first asked for. */
  startWorker(): Promise<Part>;
}

/** Its own database in the cluster, migrated, with the demo's master data and `rows` instruments. */
export async function openSite(ground: Ground, name: string, rows: number): Promise<Site> {
  const adminUrl = new URL(ground.serverUrl);
  adminUrl.pathname = `/${name}`;
  const { ownerUrl, appUrl } = await addDatabase(ground.serverUrl, name, ground.secrets);
  await migrate({ ownerUrl, appRole: APP_ROLE });
  await seedDemo({ appUrl });
  const admin = new pg.Client({ connectionString: adminUrl.href });
  // The server may be stopped under it, when the run is interrupted.
  admin.on('error', () => undefined);
  await admin.connect();
  await fillLedger(admin, rows, ACCOUNTS);
  await admin.query('CREATE TABLE floor_instrument (LIKE instrument INCLUDING ALL)');
  const accounts = Math.min(ACCOUNTS, Math.max(1, Math.round(rows / 500)));
  mkdirSync(join(ground.config.logDir, name), { recursive: true });
  const env = await environment(ground, name, appUrl);
  const api = await startApi(ground, name, env);
  const floor = await startFloor(ground, name, adminUrl.href);
  return {
    rows,
    accounts,
    admin,
    adminUrl: adminUrl.href,
    api,
    floor,
    startWorker: once(() => startWorker(ground, env)),
  };
}

type Environment = ReturnType<typeof serviceEnvironment>;

async function environment({ config, secrets }: Ground, name: string, appUrl: string): Promise<Environment> {
  const port = await freePort();
  const own = { ...config, host: LOOPBACK, port, publicUrl: `http://${LOOPBACK}:${port}` };
  return {
    ...serviceEnvironment(own, secrets, appUrl),
    STORAGE_DIR: join(config.dataDir, 'files', name),
    RATE_LIMIT: '1000000000',
  };
}

async function startApi({ config, parts, stop }: Ground, name: string, env: Environment): Promise<string> {
  const part = startApp('api', { ...config, logDir: join(config.logDir, name) }, env);
  parts.add(part);
  const origin = `http://${LOOPBACK}:${env['PORT']}`;
  await untilHealthy(`${origin}/health/ready`, part, stop);
  return origin;
}

async function startWorker({ config, parts, stop }: Ground, env: Environment): Promise<Part> {
  const port = await freePort();
  const part = startApp('worker', config, { ...env, HOST: LOOPBACK, WORKER_PORT: String(port) });
  parts.add(part);
  await untilHealthy(`http://${LOOPBACK}:${port}/health/ready`, part, stop);
  return part;
}

async function startFloor(
  { config, parts, stop }: Ground,
  name: string,
  databaseUrl: string,
): Promise<string> {
  const port = await freePort();
  const part = startService({
    name: 'The floor',
    entry: join(import.meta.dirname, 'floor/floor-server.js'),
    cwd: config.root,
    env: { ...process.env, DATABASE_URL: databaseUrl, PORT: String(port), NODE_ENV: 'production' },
    logFile: join(config.logDir, name, 'floor.log'),
  });
  parts.add(part);
  const origin = `http://${LOOPBACK}:${port}`;
  await untilHealthy(`${origin}/health/ready`, part, stop);
  return origin;
}

function once<T>(start: () => Promise<T>): () => Promise<T> {
  let started: Promise<T> | undefined;
  return () => (started ??= start());
}
