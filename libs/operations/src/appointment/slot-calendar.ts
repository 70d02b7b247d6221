import { findCalendar, type Transaction } from '@quanheng/database';
import {
  addDays,
  addWorkingDays,
  capacityWeekday,
  dayClosure,
  DomainError,
  HALF_DAYS,
  isSlotPast,
  type BusinessDate,
  type CalendarDay,
  type ClosedReason,
  type HalfDay,
  type VerificationMode,
} from '@quanheng/domain';

/** Whose half-days, and which. */
export interface SlotRange {
  readonly departmentId: string;
  readonly mode: VerificationMode;
  readonly from: BusinessDate;
  readonly days: number;
}

export interface HalfDaySlot {
  readonly date: BusinessDate;
  readonly halfDay: HalfDay;
  readonly capacity: number;
  readonly remaining: number;
  readonly open: boolean;
  readonly closedReason: ClosedReason | null;
  readonly closedName: string | null;
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
  /** Before this day the institution wants notice; only an enterprise is held to it. */
  readonly notBefore: BusinessDate | null;
}

/** Remaining capacity a half-day: the weekly rule, less what is booked, less the days that are closed. Two entries a day. */
export async function loadSlots(tx: Transaction, range: SlotRange): Promise<HalfDaySlot[]> {
  const facts = await readFacts(tx, range);
  const dates = Array.from({ length: range.days }, (_, index) => addDays(range.from, index));
  return dates.flatMap((date) => HALF_DAYS.map((halfDay) => toSlot(tx, facts, date, halfDay)));
}

/** @throws DomainError `appointment.slot-past`, `appointment.slot-closed`; whether places are left is said by taking them */
export async function assertSlotOpen(
  tx: Transaction,
  owner: Omit<SlotRange, 'from' | 'days'>,
  date: BusinessDate,
  halfDay: HalfDay,
): Promise<void> {
  const slots = await loadSlots(tx, { ...owner, from: date, days: 1 });
  const slot = slots.find((one) => one.halfDay === halfDay) as HalfDaySlot;
  if (slot.closedReason === 'PAST') throw new DomainError('appointment.slot-past', { date, halfDay });
  if (slot.open) return;
  const reason = slot.closedName || CLOSED_TEXT[slot.closedReason as ClosedReason];
  throw new DomainError('appointment.slot-closed', { reason, closedReason: slot.closedReason });
}

const CLOSED_TEXT: Record<ClosedReason, string> = {
  WEEKEND: '周末',
  HOLIDAY: '节假日',
  CLOSED: '机构已关闭',
  NO_CAPACITY: '该科室当天不安排',
  PAST: '已过',
  TOO_SOON: '未达到机构要求的提前预约天数',
  TOO_FAR: '超出可预约的天数',
};

async function readFacts(tx: Transaction, range: SlotRange): Promise<Facts> {
  const { departmentId, mode, from, days } = range;
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
    notBefore: await findNotBefore(tx, departmentId),
  };
}

async function findNotBefore(tx: Transaction, departmentId: string): Promise<BusinessDate | null> {
  // A customer at the counter is there already.
  if (tx.context.kind !== 'enterprise' || tx.context.behalf) return null;
  const [rule] = await tx.query<{ days: number }>(
    `SELECT r.min_notice_days AS days FROM booking_rule r JOIN department d ON d.institution_id = r.id
     WHERE d.id = $1 AND r.min_notice_days > 0`,
    [departmentId],
  );
  return rule ? addWorkingDays(tx.today, rule.days, await findCalendar(tx)) : null;
}

function toSlot(tx: Transaction, facts: Facts, date: BusinessDate, halfDay: HalfDay): HalfDaySlot {
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
  date: BusinessDate,
  halfDay: HalfDay,
  capacity: number,
): { reason: ClosedReason; name: string } | null {
  if (isSlotPast(date, halfDay, tx.now)) return { reason: 'PAST', name: '' };
  if (date > addDays(tx.today, tx.settings.bookingHorizonDays)) return { reason: 'TOO_FAR', name: '' };
  const day = dayClosure(date, facts.calendar.get(date));
  if (day) return day;
  const closed = facts.stored.get(`${date} ${halfDay}`)?.closedReason;
  if (closed) return { reason: 'CLOSED', name: closed };
  if (facts.notBefore && date < facts.notBefore) return { reason: 'TOO_SOON', name: '' };
  return capacity === 0 ? { reason: 'NO_CAPACITY', name: '' } : null;
}
