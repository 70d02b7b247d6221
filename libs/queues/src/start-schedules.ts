import { toBusinessDate, type Clock } from '@quanheng/domain';
import { buildJob, type OutboxMessage } from './build-job.js';
import { describeFailure } from './failure.js';
import { writeOutbox, type Outbox, type QueueLogger } from './outbox.js';

const DAILY = [
  'reminder.scan',
  'appointment.close-day',
  'filing.lapse',
  'attachment.purge',
  'audit.check-daily',
  'privacy.erase',
  'account.expire-drafts',
  'account.clean-up',
  'import.expire',
] as const;
export type DailyJob = (typeof DAILY)[number];

export interface ScheduleOptions {
  outbox: Outbox;
  clock: Clock;
  logger: QueueLogger;
  /** Between two looks at the clock; default 30,000. */
  everyMs?: number;
  /** From which hour of the day (Asia/Shanghai) a daily job is due, e.g. reminders not at midnight; default 0. */
  fromHour?: Partial<Record<DailyJob, number>>;
}

const SHANGHAI_OFFSET_MS = 8 * 3_600_000;
const SLOT_MINUTES = 15;

/** What should have been promised by this instant, each with an id of its day or quarter of an hour (domain.md §9). */
export function dueSchedules(now: Date, fromHour: ScheduleOptions['fromHour'] = {}): OutboxMessage[] {
  const on = toBusinessDate(now);
  const minutes = Math.floor((now.getTime() + SHANGHAI_OFFSET_MS) / 60_000) % (24 * 60);
  const quarter = minutes - (minutes % SLOT_MINUTES);
  const [hour, minute] = [Math.floor(quarter / 60), quarter % 60].map((part) =>
    String(part).padStart(2, '0'),
  );
  const daily = DAILY.filter((name) => minutes >= 60 * (fromHour[name] ?? 0));
  return [
    ...daily.map((name) => buildJob(name, { on })),
    buildJob('appointment.expire-holds', { slot: `${on}T${hour}${minute}` }),
  ];
}

/**
 * Writes what is due into the outbox, where its unique id makes it happen exactly once, however many processes tick and
 * however often they restart.
 */
export function startSchedules(options: ScheduleOptions): { close(): Promise<void> } {
  const { outbox, clock, logger, everyMs = 30_000, fromHour } = options;
  let last = '';
  const tick = async () => {
    const due = dueSchedules(clock.now(), fromHour);
    const ids = due.map((message) => message.jobId).join();
    if (ids === last) return;
    await outbox.transaction((query) => writeOutbox(query, due));
    last = ids;
  };
  const safeTick = () =>
    tick().catch((error) => logger.warn(describeFailure(error), 'Schedules can not be written'));
  let running = safeTick();
  const timer = setInterval(() => (running = running.then(safeTick)), everyMs);
  return {
    close: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
