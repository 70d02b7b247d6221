import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import pg from 'pg';
import type { Outbox } from '../outbox.js';
import type { QueueConnection } from '../store.js';

/** A real store for jobs, with a database of its own beside it for the outbox. */
export interface TestStore {
  connection: QueueConnection;
  pool: pg.Pool;
  outbox: Outbox;
  /** Empties the store under the feet of whoever uses it. */
  lose(): Promise<void>;
  /** Cuts every connection that the queue's ends hold. */
  disconnect(): Promise<void>;
  /** Takes the store away, with the outbox where both are one; answers how to bring it back. */
  outage(): Promise<() => Promise<void>>;
  stop(): Promise<void>;
}

export const redisServer = findRedisServer();

export async function startPostgresStore(): Promise<TestStore> {
  const { pool, databaseUrl, outage, drop } = await createDatabase();
  return {
    connection: { databaseUrl },
    outage,
    pool,
    outbox: outboxOn(pool),
    lose: async () => void (await pool.query('DROP SCHEMA bullmq CASCADE')),
    disconnect: async () => {
      await pool.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                         WHERE datname = current_database() AND pid <> pg_backend_pid() AND query ILIKE '%job%'`);
    },
    stop: drop,
  };
}

export async function startRedisStore(): Promise<TestStore> {
  const { pool, databaseUrl, drop } = await createDatabase();
  const directory = mkdtempSync(join(tmpdir(), 'quanheng-redis-'));
  const port = await freePort();
  const args = [
    '--port',
    `${port}`,
    '--bind',
    '127.0.0.1',
    '--dir',
    directory,
    '--appendonly',
    'yes',
    '--save',
    '',
  ];
  let server = spawn(redisServer!, args, { stdio: 'ignore' });
  const redisUrl = `redis://127.0.0.1:${port}`;
  const redis = new Redis(redisUrl, { maxRetriesPerRequest: null });
  redis.on('error', () => undefined);
  await redis.ping();
  return {
    connection: { databaseUrl, redisUrl },
    outage: async () => {
      await killByPid(server);
      return async () => {
        server = spawn(redisServer!, args, { stdio: 'ignore' });
        await redis.ping();
      };
    },
    pool,
    outbox: outboxOn(pool),
    lose: async () => void (await redis.flushall()),
    disconnect: async () => void (await redis.client('KILL', 'TYPE', 'normal', 'SKIPME', 'yes')),
    stop: async () => {
      redis.disconnect();
      await killByPid(server);
      rmSync(directory, { recursive: true, force: true });
      await drop();
    },
  };
}

export async function killByPid(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  process.kill(child.pid!, 'SIGKILL');
  await gone;
}

export async function waitFor<T>(what: () => Promise<T | undefined | false>, withinMs = 30_000): Promise<T> {
  for (const until = Date.now() + withinMs; Date.now() < until; await sleep(25)) {
    const found = await what();
    if (found) return found;
  }
  throw new Error('Waited in vain.');
}

/** An outbox on one database, the way every process that has a pool offers it. */
export function outboxOn(pool: pg.Pool): Outbox {
  return {
    async transaction(run) {
      const client = await pool.connect();
      try {
        await client.query('BEGIN');
        const result = await run(async (sql, params) => (await client.query(sql, params)).rows);
        await client.query('COMMIT');
        return result;
      } catch (error) {
        await client.query('ROLLBACK').catch(() => undefined);
        throw error;
      } finally {
        client.release();
      }
    },
  };
}

async function createDatabase() {
  const server = process.env['TEST_DATABASE_URL'];
  if (!server) throw new Error('TEST_DATABASE_URL is not set: run this spec in the project `medium`.');
  const name = `queues_${process.pid}_${Date.now()}`;
  const admin = new pg.Client({ connectionString: server });
  admin.on('error', () => undefined);
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const pool = new pg.Pool({ connectionString: url.href, max: 8 });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  await pool.query(`CREATE TABLE outbox (turn integer, 
    id uuid PRIMARY KEY, name text NOT NULL, job_id text NOT NULL UNIQUE, payload jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(), available_at timestamptz NOT NULL DEFAULT now(),
    relayed_at timestamptz, done_at timestamptz, attempts int NOT NULL DEFAULT 0, failed_at timestamptz, error text)`);
  const drop = async () => {
    await pool.end();
    await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await admin.end();
  };
  const outage = async () => {
    await admin.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
    await admin.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`);
    return async () => void (await admin.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`));
  };
  return { pool, databaseUrl: url.href, outage, drop };
}

function findRedisServer(): string | undefined {
  try {
    return execFileSync('sh', ['-c', 'command -v redis-server'], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
