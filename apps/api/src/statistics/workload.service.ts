import { Injectable } from '@nestjs/common';
import { Database, type TenantContext, type Transaction } from '@quanheng/database';
import { addDays, type BusinessDate } from '@quanheng/domain';
import type { HourFigureDto, TurnaroundDto, WeekFigureDto, WorkloadDto } from './statistics.dto.js';

const OWN = 'institution_id = ctx_institution_id()';
const dateOf = (instant: string) => `(${instant} AT TIME ZONE 'Asia/Shanghai')::date`;
const DAYS = `${dateOf('t.checked_at')} - ${dateOf('r.received_at')}`;
const DONE = `t.status = 'DONE'`;
const percentile = (share: number) =>
  `percentile_disc(${share}) WITHIN GROUP (ORDER BY ${DAYS}) FILTER (WHERE ${DONE})`;

/** Tasks of what was received in the period, by the index of receipts on the instant: `$1` the first day, `$2` the last. */
const RECEIVED = `FROM receipt r JOIN verification_task t ON t.receipt_id = r.id
  WHERE r.${OWN} AND r.received_at >= ($1::date::timestamp AT TIME ZONE 'Asia/Shanghai')
    AND r.received_at < (($2::date + 1)::timestamp AT TIME ZONE 'Asia/Shanghai')`;

/** How the institution's work went: a few grouped statements over one period, never over the whole ledger. */
@Injectable()
export class WorkloadService {
  constructor(private readonly database: Database) {}

  find(context: TenantContext, days: number): Promise<WorkloadDto> {
    return this.database.read(context, async (tx) => {
      const period: [BusinessDate, BusinessDate] = [addDays(tx.today, 1 - days), tx.today];
      return {
        ...{ from: period[0], until: period[1] },
        departments: await findTurnaround(tx, period),
        weeks: await findWeeks(tx, period),
        hours: await findHours(tx, period),
        ...(await countShows(tx, period)),
      };
    });
  }
}

type Period = readonly [BusinessDate, BusinessDate];

function findTurnaround(tx: Transaction, period: Period): Promise<TurnaroundDto[]> {
  return tx.query<TurnaroundDto>(
    `WITH figures AS (SELECT t.department_id, count(*)::int AS received,
       count(*) FILTER (WHERE ${DONE})::int AS done,
       count(*) FILTER (WHERE t.status NOT IN ('DONE', 'UNABLE') AND t.due_on < $2)::int AS overdue,
       count(*) FILTER (WHERE ${DONE} AND t.conclusion = 'PASS')::int AS passed,
       ${percentile(0.5)} AS "p50Days", ${percentile(0.9)} AS "p90Days" ${RECEIVED} GROUP BY 1)
     SELECT d.id AS "departmentId", d.name AS "departmentName", received, done, overdue, passed, "p50Days", "p90Days"
     FROM figures f JOIN department d ON d.id = f.department_id ORDER BY d.position, d.id LIMIT 1000`,
    [...period],
  );
}

function findWeeks(tx: Transaction, period: Period): Promise<WeekFigureDto[]> {
  return tx.query<WeekFigureDto>(
    `SELECT date_trunc('week', ${dateOf('r.received_at')})::date AS "weekOf", count(*)::int AS received,
       count(*) FILTER (WHERE ${DONE})::int AS done, ${percentile(0.5)} AS "p50Days"
     ${RECEIVED} GROUP BY 1 ORDER BY 1`,
    [...period],
  );
}

function findHours(tx: Transaction, period: Period): Promise<HourFigureDto[]> {
  return tx.query<HourFigureDto>(
    `SELECT extract(hour FROM r.received_at AT TIME ZONE 'Asia/Shanghai')::int AS hour, count(*)::int AS arrivals
     FROM receipt r WHERE r.${OWN} AND r.received_at >= ($1::date::timestamp AT TIME ZONE 'Asia/Shanghai')
       AND r.received_at < (($2::date + 1)::timestamp AT TIME ZONE 'Asia/Shanghai')
     GROUP BY 1 ORDER BY 1`,
    [...period],
  );
}

async function countShows(
  tx: Transaction,
  period: Period,
): Promise<Pick<WorkloadDto, 'appointments' | 'noShows'>> {
  const [row] = await tx.query<Pick<WorkloadDto, 'appointments' | 'noShows'>>(
    `SELECT count(*)::int AS appointments, count(*) FILTER (WHERE status = 'NO_SHOW')::int AS "noShows"
     FROM appointment WHERE ${OWN} AND date BETWEEN $1 AND $2
       AND status IN ('CONFIRMED', 'NO_SHOW', 'PARTIALLY_RECEIVED', 'RECEIVED', 'COMPLETED')`,
    [...period],
  );
  return row ?? { appointments: 0, noShows: 0 };
}
