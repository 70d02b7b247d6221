import { join, resolve } from 'node:path';
import { StartFailure } from './start-failure.js';

export interface StackConfig {
  /** The checkout. */
  root: string;
  dataDir: string;
  logDir: string;
  host: string;
  port: number;
  publicUrl: string;
  /** Given, no PostgreSQL is started here. */
  databaseUrl: string | undefined;
  /** The schema's owner in the operator's own PostgreSQL. */
  ownerDatabaseUrl: string | undefined;
}

type Environment = Record<string, string | undefined>;

/** Reads what an operator may override (docs/running.md); everything has a default for one machine. */
export function readConfig(root: string, env: Environment): StackConfig {
  const host = env['HOST'] || '127.0.0.1';
  const port = readPort(env['PORT']);
  const dataDir = resolve(root, env['DATA_DIR'] || '.data');
  return {
    root,
    dataDir,
    logDir: join(dataDir, 'logs'),
    host,
    port,
    publicUrl: env['PUBLIC_URL'] || `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`,
    databaseUrl: readUrl('DATABASE_URL', env),
    ownerDatabaseUrl: readUrl('OWNER_DATABASE_URL', env),
  };
}

function readPort(text: string | undefined): number {
  const port = Number(text || 3000);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new StartFailure(`PORT is "${text}", but a port is a number from 1 to 65535.`);
}

function readUrl(name: string, env: Environment): string | undefined {
  const text = env[name];
  if (!text) return undefined;
  if (/^postgres(ql)?:\/\/.+/.test(text) && URL.canParse(text)) return text;
  throw new StartFailure(
    `${name} is not an address of the form postgres://user:password@host:5432/database.`,
  );
}
