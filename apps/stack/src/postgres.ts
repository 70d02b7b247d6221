import { join } from 'node:path';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '@quanheng/database';
import { rotate } from './capped-log.js';
import type { StackConfig } from './config.js';
import type { Part } from './part.js';
import { APP_ROLE, provision, type DatabaseUrls, type Passwords } from './postgres-roles.js';
import { StartFailure } from './start-failure.js';

export type Databases = DatabaseUrls & { appRole: string };

/** Starts PostgreSQL on the data folder, with roles and database ready for migrating. */
export async function startPostgres(
  { dataDir, logDir }: StackConfig,
  passwords: Passwords,
  started: (part: Part) => void,
): Promise<Databases & { serverUrl: string }> {
  const logFile = join(logDir, 'postgres.log');
  rotate(logFile);
  const server = await startEmbeddedPostgres({ dataDir: join(dataDir, 'postgres'), logFile });
  started(toPart(server, logFile));
  return { ...(await provision(server.url, passwords)), appRole: APP_ROLE, serverUrl: server.url };
}

function toPart({ pid, exited, stop }: EmbeddedPostgres, logFile: string): Part {
  return {
    name: 'PostgreSQL',
    logFile,
    exited: exited.then(() => 'its server process ended'),
    stop,
    kill: () => process.kill(pid, 'SIGQUIT'),
  };
}

/**
 * The operator's own PostgreSQL: with both addresses roles and schemas are theirs; with one that may create roles
 * they are made as in the embedded one, since row security wouldn't hold for an owner or superuser.
 */
export async function ownPostgres(
  databaseUrl: string,
  ownerDatabaseUrl: string | undefined,
  passwords: Passwords,
): Promise<Databases> {
  if (ownerDatabaseUrl) {
    return {
      ownerUrl: ownerDatabaseUrl,
      appUrl: databaseUrl,
      appRole: decodeURIComponent(new URL(databaseUrl).username),
    };
  }
  try {
    return { ...(await provision(databaseUrl, passwords)), appRole: APP_ROLE };
  } catch (error) {
    const { code, message } = error as Error & { code?: string };
    throw new StartFailure(
      code === '42501'
        ? 'The role of DATABASE_URL may not create roles: give the role of API and worker in DATABASE_URL and the one that owns the schema in OWNER_DATABASE_URL.'
        : `The PostgreSQL of DATABASE_URL can't be used: ${message || code}.`,
    );
  }
}
