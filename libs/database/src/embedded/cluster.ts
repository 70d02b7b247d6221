import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import type { ServerAccount } from './server-account.js';

const MAJOR_VERSION = '18';
const LOCALE = 'C.UTF-8';

/**
 * The name of `folder` for a process that works in it. Under a lent account the absolute path may lead through
 * folders closed to that account, while this link to the working directory, which root has already entered for
 * it, needs no right on any of them.
 */
export function reachable(folder: string, account: ServerAccount | undefined): string {
  return account && process.platform === 'linux' ? '/proc/self/cwd' : folder;
}

export function clusterFolder(dataDir: string): string {
  const cluster = join(dataDir, 'cluster');
  if (existsSync(cluster)) assertWhole(cluster);
  return cluster;
}

function assertWhole(cluster: string): void {
  const missing = [
    'PG_VERSION',
    'global/pg_control',
    'base',
    'pg_wal',
    'postgresql.conf',
    'pg_hba.conf',
  ].find((name) => !existsSync(join(cluster, name)));
  if (missing) {
    throw new EmbeddedPostgresError(
      `The data folder ${cluster} is broken (${missing} is missing): restore it from a backup, or remove it to begin with empty data.`,
    );
  }
  const version = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim();
  if (version !== MAJOR_VERSION) {
    throw new EmbeddedPostgresError(
      `The data folder ${cluster} was written by PostgreSQL ${version}, this is ${MAJOR_VERSION}: migrate it with pg_upgrade, or use another data folder.`,
    );
  }
}

interface NewCluster {
  dataDir: string;
  binaries: string;
  account: ServerAccount | undefined;
  superuser: string;
  password: string;
}

/** Made aside and renamed at the end, so that an interrupted first start leaves no half cluster. */
export async function createCluster({
  dataDir,
  binaries,
  account,
  superuser,
  password,
}: NewCluster): Promise<void> {
  const workshop = join(dataDir, 'cluster.new');
  rmSync(workshop, { recursive: true, force: true });
  const cluster = join(workshop, 'cluster');
  mkdirSync(cluster, { mode: 0o700, recursive: true });
  try {
    const passwordFile = join(workshop, 'password');
    writeFileSync(passwordFile, password, { mode: 0o600 });
    if (account)
      for (const path of [workshop, cluster, passwordFile]) chownSync(path, account.uid, account.gid);
    runInitdb(cluster, binaries, account, superuser);
    renameSync(cluster, join(dataDir, 'cluster'));
  } finally {
    rmSync(workshop, { recursive: true, force: true });
  }
}

function runInitdb(
  cluster: string,
  binaries: string,
  account: ServerAccount | undefined,
  superuser: string,
): void {
  const result = spawnSync(
    join(binaries, 'bin', 'initdb'),
    [
      `--pgdata=${reachable(cluster, account)}`,
      '--pwfile=../password',
      `--username=${superuser}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      `--locale=${LOCALE}`,
      '--no-instructions',
      '--no-sync',
    ],
    {
      ...account,
      cwd: cluster,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], LC_ALL: LOCALE, TZ: 'UTC' },
    },
  );
  if (result.status === 0) return;
  const reason =
    result.stderr?.match(/(?:error|FATAL): *(.*)/)?.[1] ?? result.error?.message ?? result.stderr;
  throw new EmbeddedPostgresError(`PostgreSQL could not create its data folder in ${cluster}: ${reason}.`);
}
