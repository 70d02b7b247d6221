import type { BusinessDate } from '../platform/dates.js';
import { addWorkingDays, type CalendarOverrides } from './work-calendar.js';

/** The day from which an enterprise may nudge again: once per working day; on a Friday evening Monday is next. */
export function nudgeAgainOn(last: BusinessDate, overrides: CalendarOverrides): BusinessDate {
  return addWorkingDays(last, 1, overrides);
}

export function mayNudge(
  last: BusinessDate | null,
  today: BusinessDate,
  overrides: CalendarOverrides,
): boolean {
  return last === null || today >= nudgeAgainOn(last, overrides);
}
