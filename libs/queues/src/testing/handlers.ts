import { JOBS, type JobName } from '../jobs.js';
import type { QueueLogger } from '../outbox.js';
import type { HandlerMap } from '../process-job.js';

export const silent: QueueLogger = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** All handlers, refusing every job but the ones given. */
export function aHandlerMap(handlers: Partial<HandlerMap>): HandlerMap {
  const names = Object.keys(JOBS) as JobName[];
  const refusing = names.map((name) => [name, () => Promise.reject(new Error(`not expected: ${name}`))]);
  return { ...Object.fromEntries(refusing), ...handlers } as HandlerMap;
}
