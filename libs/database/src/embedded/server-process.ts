import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { reachable } from './cluster.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { untilPreviousServerEnded } from './previous-server.js';
import type { ServerAccount } from './server-account.js';
import { lastWords, sizeOf } from './server-log.js';

export interface ServerOptions {
  cluster: string;
  binaries: string;
  account: ServerAccount | undefined;
  port: number;
  fsync: boolean;
  logFile: string;
  url: string;
}

/** After a crash the server replays its log before it answers, which may take long. */
const START_LIMIT_MS = 300_000;
const STOP_LIMIT_MS = 30_000;

export async function startServer(options: ServerOptions) {
  await untilPreviousServerEnded(options.cluster);
  const logStart = sizeOf(options.logFile);
  const server = spawnServer(options);
  const exited = once(server, 'exit').then(
    () => undefined,
    () => undefined,
  );
  const guard = stopWithThisProcess(server);
  void exited.then(() => guard.kill('SIGKILL'));
  const stop = () => stopServer(server, exited);
  try {
    await waitUntilReady(options.url, server, exited);
  } catch (error) {
    await stop();
    const reason = lastWords(options.logFile, logStart) ?? (error as Error).message;
    throw new EmbeddedPostgresError(`PostgreSQL did not start: ${reason} (see ${options.logFile}).`);
  }
  return { pid: server.pid as number, exited, stop };
}

function spawnServer({ cluster, binaries, account, port, fsync, logFile }: ServerOptions): ChildProcess {
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 200,
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    // Failed statements and their values hold personal data, which belongs in no log.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    ...(fsync ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const log = openSync(logFile, 'a', 0o600);
  try {
    return spawn(
      join(binaries, 'bin', 'postgres'),
      [
        '-D',
        reachable(cluster, account),
        ...Object.entries(settings).flatMap(([k, v]) => ['-c', `${k}=${v}`]),
      ],
      {
        ...account,
        cwd: cluster,
        // Its own process group: Ctrl-C in the terminal must not reach it before the processes that use it.
        detached: true,
        stdio: ['ignore', log, log],
        env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8', TZ: 'UTC' },
      },
    );
  } finally {
    closeSync(log);
  }
}

/** A shell that outlives this process by a moment: when this one dies in whatever way, its pipe closes. */
function stopWithThisProcess(server: ChildProcess): ChildProcess {
  const guard = spawn('/bin/sh', ['-c', 'read -r line; kill -INT "$1"', 'sh', String(server.pid)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  guard.on('error', () => undefined);
  guard.unref();
  (guard.stdin as unknown as { unref(): void }).unref();
  return guard;
}

async function waitUntilReady(url: string, server: ChildProcess, exited: Promise<void>): Promise<void> {
  const deadline = Date.now() + START_LIMIT_MS;
  let last = 'it gave no answer';
  while (Date.now() < deadline) {
    if (server.pid === undefined || server.exitCode !== null || server.signalCode !== null) break;
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
    client.on('error', () => undefined);
    try {
      // Whoever else listens on this port may keep silent.
      await Promise.race([client.connect(), exited.then(() => Promise.reject(new Error('it ended')))]);
      return;
    } catch (error) {
      last = (error as Error).message;
      if (/password authentication failed/.test(last)) break;
    } finally {
      void client.end().catch(() => undefined);
    }
    await delay(40);
  }
  throw new Error(last);
}

async function stopServer(server: ChildProcess, exited: Promise<void>): Promise<void> {
  if (server.pid === undefined || server.exitCode !== null || server.signalCode !== null) return;
  server.kill('SIGINT'); // "fast": sessions are ended, data is written
  const late = setTimeout(() => server.kill('SIGQUIT'), STOP_LIMIT_MS);
  await exited;
  clearTimeout(late);
}
