import { setTimeout as delay } from 'node:timers/promises';

const LIMIT_MS = 60_000;
const PAUSE_MS = 200;

/** Asks again until the worker is done; the time is only the limit at which waiting makes no sense any more. */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T>,
  done: (answer: T) => boolean,
): Promise<T> {
  const deadline = Date.now() + LIMIT_MS;
  for (;;) {
    const answer = await ask();
    if (done(answer)) return answer;
    if (Date.now() > deadline)
      throw new Error(`${what}: not in ${LIMIT_MS / 1000} s; last ${JSON.stringify(answer)}`);
    await delay(PAUSE_MS);
  }
}
