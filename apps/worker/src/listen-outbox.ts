import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

const RETRY_MS = 1_000;

/**
 * Rings when a job is committed that isn't a mere message. It needs a connection of its own; while that is broken, or a pooler
 * in between keeps it silent, the relay's own looks find the job a little later.
 */
export function listenToOutbox(databaseUrl: string) {
  return async (ring: () => void): Promise<() => Promise<void>> => {
    const stopping = new AbortController();
    const listening = keepListening(databaseUrl, ring, stopping.signal);
    return async () => {
      stopping.abort();
      await listening;
    };
  };
}

async function keepListening(databaseUrl: string, ring: () => void, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    const client = new pg.Client({ connectionString: databaseUrl, keepAlive: true });
    client.on('notification', ring).on('error', () => undefined);
    try {
      const ended = once(client, 'end', { signal: stop });
      ended.catch(() => undefined);
      await client.connect();
      await client.query('LISTEN outbox');
      ring();
      await ended;
    } catch {
      // The next try says whether it is over.
    }
    void client.end().catch(() => undefined);
    await sleep(RETRY_MS, undefined, { signal: stop }).catch(() => undefined);
  }
}
