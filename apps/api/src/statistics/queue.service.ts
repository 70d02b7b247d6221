import { Injectable } from '@nestjs/common';
import { Database, findCalendar, type TenantContext, type Transaction } from '@quanheng/database';
import { addWorkingDays, type Role } from '@quanheng/domain';
import type { QueueDto, QueueName, QueuesDto } from './statistics.dto.js';

interface Queue {
  readonly name: QueueName;
  readonly role: Role;
  /** Selects `since`, the business date from which each thing waits; `$1`, `$2` bound the ages, `$5` is the caller. */
  readonly sql: string;
}

const OWN = 'institution_id = ctx_institution_id()';
const dateOf = (instant: string) => `(${instant} AT TIME ZONE 'Asia/Shanghai')::date`;

const QUEUES: readonly Queue[] = [
  {
    name: 'registrations',
    role: 'REVIEWER',
    sql: `SELECT ${dateOf('submitted_at')} AS since FROM registration WHERE ${OWN} AND status = 'SUBMITTED'`,
  },
  {
    name: 'filings',
    role: 'REVIEWER',
    sql: `SELECT ${dateOf('f.submitted_at')} AS since FROM filing_item i JOIN filing f ON f.id = i.filing_id
      WHERE i.${OWN} AND i.status = 'SUBMITTED'`,
  },
  {
    // The hold tells when it was booked: it ends a fixed number of working days later.
    name: 'appointments',
    role: 'SCHEDULER',
    sql: `SELECT CASE WHEN held_until >= $3 THEN $1::date WHEN held_until >= $4 THEN $2::date ELSE $2::date - 1 END AS since
      FROM appointment WHERE ${OWN}
      AND (status = 'PENDING' OR (status = 'RESCHEDULE_PROPOSED' AND proposed_by = 'ENTERPRISE'))`,
  },
  {
    name: 'tasks',
    role: 'VERIFIER',
    sql: `SELECT ${dateOf('r.received_at')} AS since FROM verification_task t JOIN receipt r ON r.id = t.receipt_id
      WHERE t.${OWN} AND (t.status = 'WAITING' OR (t.status = 'IN_PROGRESS' AND t.verifier_id = $5))`,
  },
  {
    name: 'toCheck',
    role: 'CHECKER',
    sql: `SELECT ${dateOf('submitted_at')} AS since FROM verification_task
      WHERE ${OWN} AND status = 'TO_CHECK' AND verifier_id <> $5`,
  },
  {
    name: 'certificates',
    role: 'SIGNATORY',
    sql: `SELECT ${dateOf('t.checked_at')} AS since FROM certificate c JOIN verification_task t ON t.id = c.task_id
      WHERE c.${OWN} AND c.status = 'DRAFT' AND c.verifier_id <> $5`,
  },
];

const FRESH_DAYS = 1;
const AGING_DAYS = 3;

/** What waits, and for how many working days: the queues of the roles that the caller has. */
@Injectable()
export class QueueService {
  constructor(private readonly database: Database) {}

  find(context: TenantContext): Promise<QueuesDto> {
    const mine = QUEUES.filter(({ role }) => holds(context.roles, role));
    return this.database.read(context, async (tx) => {
      const calendar = await findCalendar(tx);
      const back = (days: number) => addWorkingDays(tx.today, -days, calendar);
      const heldSince = (days: number) => addWorkingDays(back(days), tx.settings.holdWorkingDays, calendar);
      const ages = [back(FRESH_DAYS), back(AGING_DAYS), heldSince(FRESH_DAYS), heldSince(AGING_DAYS)];
      const rows = await tx.query<Omit<QueueDto, 'role'>>(
        `WITH bounds AS (SELECT $1::date, $2::date, $3::date, $4::date, $5::uuid)
         ${mine.map(agesOf).join(' UNION ALL ') || 'SELECT 1 FROM bounds WHERE false'}`,
        [...ages, context.accountId],
      );
      const found = new Map(rows.map((row) => [row.name, row]));
      const none = { fresh: 0, aging: 0, old: 0 };
      const queues = mine.map(({ name, role }) => ({ ...none, ...found.get(name), name, role }));
      return { queues, ...(await countDue(tx, addWorkingDays(tx.today, AGING_DAYS, calendar))) };
    });
  }
}

const agesOf = ({ name, sql }: Queue) => `
  SELECT '${name}' AS name, count(*) FILTER (WHERE since >= $1)::int AS fresh,
    count(*) FILTER (WHERE since >= $2 AND since < $1)::int AS aging, count(*) FILTER (WHERE since < $2)::int AS old
  FROM (${sql}) AS waiting`;

async function countDue(tx: Transaction, soon: string): Promise<Omit<QueuesDto, 'queues'>> {
  const [row] = await tx.query<Omit<QueuesDto, 'queues'>>(
    `SELECT count(*) FILTER (WHERE due_on < $1)::int AS "tasksOverdue",
       count(*) FILTER (WHERE due_on BETWEEN $1 AND $2)::int AS "tasksDueSoon"
     FROM verification_task WHERE ${OWN} AND status IN ('WAITING', 'IN_PROGRESS', 'TO_CHECK', 'PAUSED')`,
    [tx.today, soon],
  );
  return row ?? { tasksOverdue: 0, tasksDueSoon: 0 };
}

function holds(roles: readonly Role[], role: Role): boolean {
  return roles.includes(role) || roles.includes('INSTITUTION_ADMIN');
}
