import { findCalendar, type Transaction } from '@quanheng/database';
import { addWorkingDays, type BusinessDate } from '@quanheng/domain';

/** The last day on which places are held: so many working days (settings), but not beyond the booked day itself (`domain.md` section 6). */
export async function heldUntil(
  tx: Transaction,
  date: BusinessDate,
  workingDays: number = tx.settings.holdWorkingDays,
): Promise<BusinessDate> {
  const last = addWorkingDays(tx.today, workingDays, await findCalendar(tx));
  return last < date ? last : date;
}
