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
} from '@quanheng/domain';
import type { CapacityDto, CapacityItemDto } from './statistics.dto.js';

const DAYS = 10;

/** One department and mode: what the weekly rule grants, and what the half-day itself says once it was first booked. */
interface Rule {
  readonly owner: string;
  readonly weekday: number;
  readonly halfDay: HalfDay;
  readonly capacity: number;
}

interface Slot {
  readonly owner: string;
  readonly date: BusinessDate;
  readonly halfDay: HalfDay;
  readonly capacity: number;
  readonly booked: number;
}

@Injectable()
export class CapacityService {
  constructor(private readonly database: Database) {}

  /** Capacity and bookings of the next working days, all departments together. */
  find(context: TenantContext): Promise<CapacityDto> {
    return this.database.read(context, async (tx) => {
      const days = nextWorkingDays(tx.today, await findCalendar(tx));
      const rules = await findRules(tx);
      const slots = await findSlots(tx, days[0] as string, days.at(-1) as string);
      const items = days.flatMap((date) => HALF_DAYS.map((halfDay) => sum(date, halfDay, rules, slots)));
      return { items };
    });
  }
}

function nextWorkingDays(today: BusinessDate, calendar: CalendarOverrides): BusinessDate[] {
  const first = isWorkingDay(today, calendar) ? today : addWorkingDays(today, 1, calendar);
  return Array.from({ length: DAYS }, (_, index) => addWorkingDays(first, index, calendar));
}

function findRules(tx: Transaction): Promise<Rule[]> {
  return tx.query<Rule>(
    `SELECT department_id || ' ' || mode AS owner, weekday, half_day AS "halfDay", capacity FROM capacity_rule
     WHERE institution_id = ctx_institution_id()`,
  );
}

function findSlots(tx: Transaction, from: BusinessDate, until: BusinessDate): Promise<Slot[]> {
  return tx.query<Slot>(
    `SELECT department_id || ' ' || mode AS owner, date, half_day AS "halfDay", booked,
       CASE WHEN closed_reason IS NULL THEN capacity ELSE 0 END AS capacity
     FROM slot WHERE institution_id = ctx_institution_id() AND date BETWEEN $1 AND $2`,
    [from, until],
  );
}

function sum(
  date: BusinessDate,
  halfDay: HalfDay,
  rules: readonly Rule[],
  slots: readonly Slot[],
): CapacityItemDto {
  const own = slots.filter((slot) => slot.date === date && slot.halfDay === halfDay);
  const known = new Set(own.map((slot) => slot.owner));
  const ruled = rules.filter(
    (rule) => rule.weekday === capacityWeekday(date) && rule.halfDay === halfDay && !known.has(rule.owner),
  );
  return {
    date,
    halfDay,
    capacity: [...own, ...ruled].reduce((total, each) => total + each.capacity, 0),
    booked: own.reduce((total, each) => total + each.booked, 0),
  };
}
