import { toBusinessDate, type BusinessDate } from './dates.js';

/** The one source of time. Injected everywhere, so that tests and the demo can set it (`domain.md`, Time). */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still at the given instant until it is moved. */
export function fixedClock(start: Date | string): Clock & { set(instant: Date | string): void } {
  let instant = new Date(start);
  return { now: () => new Date(instant), set: (next) => void (instant = new Date(next)) };
}

export function today(clock: Clock): BusinessDate {
  return toBusinessDate(clock.now());
}
