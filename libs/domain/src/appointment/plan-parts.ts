import type { BusinessDate } from '../platform/dates.js';
import type { HalfDay } from './appointment.workflow.js';

export interface FreeSlot {
  readonly date: BusinessDate;
  readonly halfDay: HalfDay;
  readonly remaining: number;
}

/** One appointment to be: a slot and how many instruments go into it. */
export interface PlannedPart {
  readonly date: BusinessDate;
  readonly halfDay: HalfDay;
  readonly count: number;
}

/** How many instruments the enterprise may still book for a day; as many as there are places unless the institution limits it. */
export type LeftOfDay = (date: BusinessDate) => number;
export const UNLIMITED: LeftOfDay = () => Infinity;

/** Places of a slot that this enterprise can have. */
export function placesFor({ date, remaining }: FreeSlot, leftOfDay: LeftOfDay): number {
  return Math.max(0, Math.min(remaining, leftOfDay(date)));
}

/**
 * The earliest slots for a number of instruments: the first that holds all of them, else as few as it takes in the order
 * of time, so that "book all" splits by itself (`domain.md` section 6). What fits nowhere is left out.
 *
 * @param slots in the order of time
 * @param max instruments an appointment
 */
export function planParts(
  count: number,
  slots: readonly FreeSlot[],
  max: number,
  leftOfDay: LeftOfDay = UNLIMITED,
): PlannedPart[] {
  const whole = slots.find((slot) => count <= max && placesFor(slot, leftOfDay) >= count);
  if (whole) return [{ date: whole.date, halfDay: whole.halfDay, count }];
  const parts: PlannedPart[] = [];
  const takenOf = (date: BusinessDate) => sum(parts.filter((part) => part.date === date));
  for (const slot of slots) {
    const { date, halfDay } = slot;
    let free = placesFor(slot, (day) => leftOfDay(day) - takenOf(day));
    for (let left = count - sum(parts); free > 0 && left > 0; left = count - sum(parts)) {
      const taken = Math.min(free, left, max);
      parts.push({ date, halfDay, count: taken });
      free -= taken;
    }
  }
  return parts;
}

const sum = (parts: readonly PlannedPart[]): number => parts.reduce((total, part) => total + part.count, 0);
