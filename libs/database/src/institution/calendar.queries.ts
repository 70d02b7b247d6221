import type { BusinessDate, CalendarOverrides } from '@quanheng/domain';
import type { Transaction } from '../platform/transaction.js';
import { CalendarDayEntity } from './institution.entities.js';

/** Holidays and make-up workdays of all years entered: a few hundred rows. */
export async function findCalendar(tx: Transaction): Promise<CalendarOverrides> {
  const days = await tx.manager.find(CalendarDayEntity);
  return new Map<BusinessDate, CalendarDayEntity['kind']>(days.map((day) => [day.date, day.kind]));
}
