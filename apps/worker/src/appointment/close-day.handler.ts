import type { JobContext, JobPayloads } from '@quanheng/queues';
import type { WorkerServices } from '../services.js';
import { closeDue } from './close-appointments.js';

/** On the morning after: who was confirmed and did not come (`domain.md`, States: CONFIRMED –day over→ NO_SHOW). */
export const closeDay =
  (services: WorkerServices) =>
  ({ on }: JobPayloads['appointment.close-day'], context: JobContext): Promise<void> =>
    closeDue(services.database, context, 'noShow', () => ({
      where: `status = 'CONFIRMED' AND date < $1`,
      params: [on],
    }));
