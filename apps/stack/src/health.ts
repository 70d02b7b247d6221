import { setTimeout as delay } from 'node:timers/promises';
import type { Part } from './part.js';
import { StartFailure } from './start-failure.js';

const LIMIT_MS = 120_000;

/** Waits until `url` answers 200, and no longer than the process behind it lives. */
export async function untilHealthy(url: string, part: Part, stop: AbortSignal): Promise<void> {
  let ended: string | undefined;
  void part.exited.then((reason) => (ended = reason));
  const deadline = Date.now() + LIMIT_MS;
  while (!stop.aborted) {
    if (await answers(url)) return;
    if (ended !== undefined) throw new StartFailure(`${part.name} did not start (${ended}).`);
    if (Date.now() > deadline) throw new StartFailure(`${part.name} gives no sign of health at ${url}.`);
    await delay(100);
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
