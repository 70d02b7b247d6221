import { addDays, isBusinessDate, weekday, type BusinessDate } from '../platform/dates.js';

export type CalendarDayKind = 'HOLIDAY' | 'MAKEUP_WORKDAY';

/** A day that differs from the week's rhythm, with the name of its holiday. */
export interface CalendarDay {
  readonly date: BusinessDate;
  readonly kind: CalendarDayKind;
  readonly name: string;
}

/** The days that differ, by date: public holidays, make-up workdays and an institution's own days. */
export type CalendarOverrides = ReadonlyMap<BusinessDate, CalendarDayKind>;

/** Monday to Friday unless a holiday; a weekend day only if it makes up for one (`domain.md` section 4). */
export function isWorkingDay(date: BusinessDate, overrides: CalendarOverrides): boolean {
  const kind = overrides.get(date);
  if (kind !== undefined) return kind === 'MAKEUP_WORKDAY';
  const day = weekday(date);
  return day !== 0 && day !== 6;
}

/**
 * The n-th working day after a date, which itself doesn't count (received on Monday, due in one day: Tuesday); before
 * it when n is negative; the date itself when n is 0.
 * @throws RangeError for a date that doesn't exist, a fraction, or when a year has no working day left to find
 */
export function addWorkingDays(date: BusinessDate, n: number, overrides: CalendarOverrides): BusinessDate {
  if (!isBusinessDate(date) || !Number.isInteger(n)) throw new RangeError(`Working days: ${date} ${n}`);
  const step = Math.sign(n);
  let day = date;
  let idle = 0;
  for (let left = Math.abs(n); left > 0;) {
    day = addDays(day, step);
    idle = isWorkingDay(day, overrides) ? 0 : idle + 1;
    if (idle === 0) left--;
    if (idle > 366) throw new RangeError(`No working day near ${day}`);
  }
  return day;
}

/**
 * Whether the holidays of a year have been entered: New Year's Day tells, since every year's official notice names it.
 * An institution's own closing day alone doesn't make a year known.
 */
export function hasYear(year: number, overrides: CalendarOverrides): boolean {
  return overrides.get(`${String(year).padStart(4, '0')}-01-01`) === 'HOLIDAY';
}

/** The years from one date to another, both included, whose holidays are unknown: a result over them is to be warned of. */
export function missingYears(from: BusinessDate, to: BusinessDate, overrides: CalendarOverrides): number[] {
  const first = Number(from.slice(0, 4));
  const count = Math.max(0, Number(to.slice(0, 4)) - first + 1);
  return Array.from({ length: count }, (_, i) => first + i).filter((year) => !hasYear(year, overrides));
}
