import { daysBetween, type BusinessDate } from '@quanheng/domain';

/** Whole days from today, the server's business date, to a last day; 0 on that day itself. Counts down, decides nothing. */
export const daysLeft = (until: BusinessDate, today: BusinessDate): number =>
  Math.max(0, daysBetween(today, until));
