import { findCalendar, type Transaction } from '@quanheng/database';
import { addWorkingDays, type BusinessDate } from '@quanheng/domain';

/** Until when an institution decides on what was submitted today (settings). */
export async function reviewDueOn(tx: Transaction): Promise<BusinessDate> {
  return addWorkingDays(tx.today, tx.settings.reviewWorkingDays, await findCalendar(tx));
}
