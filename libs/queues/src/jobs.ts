interface Traced {
  /** Request id of what caused the job; it is followed through the queue into the worker's log lines. */
  requestId?: string;
}

interface Repeatable extends Traced {
  /** Tells one run from the next where the same thing may be done again (a re-mapped import, a re-rendered form). */
  revision?: number;
}

interface Shared {
  /** Whose bulk work it is: tenants take turns, however much one of them has waiting. */
  tenantId?: string;
}

/** What each job carries: ids and dates, never personal data (quality.md §1.12). */
export interface JobPayloads {
  'import.parse': { importId: string } & Repeatable & Shared;
  /** Validation runs again after every change of the mapping or of rows; a long one in slices, between which others go. */
  'import.validate': { importId: string; revision: number; slice?: number } & Traced & Shared;
  'import.commit': { importId: string } & Repeatable & Shared;
  /** Imports that nobody has gone on with for 30 days. */
  'import.expire': { on: string } & Repeatable;
  'certificate.render': { certificateId: string } & Repeatable;
  'appointment.render-form': { appointmentId: string } & Repeatable;
  /** The receiving slip and the labels of one receipt. */
  'receipt.render': { receiptId: string } & Repeatable;
  'notification.deliver': { notificationId: string } & Traced;
  'account.send-contact-code': { contactCodeId: string } & Traced;
  'account.send-invitation': { invitationId: string; revision: number } & Traced;
  /** `on` is a business date, `YYYY-MM-DD` in Asia/Shanghai (domain.md §9 and Time). */
  'reminder.scan': { on: string } & Repeatable;
  /** `slot` is the business date and time of the tick, `YYYY-MM-DDTHHMM` (domain.md §6: a booking is held 2 working days). */
  'appointment.expire-holds': { slot: string } & Traced;
  'appointment.close-day': { on: string } & Repeatable;
  /** Days were closed: who is booked there is offered another half-day. `closureId` tells one closing from the next. */
  'appointment.reoffer': { institutionId: string; closureId: string } & Traced;
  'filing.lapse': { on: string } & Repeatable;
  'attachment.purge': { on: string } & Repeatable;
  /** A run through the hash chains that an admin asked for, and the daily one through all of them. */
  'audit.check': { checkId: string } & Traced;
  'audit.check-daily': { on: string } & Repeatable;
  /** Carries out the requests to be forgotten whose day has come. */
  'privacy.erase': { on: string } & Repeatable;
  /** What somebody asked for and follows in the tray; kind and parameters are in its row. */
  'long-job.run': { longJobId: string } & Traced;
  'account.expire-drafts': { on: string } & Repeatable;
  'account.clean-up': { on: string } & Repeatable;
}

export type JobName = keyof JobPayloads;

/** Long bulk work has its own queue, so that an import never starves a reminder or a printed form. */
export type QueueName = 'quanheng-interactive' | 'quanheng-bulk';
export const QUEUE_NAMES: readonly QueueName[] = ['quanheng-interactive', 'quanheng-bulk'];

export interface JobDefinition<N extends JobName> {
  queue: QueueName;
  /** Tries altogether, the first one included. A killed worker does not use one up. */
  attempts: number;
  /** Wait before the second try; doubles with every further one. */
  backoffMs: number;
  /** The part of the payload that makes the job what it is: same key, same job. */
  key: (payload: JobPayloads[N]) => string | number | (string | number | undefined)[];
}

const quick = { queue: 'quanheng-interactive', attempts: 5, backoffMs: 1_000 } as const;
const bulk = { queue: 'quanheng-bulk', attempts: 5, backoffMs: 2_000 } as const;
/** A provider that is down for an hour must not lose a message. */
const patient = { queue: 'quanheng-interactive', attempts: 10, backoffMs: 10_000 } as const;

export const JOBS: { [N in JobName]: JobDefinition<N> } = {
  'import.parse': { ...bulk, key: (p) => [p.importId, p.revision] },
  'import.validate': { ...bulk, key: (p) => [p.importId, p.revision, p.slice] },
  'import.commit': { ...bulk, key: (p) => [p.importId, p.revision] },
  'import.expire': { ...quick, key: (p) => [p.on, p.revision] },
  'certificate.render': { ...quick, key: (p) => [p.certificateId, p.revision] },
  'appointment.render-form': { ...quick, key: (p) => [p.appointmentId, p.revision] },
  'receipt.render': { ...quick, key: (p) => [p.receiptId, p.revision] },
  'notification.deliver': { ...patient, key: (p) => p.notificationId },
  // The code is good for 15 minutes: trying longer would send what no longer works.
  'account.send-contact-code': { ...quick, key: (p) => p.contactCodeId },
  'account.send-invitation': { ...patient, key: (p) => [p.invitationId, p.revision] },
  'reminder.scan': { ...quick, key: (p) => [p.on, p.revision] },
  'appointment.expire-holds': { ...quick, key: (p) => p.slot },
  'appointment.close-day': { ...quick, key: (p) => [p.on, p.revision] },
  'appointment.reoffer': { ...quick, key: (p) => p.closureId },
  'filing.lapse': { ...quick, key: (p) => [p.on, p.revision] },
  'attachment.purge': { ...quick, key: (p) => [p.on, p.revision] },
  'audit.check': { ...bulk, key: (p) => p.checkId },
  'audit.check-daily': { ...bulk, key: (p) => [p.on, p.revision] },
  'privacy.erase': { ...bulk, key: (p) => [p.on, p.revision] },
  'long-job.run': { ...bulk, key: (p) => p.longJobId },
  'account.expire-drafts': { ...quick, key: (p) => [p.on, p.revision] },
  'account.clean-up': { ...quick, key: (p) => [p.on, p.revision] },
};

export function isJobName(name: string): name is JobName {
  return Object.hasOwn(JOBS, name);
}
