import { Injectable } from '@nestjs/common';
import { Database, type TenantContext, type Transaction } from '@quanheng/database';
import { addDays, capacityWeekday, dayClosure, type BusinessDate, type CalendarDay } from '@quanheng/domain';
import type { BookingCalendarDto, BookingCalendarItemDto, BookingCalendarQuery } from './trip.dto.js';

const DEFAULT_DAYS = 14;

type Row = Omit<BookingCalendarItemDto, 'closedReason' | 'closedName'> & { readonly closed: string | null };

/** The scheduler's days: what each department's half-days take, hold and have confirmed. */
@Injectable()
export class BookingCalendarService {
  constructor(private readonly database: Database) {}

  find(context: TenantContext, query: BookingCalendarQuery): Promise<BookingCalendarDto> {
    return this.database.read(context, async (tx) => {
      const { from = tx.today, days = DEFAULT_DAYS } = query;
      const dates = Array.from({ length: days }, (_, index) => addDays(from, index));
      const calendar = await findDays(tx, from, dates.at(-1) as BusinessDate);
      const rows = await findHalfDays(tx, dates);
      return { today: tx.today, items: rows.map((row) => toItem(row, calendar)) };
    });
  }
}

async function findDays(tx: Transaction, from: BusinessDate, until: BusinessDate) {
  const days = await tx.query<CalendarDay>(
    'SELECT date, kind, name FROM calendar_day WHERE date BETWEEN $1 AND $2',
    [from, until],
  );
  return new Map(days.map((day) => [day.date, day]));
}

/** The weekly rule of each half-day, over it the half-day itself once it was booked or closed, and what stands in it. */
function findHalfDays(tx: Transaction, dates: readonly BusinessDate[]): Promise<Row[]> {
  const days = dates.map((date) => ({ date, weekday: capacityWeekday(date) }));
  return tx.query<Row>(
    `WITH day AS (SELECT * FROM jsonb_to_recordset($1::jsonb) AS d(date date, weekday integer)),
     rule AS (SELECT day.date, r.half_day, r.department_id, r.mode, r.capacity FROM day
       JOIN capacity_rule r ON r.weekday = day.weekday AND r.institution_id = ctx_institution_id()),
     known AS (SELECT s.* FROM slot s JOIN day ON day.date = s.date WHERE s.institution_id = ctx_institution_id()),
     booked AS (SELECT a.slot_id, count(*)::int AS appointments,
         coalesce(sum(a.item_count) FILTER (WHERE a.status IN ('PENDING', 'RESCHEDULE_PROPOSED')), 0)::int AS held,
         coalesce(sum(a.item_count) FILTER (WHERE a.status NOT IN ('PENDING', 'RESCHEDULE_PROPOSED')), 0)::int AS confirmed
       FROM appointment a JOIN known ON known.id = a.slot_id
       WHERE a.status IN ('PENDING', 'RESCHEDULE_PROPOSED', 'CONFIRMED', 'PARTIALLY_RECEIVED', 'RECEIVED', 'COMPLETED')
       GROUP BY a.slot_id)
     SELECT coalesce(known.date, rule.date) AS date, coalesce(known.half_day, rule.half_day) AS "halfDay",
       d.id AS "departmentId", d.name AS "departmentName", coalesce(known.mode, rule.mode) AS mode,
       coalesce(known.capacity, rule.capacity, 0) AS capacity, known.closed_reason AS closed,
       coalesce(b.held, 0) AS held, coalesce(b.confirmed, 0) AS confirmed, coalesce(b.appointments, 0) AS appointments
     FROM rule FULL JOIN known ON known.date = rule.date AND known.half_day = rule.half_day
       AND known.department_id = rule.department_id AND known.mode = rule.mode
     JOIN department d ON d.id = coalesce(known.department_id, rule.department_id)
     LEFT JOIN booked b ON b.slot_id = known.id
     ORDER BY 1, 2, d.position, d.id, 5`,
    [JSON.stringify(days)],
  );
}

function toItem({ closed, ...row }: Row, calendar: ReadonlyMap<string, CalendarDay>): BookingCalendarItemDto {
  const day = dayClosure(row.date, calendar.get(row.date));
  const closure = day ?? (closed ? { reason: 'CLOSED' as const, name: closed } : null);
  return { ...row, closedReason: closure?.reason ?? null, closedName: closure?.name || null };
}
