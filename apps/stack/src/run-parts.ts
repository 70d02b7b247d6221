import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { EmbeddedPostgresError } from '@quanheng/database';
import { say } from './announce.js';
import { readConfig, type StackConfig } from './config.js';
import { takeDataFolder } from './data-folder.js';
import { PartList } from './part-list.js';
import { StartFailure } from './start-failure.js';

const PORT_PATIENCE_MS = 2_000;

export interface Interruption {
  /** Stop in order. */
  stop: AbortSignal;
  /** Stop at once. */
  force: AbortSignal;
}

/**
 * Runs `work` on the data folder and ends all parts after it, however it ends; answers the exit code. `ending` aborts
 * when the operator interrupts, and when a part fails.
 */
export async function runParts(
  root: string,
  { stop, force }: Interruption,
  work: (config: StackConfig, parts: PartList, ending: AbortSignal) => Promise<void>,
  env: NodeJS.ProcessEnv = process.env,
): Promise<number> {
  const parts = new PartList();
  const failing = new AbortController();
  let release = () => {};
  const endAtOnce = () => {
    parts.killAll();
    release();
    process.exit(130);
  };
  force.addEventListener('abort', endAtOnce);
  try {
    const config = readConfig(root, env);
    release = takeDataFolder(config);
    await requirePort(config);
    await Promise.race([work(config, parts, AbortSignal.any([stop, failing.signal])), parts.unexpectedEnd]);
    return 0;
  } catch (error) {
    if (stop.aborted) return 0;
    console.error(sentence(error));
    return 1;
  } finally {
    failing.abort();
    if (!parts.isEmpty) say('Stopping ...');
    await parts.stopAll();
    release();
    force.removeEventListener('abort', endAtOnce);
  }
}

export function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve());
  });
}

function sentence(error: unknown): string {
  if (error instanceof StartFailure || error instanceof EmbeddedPostgresError) return error.message;
  const { message, code } = error as Error & { code?: string };
  if (code === 'ENOSPC') return 'The disk is full: free some space and run the command again.';
  return `Quanheng could not start: ${message || code || String(error)}`;
}

/** What a killed predecessor left is still closing its port for a moment. */
async function requirePort({ host, port }: StackConfig): Promise<void> {
  const deadline = Date.now() + PORT_PATIENCE_MS;
  let code = await tryPort(host, port);
  while (code === 'EADDRINUSE' && Date.now() < deadline) {
    await delay(100);
    code = await tryPort(host, port);
  }
  if (code === undefined) return;
  const reasons: Record<string, string> = {
    EADDRINUSE: 'is in use',
    EACCES: 'is reserved for root',
    EADDRNOTAVAIL: `is not to be had on ${host}`,
  };
  const reason = reasons[code] ?? `can't be used (${code})`;
  throw new StartFailure(
    `Port ${port} ${reason}: choose another with PORT=${port === 3001 ? 3002 : 3001} npm start.`,
  );
}

function tryPort(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code));
    server.listen({ host, port }, () => server.close(() => resolve(undefined)));
  });
}
