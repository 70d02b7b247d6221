import { findCalendar, type Transaction } from '@quanheng/database';
import { addWorkingDays, type BusinessDate } from '@quanheng/domain';
import { tell, type Audience, type Message } from '@quanheng/operations';

type Reader = 'VERIFIER' | 'INSTITUTION' | 'ENTERPRISE';

interface Digest {
  readonly owner: string;
  readonly notification_id: string;
  readonly count: number;
  readonly first_on: BusinessDate;
}

/** Whose digest it is, by a column of the task. */
const READERS: Record<Reader, { column: string; link: string; audience: (owner: string) => Audience }> = {
  VERIFIER: {
    column: 't.verifier_id',
    link: '/s/tasks?status=&scope=MINE',
    audience: (accountId) => ({ accountId }),
  },
  INSTITUTION: {
    column: 't.institution_id',
    link: '/s/tasks?status=',
    audience: (institutionId) => ({ institutionId }),
  },
  ENTERPRISE: {
    column: 't.enterprise_id',
    link: '/e/appointments?status=RECEIVED',
    audience: (enterpriseId) => ({ enterpriseId }),
  },
};

/** Near, then past the due date, then every further week past it: each step is told once to each reader. */
const STEPS = {
  NEAR: { due: 't.due_on BETWEEN $1::date AND $2::date', name: `'task-near'` },
  OVERDUE: { due: 't.due_on < $1::date', name: `'task-overdue-' || (($1::date - t.due_on - 1) / 7)` },
} as const;
type StepName = keyof typeof STEPS;

/** `domain.md` sections 7 and 9: what nears or passes its due date is said to everyone concerned. */
export async function remindTasks(tx: Transaction, on: BusinessDate): Promise<number> {
  // A scan begun anew while the one before it still runs must not tell twice.
  await tx.query(`SELECT pg_advisory_xact_lock(hashtext('reminder.scan'))`);
  const near = addWorkingDays(on, tx.settings.taskNearDueWorkingDays, await findCalendar(tx));
  let told = 0;
  for (const step of Object.keys(STEPS) as StepName[]) {
    for (const reader of Object.keys(READERS) as Reader[]) {
      for (const digest of await findDigests(tx, step, reader, [on, near])) {
        await tell(
          tx,
          READERS[reader].audience(digest.owner),
          toMessage(digest, step, reader),
          digest.notification_id,
        );
        told += 1;
      }
    }
  }
  return told;
}

function toMessage(
  { count, first_on: firstDueOn }: Digest,
  step: StepName,
  reader: Reader,
): Message<'reminder.tasks-due'> {
  const due = reader === 'ENTERPRISE' ? '' : `&due=${step === 'NEAR' ? 'near' : 'overdue'}`;
  return {
    template: 'reminder.tasks-due',
    params: { reader, step, count, firstDueOn },
    link: `${READERS[reader].link}${due}`,
  };
}

/** One statement a step and reader; the task stands in `reminder` where an instrument does in other steps. */
function findDigests(
  tx: Transaction,
  step: StepName,
  reader: Reader,
  [on, near]: readonly [BusinessDate, BusinessDate],
): Promise<Digest[]> {
  const { column } = READERS[reader];
  const { due, name } = STEPS[step];
  return tx.query<Digest>(
    `WITH due AS (
       SELECT t.id, t.enterprise_id, ${column} AS owner, t.due_on, ${name} || ':' || $3 AS step FROM verification_task t
       WHERE t.status NOT IN ('DONE', 'UNABLE') AND ${column} IS NOT NULL AND ${due} AND $2::date IS NOT NULL
     ), fresh AS (
       SELECT due.* FROM due LEFT JOIN reminder r ON r.instrument_id = due.id AND r.cycle = due.due_on AND r.step = due.step
       WHERE r.instrument_id IS NULL
     ), told AS (
       SELECT owner, gen_random_uuid() AS notification_id, count(*)::int AS count, min(due_on) AS first_on
       FROM fresh GROUP BY owner
     ), kept AS (
       INSERT INTO reminder (instrument_id, cycle, step, enterprise_id, notification_id)
       SELECT fresh.id, fresh.due_on, fresh.step, fresh.enterprise_id, told.notification_id
       FROM fresh JOIN told USING (owner) ON CONFLICT DO NOTHING
     )
     SELECT * FROM told`,
    [on, near, reader],
  );
}
