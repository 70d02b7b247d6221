import { Injectable } from '@nestjs/common';
import { Database, findCalendar, type TenantContext, type Transaction } from '@quanheng/database';
import {
  addWorkingDays,
  capacityWeekday,
  HALF_DAYS,
  isWorkingDay,
  type BusinessDate,
  type CalendarOverrides,
  type HalfDay,
  type VerificationMode,
} from '@quanheng/domain';
import type { CapacityDto, CapacityItemDto } from './statistics.dto.js';

/** What the weekly rule grants a department in a mode. */
interface Rule {
  readonly line: string;
  readonly weekday: number;
  readonly halfDay: HalfDay;
  readonly capacity: number;
}

/** What the half-day itself says, once it was first booked or set. */
interface Slot extends CapacityItemDto {
  readonly line: string;
}

interface Line {
  readonly line: string;
  readonly departmentId: string;
  readonly departmentName: string;
  readonly mode: VerificationMode;
}

const OWN = 'institution_id = ctx_institution_id()';

@Injectable()
export class CapacityService {
  constructor(private readonly database: Database) {}

  /** Capacity and bookings of the next working days; whatever takes or holds something has a line. */
  find(context: TenantContext, count: number): Promise<CapacityDto> {
    return this.database.read(context, async (tx) => {
      const days = nextWorkingDays(tx.today, count, await findCalendar(tx));
      const [rules, slots, lines] = [await findRules(tx), await findSlots(tx, days), await findLines(tx)];
      const ruleOf = new Map(rules.map((rule) => [`${rule.line} ${rule.weekday} ${rule.halfDay}`, rule]));
      const slotOf = new Map(
        slots.map(({ line, ...slot }) => [`${line} ${slot.date} ${slot.halfDay}`, slot]),
      );
      const itemOf = (line: string, date: BusinessDate, halfDay: HalfDay): CapacityItemDto =>
        slotOf.get(`${line} ${date} ${halfDay}`) ??
        byRule(date, halfDay, ruleOf.get(`${line} ${capacityWeekday(date)} ${halfDay}`));
      const halfDays = days.flatMap((date) => HALF_DAYS.map((halfDay) => ({ date, halfDay })));
      return {
        lines: lines.map(({ line, ...shown }) => ({
          ...shown,
          items: halfDays.map(({ date, halfDay }) => itemOf(line, date, halfDay)),
        })),
      };
    });
  }
}

function byRule(date: BusinessDate, halfDay: HalfDay, rule: Rule | undefined): CapacityItemDto {
  const nothing = { booked: 0, held: 0, closedReason: null, adjusted: false };
  return { date, halfDay, capacity: rule?.capacity ?? 0, ...nothing };
}

function nextWorkingDays(today: BusinessDate, count: number, calendar: CalendarOverrides): BusinessDate[] {
  const first = isWorkingDay(today, calendar) ? today : addWorkingDays(today, 1, calendar);
  return Array.from({ length: count }, (_, index) => addWorkingDays(first, index, calendar));
}

function findLines(tx: Transaction): Promise<Line[]> {
  return tx.query<Line>(
    `SELECT l.department_id || ' ' || l.mode AS line, l.department_id AS "departmentId", d.name AS "departmentName", l.mode
     FROM (SELECT department_id, mode FROM capacity_rule WHERE ${OWN}
       UNION SELECT department_id, mode FROM slot WHERE ${OWN} AND date >= $1 AND (booked > 0 OR capacity > 0)) l
     JOIN department d ON d.id = l.department_id ORDER BY d.position, d.id, l.mode LIMIT 2000`,
    [tx.today],
  );
}

function findRules(tx: Transaction): Promise<Rule[]> {
  return tx.query<Rule>(
    `SELECT department_id || ' ' || mode AS line, weekday, half_day AS "halfDay", capacity FROM capacity_rule
     WHERE ${OWN} LIMIT 20000`,
  );
}

function findSlots(tx: Transaction, days: readonly BusinessDate[]): Promise<Slot[]> {
  return tx.query<Slot>(
    `SELECT s.department_id || ' ' || s.mode AS line, s.date, s.half_day AS "halfDay", s.booked, s.adjusted,
       s.closed_reason AS "closedReason", CASE WHEN s.closed_reason IS NULL THEN s.capacity ELSE 0 END AS capacity,
       coalesce(h.held, 0)::int AS held
     FROM slot s LEFT JOIN LATERAL (SELECT sum(a.item_count) AS held FROM appointment a
       WHERE a.slot_id = s.id AND a.status = 'PENDING' AND s.booked > 0) h ON true
     WHERE s.${OWN} AND s.date BETWEEN $1 AND $2`,
    [days[0], days.at(-1)],
  );
}
