import { daysBetween, systemClock, today } from '@quanheng/domain';

/**
 * Whole days from today to a date. Today is this device's instant in Asia/Shanghai: good enough to count down; whether
 * something may be done, the server says.
 */
export const daysLeft = (date: string): number => Math.max(0, daysBetween(today(systemClock), date));
