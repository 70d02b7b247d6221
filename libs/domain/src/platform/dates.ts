/** A calendar date in Asia/Shanghai, `YYYY-MM-DD`. Compares correctly as a string. */
export type BusinessDate = string;

const PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/;
const SHANGHAI_OFFSET_MS = 8 * 60 * 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;

/** The business date of an instant. China has had no daylight saving time since 1991, so +08:00 is exact. */
export function toBusinessDate(instant: Date): BusinessDate {
  return new Date(instant.getTime() + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10);
}

/** The instant at which a business date begins in Asia/Shanghai. */
export function startOfBusinessDate(date: BusinessDate): Date {
  return new Date(toUtc(date).getTime() - SHANGHAI_OFFSET_MS);
}

/** True for an existing calendar date written `YYYY-MM-DD`. */
export function isBusinessDate(text: string): text is BusinessDate {
  return (
    PATTERN.test(text) && !Number.isNaN(Date.parse(text)) && toUtc(text).toISOString().slice(0, 10) === text
  );
}

export function addDays(date: BusinessDate, days: number): BusinessDate {
  return new Date(toUtc(date).getTime() + days * DAY_MS).toISOString().slice(0, 10);
}

/** The same day some months on, clamped to that month's last day: 03-31 minus one month is 02-28 or 02-29. */
export function addMonths(date: BusinessDate, months: number): BusinessDate {
  const from = toUtc(date);
  const target = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months, 1));
  const lastDay = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0)).getUTCDate();
  target.setUTCDate(Math.min(from.getUTCDate(), lastDay));
  return target.toISOString().slice(0, 10);
}

/** Whole days from `from` to `to`; negative when `to` lies before. */
export function daysBetween(from: BusinessDate, to: BusinessDate): number {
  return Math.round((toUtc(to).getTime() - toUtc(from).getTime()) / DAY_MS);
}

/** 0 = Sunday … 6 = Saturday. */
export function weekday(date: BusinessDate): number {
  return toUtc(date).getUTCDay();
}

function toUtc(date: BusinessDate): Date {
  return new Date(`${date}T00:00:00Z`);
}
