import { systemContext, type Transaction } from '@quanheng/database';
import type { BusinessDate } from '@quanheng/domain';
import { tellAll } from '@quanheng/operations';
import type { JobContext, JobPayloads } from '@quanheng/queues';
import type { WorkerServices } from '../services.js';
import { ONE_BRANCH } from './one-branch.js';
import { remindAppointments } from './remind-appointments.js';
import { remindTasks } from './remind-tasks.js';

interface Digest {
  enterprise_id: string;
  /** Where all of it is one branch’s; what spans several is everybody’s. */
  branch_id: string | null;
  template: keyof typeof MESSAGES;
  notification_id: string;
  count: number;
  first_on: BusinessDate;
}

const MESSAGES = {
  'reminder.due-soon': {
    link: '/e/instruments?tab=DUE_SOON',
    toParams: ({ count, first_on }: Digest) => ({ count, firstValidUntil: first_on }),
  },
  'reminder.overdue': {
    link: '/e/instruments?tab=OVERDUE',
    toParams: ({ count }: Digest) => ({ count }),
  },
  'reminder.window-lapsing': {
    link: '/e/instruments?tab=BOOKABLE',
    toParams: ({ count, first_on }: Digest) => ({ count, firstLastDay: first_on }),
  },
};

/**
 * Reminds of what is due on a day: one statement finds what was not reminded yet, exactly once per instrument, cycle and
 * step, and each enterprise gets one message of a kind. All in one transaction: killed half-way, it begins again.
 */
export const sendReminders =
  ({ database, logger }: WorkerServices) =>
  async ({ on }: JobPayloads['reminder.scan'], { requestId }: JobContext): Promise<void> => {
    const told = await database.write(systemContext(requestId ?? null), (tx) => remind(tx, on));
    if (told > 0) logger.info({ step: 'instruments', told, requestId }, 'Reminded');
    const more = await database.write(systemContext(requestId ?? null), (tx) => remindAppointments(tx, on));
    if (more > 0) logger.info({ step: 'appointments', told: more, requestId }, 'Reminded');
    const tasks = await database.write(systemContext(requestId ?? null), (tx) => remindTasks(tx, on));
    if (tasks > 0) logger.info({ step: 'tasks', told: tasks, requestId }, 'Reminded');
  };

/**
 * On day `$1` with a window of `$2` months before the validity ends `$3` days after a filing was approved
 * and `$4` days after an item ended without a result; of the latter two the later end counts. The ladder of
 * `domain.md` section 9; a step that repeats carries the week in its name. PostgreSQL subtracts months as section 6 does,
 * clamped to the month's last day; the bound above it, on the bare column, lets it look at what is near only.
 */
const DUE = `SELECT i.id, i.enterprise_id, i.branch_id, i.valid_until AS cycle,
    CASE WHEN i.valid_until < $1::date THEN 'overdue-' || (($1::date - i.valid_until - 1) / 7)
      WHEN i.valid_until <= $1::date + 1 THEN 'day' WHEN i.valid_until <= $1::date + 7 THEN 'week' ELSE 'month' END AS step,
    CASE WHEN i.valid_until < $1::date THEN 'reminder.overdue' ELSE 'reminder.due-soon' END AS template
  FROM instrument i
  WHERE i.lifecycle = 'ACTIVE' AND i.open_appointment_item_id IS NULL
    AND i.valid_until <= ($1::date + make_interval(months => $2, days => 3))::date
    AND (i.valid_until <= $1::date + 7 OR (i.valid_until - make_interval(months => $2))::date <= $1::date)
  UNION ALL
  SELECT i.id, i.enterprise_id, i.branch_id, greatest(i.filed_on + $3::int, i.ended_without_result_on + $4::int),
    'window', 'reminder.window-lapsing'
  FROM instrument i
  WHERE i.lifecycle = 'ACTIVE' AND i.open_appointment_item_id IS NULL
    AND NOT i.failed AND NOT i.verified_for_good AND i.filed_on IS NOT NULL
    AND (i.filed_on BETWEEN $1::date - $3::int AND $1::date - $3::int + 3
      OR i.ended_without_result_on BETWEEN $1::date - $4::int AND $1::date - $4::int + 3)
    AND greatest(i.filed_on + $3::int, i.ended_without_result_on + $4::int) BETWEEN $1::date AND $1::date + 3
    AND coalesce(i.valid_until < greatest(i.filed_on + $3::int, i.ended_without_result_on + $4::int), true)`;

const REMIND = `WITH due AS (${DUE}),
  fresh AS MATERIALIZED (
    SELECT due.* FROM due LEFT JOIN reminder r ON r.instrument_id = due.id AND r.cycle = due.cycle AND r.step = due.step
    WHERE r.instrument_id IS NULL
  ), told AS (
    SELECT enterprise_id, template, gen_random_uuid() AS notification_id, count(*)::int AS count, min(cycle) AS first_on,
      ${ONE_BRANCH} AS branch_id
    FROM fresh GROUP BY enterprise_id, template
  ), kept AS (
    INSERT INTO reminder (instrument_id, cycle, step, enterprise_id, notification_id)
    SELECT fresh.id, fresh.cycle, fresh.step, fresh.enterprise_id, told.notification_id
    FROM fresh JOIN told USING (enterprise_id, template)
  )
  SELECT enterprise_id, branch_id, template, notification_id, count, first_on FROM told`;

async function remind(tx: Transaction, on: BusinessDate): Promise<number> {
  // A scan begun anew while the one before it still runs must not tell twice.
  await tx.query(`SELECT pg_advisory_xact_lock(hashtext('reminder.scan'))`);
  const { bookingMonthsBeforeExpiry, bookingDaysAfterApproval, bookingDaysAfterNoResult } = tx.settings;
  const lengths = [bookingMonthsBeforeExpiry, bookingDaysAfterApproval, bookingDaysAfterNoResult];
  const digests = await tx.query<Digest>(REMIND, [on, ...lengths]);
  await tellAll(
    tx,
    digests.map((digest) => {
      const { template, enterprise_id: enterpriseId, branch_id: branchId, notification_id: id } = digest;
      const { link, toParams } = MESSAGES[template];
      return {
        id,
        audience: { enterpriseId, branchId },
        message: { template, link, params: toParams(digest) },
      };
    }),
  );
  return digests.length;
}
