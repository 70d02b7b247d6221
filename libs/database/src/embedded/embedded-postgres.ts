import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clusterFolder, createCluster } from './cluster.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { freePort, isFree } from './free-port.js';
import { serverAccount } from './server-account.js';
import { serverBinaries } from './server-binaries.js';
import { startServer } from './server-process.js';

export interface EmbeddedPostgresOptions {
  /** Holds the cluster, its superuser's password and its port; made when missing. */
  dataDir: string;
  /** Without it the port of the last run, or a free one. */
  port?: number;
  /** Off only for data that nobody will miss. */
  fsync?: boolean;
  /** Where the server's own log goes; `dataDir/postgres.log` without it. */
  logFile?: string;
}

export interface EmbeddedPostgres {
  /** `postgres://` address of the superuser, database `postgres`, on 127.0.0.1. */
  url: string;
  port: number;
  pid: number;
  /** Settles when the server process is gone, whoever ended it. */
  exited: Promise<void>;
  /** Ends sessions and shuts down cleanly; safe to call twice. */
  stop(): Promise<void>;
}

const SUPERUSER = 'postgres';
const PORT_ATTEMPTS = 3;

/**
 * Starts the PostgreSQL that npm ships on 127.0.0.1, creating its cluster at the first start.
 * @throws EmbeddedPostgresError with one sentence for the operator
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { dataDir, fsync = true, logFile = join(dataDir, 'postgres.log') } = options;
  mkdirSync(dataDir, { recursive: true });
  const cluster = clusterFolder(dataDir);
  const account = serverAccount(cluster);
  const binaries = serverBinaries(account);
  const password = await passwordFor(dataDir, cluster, (secret) =>
    createCluster({ dataDir, binaries, account, superuser: SUPERUSER, password: secret }),
  );
  const serve = (port: number) =>
    startServer({ cluster, binaries, account, port, fsync, logFile, url: addressOf(password, port) });
  const { port, server } = options.port
    ? { port: options.port, server: await serve(options.port) }
    : await onFreePort(join(dataDir, 'port'), serve);
  return { url: addressOf(password, port), port, ...server };
}

function addressOf(password: string, port: number): string {
  return `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/postgres`;
}

async function passwordFor(
  dataDir: string,
  cluster: string,
  create: (password: string) => Promise<void>,
): Promise<string> {
  const file = join(dataDir, 'password');
  if (!existsSync(cluster)) {
    const password = randomBytes(24).toString('hex');
    writeFileSync(file, password, { mode: 0o600 });
    await create(password);
    return password;
  }
  if (!existsSync(file)) {
    throw new EmbeddedPostgresError(
      `${file} is missing, without which the data in ${cluster} can't be opened.`,
    );
  }
  return readFileSync(file, 'utf8').trim();
}

/** Between looking for a free port and listening on it, another process may take it. */
async function onFreePort<T>(
  file: string,
  serve: (port: number) => Promise<T>,
): Promise<{ port: number; server: T }> {
  for (let attempt = 1; ; attempt++) {
    const port = await choosePort(file);
    try {
      return { port, server: await serve(port) };
    } catch (error) {
      if (attempt === PORT_ATTEMPTS || !/could not bind/.test((error as Error).message)) throw error;
    }
  }
}

async function choosePort(file: string): Promise<number> {
  const last = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  if (Number.isInteger(last) && last > 0 && last < 65536 && (await isFree(last))) return last;
  const port = await freePort();
  writeFileSync(file, String(port));
  return port;
}
