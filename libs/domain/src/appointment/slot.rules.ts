import type { AppointmentAction, HalfDay } from './appointment.workflow.js';
import type { CalendarDay } from '../institution/work-calendar.js';
import { weekday, type BusinessDate } from '../platform/dates.js';

/** The hour in Asia/Shanghai at which a half-day ends. */
const END_HOUR: Record<HalfDay, number> = { AM: 12, PM: 18 };
const SHANGHAI_OFFSET_MS = 8 * 60 * 60 * 1000;
const FRIDAY = 5;

/** True once the half-day is over at this instant. */
export function isSlotPast(date: BusinessDate, halfDay: HalfDay, now: Date): boolean {
  const shanghai = new Date(now.getTime() + SHANGHAI_OFFSET_MS).toISOString();
  const today = shanghai.slice(0, 10);
  return date < today || (date === today && Number(shanghai.slice(11, 13)) >= END_HOUR[halfDay]);
}

/** Why a half-day can't be booked, whatever is left of it. */
export const CLOSED_REASONS = [
  'WEEKEND',
  'HOLIDAY',
  'CLOSED',
  'NO_CAPACITY',
  'PAST',
  'TOO_SOON',
  'TOO_FAR',
] as const;
export type ClosedReason = (typeof CLOSED_REASONS)[number];

/** Why nothing can be booked on a day; `name` is the holiday's. */
export interface DayClosure {
  readonly reason: 'WEEKEND' | 'HOLIDAY';
  readonly name: string;
}

/** Null for a working day. `day` is the calendar's entry for the date, if it has one. */
export function dayClosure(
  date: BusinessDate,
  day: Pick<CalendarDay, 'kind' | 'name'> | undefined,
): DayClosure | null {
  if (day?.kind === 'MAKEUP_WORKDAY') return null;
  if (day?.kind === 'HOLIDAY') return { reason: 'HOLIDAY', name: day.name };
  return [0, 6].includes(weekday(date)) ? { reason: 'WEEKEND', name: '' } : null;
}

/** Whose weekly rule a date follows: a weekend day that is worked as a make-up day follows Friday's. */
export function capacityWeekday(date: BusinessDate): number {
  const day = weekday(date);
  return day === 0 || day === 6 ? FRIDAY : day;
}

/**
 * Whether the instruments of an appointment that ends without a result get window 4: not when the enterprise itself
 * cancelled or did not come (`domain.md` section 6).
 */
export function opensNoResultWindow(
  action: Extract<AppointmentAction, 'return' | 'expire' | 'cancel' | 'decline' | 'noShow'>,
  side: 'ENTERPRISE' | 'INSTITUTION' | 'SYSTEM',
): boolean {
  if (action === 'noShow') return false;
  return !(action === 'cancel' && side === 'ENTERPRISE');
}
