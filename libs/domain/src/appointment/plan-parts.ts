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

/**
 * The earliest slots for a number of instruments: the first that holds all of them, else as few as it takes in the order
 * of time, so that "book all" splits by itself (`domain.md` section 6). What fits nowhere is left out.
 *
 * @param slots in the order of time
 * @param max instruments an appointment
 */
export function planParts(count: number, slots: readonly FreeSlot[], max: number): PlannedPart[] {
  const whole = slots.find((slot) => count <= max && slot.remaining >= count);
  if (whole) return [{ date: whole.date, halfDay: whole.halfDay, count }];
  const parts: PlannedPart[] = [];
  let left = count;
  for (const { date, halfDay, remaining } of slots) {
    for (let free = remaining; free > 0 && left > 0;) {
      const taken = Math.min(free, left, max);
      parts.push({ date, halfDay, count: taken });
      free -= taken;
      left -= taken;
    }
  }
  return parts;
}
