import { reofferClosed } from '@quanheng/operations';
import type { JobContext, JobPayloads } from '@quanheng/queues';
import type { WorkerServices } from '../services.js';

/** Days were closed: whoever is booked there is offered another half-day (`domain.md` section 4). */
export const reoffer =
  ({ database }: WorkerServices) =>
  ({ institutionId }: JobPayloads['appointment.reoffer'], context: JobContext): Promise<void> =>
    reofferClosed(database, institutionId, context);
