export { buildJob, jobIdOf, type OutboxMessage } from './build-job.js';
export { describeFailure, PermanentJobError, type Failure } from './failure.js';
export { JobQueue } from './job-queue.js';
export { JOBS, QUEUE_NAMES, isJobName, type JobName, type JobPayloads, type QueueName } from './jobs.js';
export {
  purgeOutbox,
  retryFailedJob,
  writeOutbox,
  type Outbox,
  type Query,
  type QueueLogger,
} from './outbox.js';
export { type HandlerMap, type JobContext } from './process-job.js';
export { startRelay, type Relay, type RelayOptions } from './start-relay.js';
export { dueSchedules, startSchedules, type DailyJob, type ScheduleOptions } from './start-schedules.js';
export { startWorker, type JobWorker, type WorkerOptions } from './start-worker.js';
export { type QueueConnection } from './store.js';
