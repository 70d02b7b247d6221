import { existsSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';

const PATIENCE_MS = 15_000;

/** When the process that started it was killed, the previous server is still shutting down for a moment. */
export async function untilPreviousServerEnded(cluster: string): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  for (let pid = runningOn(cluster); pid !== undefined; pid = runningOn(cluster)) {
    if (Date.now() > deadline) {
      throw new EmbeddedPostgresError(
        `PostgreSQL is already running on ${cluster} (process ${pid}): stop what uses it, or end it with kill -INT ${pid}.`,
      );
    }
    await delay(100);
  }
}

/** The id in postmaster.pid alone proves nothing: ids are used again, but only a server of this cluster works in it. */
function runningOn(cluster: string): number | undefined {
  const file = join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster) ? pid : undefined;
  } catch {
    return undefined;
  }
}
