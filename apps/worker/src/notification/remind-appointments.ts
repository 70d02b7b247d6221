import type { Transaction } from '@quanheng/database';
import type { BusinessDate } from '@quanheng/domain';
import { tellAll, type Audience, type Message } from '@quanheng/operations';
import { ONE_BRANCH } from './one-branch.js';

interface Digest {
  readonly owner: string;
  readonly branch_id: string | null;
  readonly notification_id: string;
  readonly count: number;
  readonly instruments: number;
  readonly last_day: BusinessDate;
}

type Template = 'reminder.booking-tomorrow' | 'reminder.holds-expiring';

interface Step {
  readonly name: string;
  /** Whose digest it is. */
  readonly owner: 'enterprise_id' | 'institution_id';
  /** Which appointments `a` it is about on day `$1`, and the day that names their cycle. */
  readonly due: string;
  readonly cycle: string;
  readonly toMessage: (digest: Digest, on: BusinessDate) => Message<Template>;
}

const expiring =
  (side: 'ENTERPRISE' | 'INSTITUTION', link: string): Step['toMessage'] =>
  ({ count, last_day: lastDay }) => ({
    template: 'reminder.holds-expiring',
    params: { side, count, lastDay },
    link,
  });

/** `domain.md` section 9: booking tomorrow, holds about to expire. */
const STEPS: readonly Step[] = [
  {
    name: 'tomorrow',
    owner: 'enterprise_id',
    due: `a.status = 'CONFIRMED' AND a.date = $1::date + 1`,
    cycle: 'a.date',
    toMessage: ({ count, instruments, last_day: date }) => ({
      template: 'reminder.booking-tomorrow',
      params: { count, instruments, date },
      link: `/e/appointments?status=CONFIRMED&from=${date}&to=${date}`,
    }),
  },
  {
    name: 'hold',
    owner: 'institution_id',
    due: `(a.status = 'PENDING' OR (a.status = 'RESCHEDULE_PROPOSED' AND a.proposed_by = 'ENTERPRISE'))
      AND a.held_until <= $1::date + 1`,
    cycle: 'a.held_until',
    toMessage: expiring('INSTITUTION', '/s/appointments?status=PENDING'),
  },
  {
    name: 'answer',
    owner: 'enterprise_id',
    due: `a.status = 'RESCHEDULE_PROPOSED' AND a.proposed_by = 'INSTITUTION' AND a.held_until <= $1::date + 1`,
    cycle: 'a.held_until',
    toMessage: expiring('ENTERPRISE', '/e/appointments?status=RESCHEDULE_PROPOSED'),
  },
];

/** One digest an owner and step; the appointment stands in `reminder` where an instrument does in other steps. */
export async function remindAppointments(tx: Transaction, on: BusinessDate): Promise<number> {
  let told = 0;
  for (const step of STEPS) {
    const digests = await findDigests(tx, step, on);
    await tellAll(
      tx,
      digests.map((digest) => ({
        id: digest.notification_id,
        audience: audienceOf(step, digest),
        message: step.toMessage(digest, on),
      })),
    );
    told += digests.length;
  }
  return told;
}

const audienceOf = ({ owner }: Step, digest: Digest): Audience =>
  owner === 'enterprise_id'
    ? { enterpriseId: digest.owner, branchId: digest.branch_id }
    : { institutionId: digest.owner };

function findDigests(
  tx: Transaction,
  { owner, due, cycle, name }: Step,
  on: BusinessDate,
): Promise<Digest[]> {
  return tx.query<Digest>(
    `WITH fresh AS (
       SELECT a.id, a.enterprise_id, a.branch_id, a.${owner} AS owner, ${cycle} AS cycle, a.item_count FROM appointment a
       WHERE ${due} AND NOT EXISTS (
         SELECT 1 FROM reminder r WHERE r.instrument_id = a.id AND r.cycle = ${cycle} AND r.step = $2)
     ), told AS (
       SELECT owner, gen_random_uuid() AS notification_id, count(*)::int AS count,
         sum(item_count)::int AS instruments, min(cycle) AS last_day,
         ${ONE_BRANCH} AS branch_id
       FROM fresh GROUP BY owner
     ), kept AS (
       INSERT INTO reminder (instrument_id, cycle, step, enterprise_id, notification_id)
       SELECT fresh.id, fresh.cycle, $2, fresh.enterprise_id, told.notification_id
       FROM fresh JOIN told USING (owner) ON CONFLICT DO NOTHING
     )
     SELECT * FROM told`,
    [on, name],
  );
}
