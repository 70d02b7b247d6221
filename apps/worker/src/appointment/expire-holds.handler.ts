import type { JobContext, JobPayloads } from '@quanheng/queues';
import type { WorkerServices } from '../services.js';
import { closeDue } from './close-appointments.js';

/** What was not confirmed or answered in time gives its places and instruments back (`domain.md` section 6). */
export const expireHolds =
  (services: WorkerServices) =>
  (_: JobPayloads['appointment.expire-holds'], context: JobContext): Promise<void> =>
    closeDue(services.database, context, 'expire', (tx) => ({
      where: `status IN ('PENDING', 'RESCHEDULE_PROPOSED') AND held_until < $1`,
      params: [tx.today],
    }));
