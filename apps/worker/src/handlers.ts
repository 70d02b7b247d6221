import type { HandlerMap } from '@quanheng/queues';
import { deliverNotification } from './notification/deliver-notification.handler.js';
import { sendReminders } from './notification/send-reminders.handler.js';
import type { WorkerServices } from './services.js';

/** Every job has its handler here; a missing one doesn't compile. */
export function createHandlers(services: WorkerServices): HandlerMap {
  const elsewhere = async () => {
    services.logger.warn({}, 'no handler yet');
  };
  return {
    'import.parse': elsewhere,
    'import.validate': elsewhere,
    'import.commit': elsewhere,
    'certificate.render': elsewhere,
    'appointment.render-form': elsewhere,
    'notification.deliver': deliverNotification(services),
    'reminder.scan': sendReminders(services),
    'appointment.expire-holds': elsewhere,
    'appointment.close-day': elsewhere,
    'filing.lapse': elsewhere,
    'attachment.purge': elsewhere,
  };
}
