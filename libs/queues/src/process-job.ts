import { UnrecoverableError, WaitingError, type Job } from 'bullmq';
import { describeFailure, PermanentJobError } from './failure.js';
import { isJobName, JOBS, type JobName, type JobPayloads } from './jobs.js';
import type { Outbox, QueueLogger } from './outbox.js';

export interface JobContext {
  /** Aborted when the worker is being stopped: stop at the next safe point and throw; the job runs again later. */
  signal: AbortSignal;
  requestId: string | undefined;
  /** 1 for the first try. */
  attempt: number;
}

/** One handler per job, all of them: a missing one doesn't compile. Handlers begin with "already done?". */
export type HandlerMap = {
  [N in JobName]: (payload: JobPayloads[N], context: JobContext) => Promise<void>;
};

export interface Processing {
  handlers: HandlerMap;
  outbox: Outbox;
  logger: QueueLogger;
  closing: AbortSignal;
}

interface Entry {
  name: string;
  payload: { requestId?: string };
  attempts: number;
  finished: boolean;
}

/** A job that takes its worker down time after time (out of memory, say) must end somewhere. */
const MAX_STARTS = 100;

/** What BullMQ calls for each job. It never sees payloads or error texts, so they can't be left behind in its store. */
export function buildProcessor(processing: Processing) {
  return async (job: Job, token?: string, lost?: AbortSignal): Promise<void> => {
    if (processing.closing.aborted) return giveBack(job, token);
    const entry = await beginJob(processing.outbox, job.id!);
    if (!entry || entry.finished) return;
    const signal = lost ? AbortSignal.any([processing.closing, lost]) : processing.closing;
    const started = Date.now();
    try {
      if (entry.attempts > MAX_STARTS) throw new PermanentJobError('job.started-too-often');
      await runHandler(processing.handlers, entry, {
        signal,
        requestId: entry.payload.requestId,
        attempt: job.attemptsMade + 1,
      });
      await markJob(processing.outbox, job.id!, 'done_at = now(), error = NULL');
    } catch (error) {
      return await settleFailure(processing, job, token, entry, error);
    }
    processing.logger.info({ ...said(job, entry), ms: Date.now() - started }, 'Job done');
  };
}

async function runHandler(
  handlers: HandlerMap,
  { name, payload }: Entry,
  context: JobContext,
): Promise<void> {
  if (!isJobName(name)) throw new PermanentJobError('job.unknown');
  const handler = handlers[name] as (payload: object, context: JobContext) => Promise<void>;
  await handler(payload, context);
}

/** Stopped: back to the queue without using up a try. Hopeless or the last try: recorded. Otherwise: again, later. */
async function settleFailure(
  processing: Processing,
  job: Job,
  token: string | undefined,
  entry: Entry,
  error: unknown,
) {
  if (processing.closing.aborted) return giveBack(job, token);
  const { code, at } = describeFailure(error);
  const limit = isJobName(entry.name) ? JOBS[entry.name].attempts : 1;
  const last = error instanceof PermanentJobError || job.attemptsMade + 1 >= limit;
  const line = { ...said(job, entry), code, at };
  if (!last) {
    processing.logger.warn(line, 'Job failed and will be tried again');
    throw new Error(code);
  }
  processing.logger.error(line, 'Job failed for good');
  await markJob(processing.outbox, job.id!, 'failed_at = now(), error = $2', code);
  throw new UnrecoverableError(code);
}

async function giveBack(job: Job, token: string | undefined): Promise<never> {
  await job.moveToWait(token);
  throw new WaitingError();
}

function said(job: Job, entry: Entry): object {
  return {
    job: entry.name,
    jobId: job.id,
    requestId: entry.payload.requestId,
    attempt: job.attemptsMade + 1,
  };
}

/** Counts the start and reads what to do; undefined when the outbox doesn't know the job (any more). */
async function beginJob(outbox: Outbox, jobId: string): Promise<Entry | undefined> {
  const rows: Entry[] = await outbox.transaction((query) =>
    query(
      `UPDATE outbox SET attempts = attempts + 1 WHERE job_id = $1
       RETURNING name, payload, attempts, (done_at IS NOT NULL OR failed_at IS NOT NULL) AS finished`,
      [jobId],
    ),
  );
  return rows[0];
}

async function markJob(outbox: Outbox, jobId: string, change: string, ...values: string[]): Promise<void> {
  await outbox.transaction((query) =>
    query(`UPDATE outbox SET ${change} WHERE job_id = $1`, [jobId, ...values]),
  );
}
