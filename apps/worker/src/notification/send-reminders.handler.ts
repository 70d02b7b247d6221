import { systemContext, type Transaction } from '@quanheng/database';
import { DEFAULT_SETTINGS, type BusinessDate } from '@quanheng/domain';
import { tell } from '@quanheng/operations';
import type { JobContext, JobPayloads } from '@quanheng/queues';
import type { WorkerServices } from '../services.js';
import { ONE_BRANCH } from './one-branch.js';
import { remindAppointments } from './remind-appointments.js';

interface Digest {
  enterprise_id: string;
  /** Where all of it is one branch’s; what spans several is everybody’s. */
  branch_id: string | null;
  count: number;
  first_on: BusinessDate;
}

interface Step {
  readonly name: string;
  readonly template: 'reminder.due-soon' | 'reminder.overdue' | 'reminder.window-lapsing';
  readonly link: string;
  /** Which instruments `i` are due for this step on day `$1`, and the day their cycle is named by. */
  readonly due: string;
  readonly cycle: string;
  /** A step that repeats carries the repetition in its name, e.g. the week. */
  readonly stepName: string;
  /** What the message is told besides the count. */
  readonly toParams: (digest: Digest) => object;
}

const months = `make_interval(months => ${DEFAULT_SETTINGS.bookingMonthsBeforeExpiry})`;
const inUse = `i.lifecycle = 'ACTIVE' AND i.open_appointment_item_id IS NULL`;
const dueSoon = {
  template: 'reminder.due-soon',
  link: '/e/instruments?tab=DUE_SOON',
  cycle: 'i.valid_until',
} as const;
const untilParams = (digest: Digest) => ({ firstValidUntil: digest.first_on });

/** The ladder of `domain.md` section 9. PostgreSQL subtracts months as section 6 does: clamped to the month's last day. */
const STEPS: readonly Step[] = [
  {
    ...dueSoon,
    name: 'month',
    due: `i.valid_until >= $1 AND (i.valid_until - ${months})::date <= $1 AND i.valid_until > $1::date + 7`,
    stepName: `'month'`,
    toParams: untilParams,
  },
  {
    ...dueSoon,
    name: 'week',
    due: `i.valid_until > $1::date + 1 AND i.valid_until <= $1::date + 7`,
    stepName: `'week'`,
    toParams: untilParams,
  },
  {
    ...dueSoon,
    name: 'day',
    due: `i.valid_until >= $1 AND i.valid_until <= $1::date + 1`,
    stepName: `'day'`,
    toParams: untilParams,
  },
  {
    name: 'overdue',
    template: 'reminder.overdue',
    link: '/e/instruments?tab=OVERDUE',
    due: 'i.valid_until < $1',
    cycle: 'i.valid_until',
    stepName: `'overdue-' || (($1::date - i.valid_until - 1) / 7)`,
    toParams: () => ({}),
  },
  {
    name: 'window',
    template: 'reminder.window-lapsing',
    link: '/e/instruments?tab=BOOKABLE',
    due: `i.filed_on IS NOT NULL AND i.valid_until IS NULL AND NOT i.failed
      AND i.filed_on + ${DEFAULT_SETTINGS.bookingDaysAfterApproval} BETWEEN $1 AND $1::date + 3`,
    cycle: `(i.filed_on + ${DEFAULT_SETTINGS.bookingDaysAfterApproval})::date`,
    stepName: `'window'`,
    toParams: (digest) => ({ firstLastDay: digest.first_on }),
  },
];

/**
 * Reminds of what is due on a day: one statement a step finds what was not reminded yet, exactly once per instrument,
 * cycle and step, and one message goes to each enterprise. All in one transaction: killed half-way, it begins again.
 */
export const sendReminders =
  ({ database, logger }: WorkerServices) =>
  async ({ on }: JobPayloads['reminder.scan'], { requestId }: JobContext): Promise<void> => {
    for (const step of STEPS) {
      const told = await database.write(systemContext(requestId ?? null), (tx) => remind(tx, step, on));
      if (told > 0) logger.info({ step: step.name, enterprises: told, requestId }, 'Reminded');
    }
    const told = await database.write(systemContext(requestId ?? null), (tx) => remindAppointments(tx, on));
    if (told > 0) logger.info({ step: 'appointments', told, requestId }, 'Reminded');
  };

async function remind(tx: Transaction, step: Step, on: BusinessDate): Promise<number> {
  const digests = await tx.query<Digest & { notification_id: string }>(
    `WITH due AS (
       SELECT i.id, i.enterprise_id, i.branch_id, ${step.cycle} AS cycle, ${step.stepName} AS step
       FROM instrument i WHERE ${inUse} AND ${step.due}
     ), fresh AS (
       SELECT due.* FROM due LEFT JOIN reminder r ON r.instrument_id = due.id AND r.cycle = due.cycle AND r.step = due.step
       WHERE r.instrument_id IS NULL
     ), told AS (
       SELECT enterprise_id, gen_random_uuid() AS notification_id, count(*)::int AS count, min(cycle) AS first_on,
         ${ONE_BRANCH} AS branch_id
       FROM fresh GROUP BY enterprise_id
     ), kept AS (
       INSERT INTO reminder (instrument_id, cycle, step, enterprise_id, notification_id)
       SELECT fresh.id, fresh.cycle, fresh.step, fresh.enterprise_id, told.notification_id
       FROM fresh JOIN told USING (enterprise_id) ON CONFLICT DO NOTHING
     )
     SELECT enterprise_id, branch_id, notification_id, count, first_on FROM told`,
    [on],
  );
  for (const digest of digests) {
    const params = { count: digest.count, ...step.toParams(digest) } as never;
    await tell(
      tx,
      { enterpriseId: digest.enterprise_id, branchId: digest.branch_id },
      { template: step.template, params, link: step.link },
      digest.notification_id,
    );
  }
  return digests.length;
}
