import { Injectable } from '@nestjs/common';
import {
  CapabilityEntity,
  Database,
  DepartmentEntity,
  type TenantContext,
  type Transaction,
} from '@quanheng/database';
import {
  addDays,
  capacityWeekday,
  dayClosure,
  DomainError,
  HALF_DAYS,
  isSlotPast,
  type BusinessDate,
  type CalendarDay,
  type HalfDay,
  type VerificationMode,
} from '@quanheng/domain';
import { In } from 'typeorm';
import type { ClosedReason, SlotDto, SlotListDto, SlotQuery } from './slot.dto.js';

/** How far ahead a half-day can be booked. */
const HORIZON_DAYS = 92;
const DEFAULT_DAYS = 28;

/** Whose half-days, and which. */
export interface SlotRange {
  readonly departmentId: string;
  readonly mode: VerificationMode;
  readonly from: BusinessDate;
  readonly days: number;
}

interface Stored {
  readonly date: string;
  readonly halfDay: HalfDay;
  readonly capacity: number;
  readonly booked: number;
  readonly closedReason: string | null;
}

interface Facts {
  readonly capacity: ReadonlyMap<string, number>;
  readonly stored: ReadonlyMap<string, Stored>;
  readonly calendar: ReadonlyMap<string, CalendarDay>;
}

/** Remaining capacity a half-day: the weekly rule, less what is booked, less the days that are closed. */
@Injectable()
export class SlotCalendarService {
  constructor(private readonly database: Database) {}

  find(context: TenantContext, query: SlotQuery): Promise<SlotListDto> {
    return this.database.read(context, async (tx) => {
      const departmentId = await resolveDepartment(tx, query);
      const department = await tx.manager.findOneBy(DepartmentEntity, {
        id: departmentId,
        institutionId: query.institutionId,
      });
      if (!department) throw new DomainError('appointment.department-unknown');
      const { mode, from = tx.today, days = DEFAULT_DAYS } = query;
      return {
        today: tx.today,
        departmentId,
        departmentName: department.name,
        items: await this.load(tx, { departmentId, mode, from, days }),
      };
    });
  }

  /** Two entries a day, in the order of time. */
  async load(tx: Transaction, range: SlotRange): Promise<SlotDto[]> {
    const facts = await readFacts(tx, range);
    const dates = Array.from({ length: range.days }, (_, index) => addDays(range.from, index));
    return dates.flatMap((date) => HALF_DAYS.map((halfDay) => toSlot(tx, facts, date, halfDay)));
  }

  /** @throws DomainError `appointment.slot-past`, `appointment.slot-closed`; whether places are left is said by taking them */
  async assertOpen(tx: Transaction, range: Omit<SlotRange, 'from' | 'days'>, date: string, halfDay: HalfDay) {
    const slots = await this.load(tx, { ...range, from: date, days: 1 });
    const slot = slots.find((one) => one.halfDay === halfDay) as SlotDto;
    if (slot.closedReason === 'PAST') throw new DomainError('appointment.slot-past', { date, halfDay });
    if (slot.open) return;
    const reason = slot.closedName || CLOSED_TEXT[slot.closedReason as ClosedReason];
    throw new DomainError('appointment.slot-closed', { reason, closedReason: slot.closedReason });
  }
}

const CLOSED_TEXT: Record<ClosedReason, string> = {
  WEEKEND: '周末',
  HOLIDAY: '节假日',
  CLOSED: '机构已关闭',
  NO_CAPACITY: '该科室当天不安排',
  PAST: '已过',
  TOO_FAR: `只能预约 ${HORIZON_DAYS} 天以内`,
};

async function resolveDepartment(tx: Transaction, query: SlotQuery): Promise<string> {
  if (query.departmentId) return query.departmentId;
  const codes = (query.categoryCodes ?? '').split(',').filter(Boolean);
  const rows = await tx.manager.findBy(CapabilityEntity, {
    institutionId: query.institutionId,
    mode: query.mode,
    categoryCode: In(codes),
  });
  const departments = new Set(rows.map((row) => row.departmentId));
  if (departments.size > 1) throw new DomainError('appointment.department-differs');
  const [departmentId] = departments;
  if (!departmentId) throw new DomainError('appointment.department-unknown');
  return departmentId;
}

async function readFacts(tx: Transaction, { departmentId, mode, from, days }: SlotRange): Promise<Facts> {
  const until = addDays(from, days - 1);
  const rules = await tx.query<{ weekday: number; halfDay: HalfDay; capacity: number }>(
    `SELECT weekday, half_day AS "halfDay", capacity FROM capacity_rule WHERE department_id = $1 AND mode = $2`,
    [departmentId, mode],
  );
  const stored = await tx.query<Stored>(
    `SELECT date, half_day AS "halfDay", capacity, booked, closed_reason AS "closedReason" FROM slot
     WHERE department_id = $1 AND mode = $2 AND date BETWEEN $3 AND $4`,
    [departmentId, mode, from, until],
  );
  const calendar = await tx.query<CalendarDay>(
    'SELECT date, kind, name FROM calendar_day WHERE date BETWEEN $1 AND $2',
    [from, until],
  );
  return {
    capacity: new Map(rules.map((rule) => [`${rule.weekday} ${rule.halfDay}`, rule.capacity])),
    stored: new Map(stored.map((slot) => [`${slot.date} ${slot.halfDay}`, slot])),
    calendar: new Map(calendar.map((day) => [day.date, day])),
  };
}

function toSlot(tx: Transaction, facts: Facts, date: string, halfDay: HalfDay): SlotDto {
  const stored = facts.stored.get(`${date} ${halfDay}`);
  const capacity = stored?.capacity ?? facts.capacity.get(`${capacityWeekday(date)} ${halfDay}`) ?? 0;
  const remaining = Math.max(0, capacity - (stored?.booked ?? 0));
  const closure = closureOf(tx, facts, date, halfDay, capacity);
  return {
    date,
    halfDay,
    capacity,
    remaining: closure ? 0 : remaining,
    open: !closure,
    closedReason: closure?.reason ?? null,
    closedName: closure?.name || null,
  };
}

function closureOf(
  tx: Transaction,
  facts: Facts,
  date: string,
  halfDay: HalfDay,
  capacity: number,
): { reason: ClosedReason; name: string } | null {
  if (isSlotPast(date, halfDay, tx.now)) return { reason: 'PAST', name: '' };
  if (date > addDays(tx.today, HORIZON_DAYS)) return { reason: 'TOO_FAR', name: '' };
  const day = dayClosure(date, facts.calendar.get(date));
  if (day) return day;
  const closed = facts.stored.get(`${date} ${halfDay}`)?.closedReason;
  if (closed) return { reason: 'CLOSED', name: closed };
  return capacity === 0 ? { reason: 'NO_CAPACITY', name: '' } : null;
}
