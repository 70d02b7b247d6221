import { JOBS, type JobName, type JobPayloads } from './jobs.js';

/** A row of the table `outbox` to be: written in the transaction that decided it (quality.md §1.1). */
export interface OutboxMessage {
  name: JobName;
  /** Deterministic: the same job asked for twice is one row and runs once. */
  jobId: string;
  payload: object;
  availableAt?: Date;
}

/** No colon and not all digits, which BullMQ refuses; nothing empty, which would be everybody's job. */
const ID = /^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)+$/;

/**
 * The message that promises a job. `delayMs` counts real time from now, as schedules follow real time (domain.md, Time).
 * Throws a RangeError when an id of the payload has characters that the queue's stores refuse.
 */
export function buildJob<N extends JobName>(
  name: N,
  payload: JobPayloads[N],
  options: { delayMs?: number } = {},
): OutboxMessage {
  const availableAt = options.delayMs ? new Date(Date.now() + options.delayMs) : undefined;
  return { name, jobId: jobIdOf(name, payload), payload, ...(availableAt && { availableAt }) };
}

export function jobIdOf<N extends JobName>(name: N, payload: JobPayloads[N]): string {
  const jobId = [name, JOBS[name].key(payload)]
    .flat()
    .filter((part) => part !== undefined)
    .join('.');
  if (!ID.test(jobId)) throw new RangeError(`Not a job id: ${jobId}`);
  return jobId;
}
