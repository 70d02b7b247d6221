import { addDays, addMonths, type BusinessDate } from '../platform/dates.js';
import type { RuleSettings } from '../platform/settings.js';

export type ValidityStatus = 'UNVERIFIED' | 'VALID' | 'DUE_SOON' | 'OVERDUE' | 'FAILED';

export interface Validity {
  readonly validUntil: BusinessDate | null;
  /** True after a FAIL until the next PASS. */
  readonly failed: boolean;
}

/** The first day of the last month of validity: the same day of the previous month, clamped. Never "30 days" (`domain.md` sections 3 and 6). */
export function dueSoonFrom(validUntil: BusinessDate, settings: RuleSettings): BusinessDate {
  return addMonths(validUntil, -settings.bookingMonthsBeforeExpiry);
}

/** The latest validUntil that is due soon today: what `dueSoonFrom` is for a query over many instruments. */
export function dueSoonUntil(today: BusinessDate, settings: RuleSettings): BusinessDate {
  let until = addMonths(today, settings.bookingMonthsBeforeExpiry);
  // At the end of a month several days are clamped to the same one: on 02-28 also 03-31 is due soon.
  while (dueSoonFrom(addDays(until, 1), settings) <= today) until = addDays(until, 1);
  return until;
}

export function validityStatus(
  validity: Validity,
  today: BusinessDate,
  settings: RuleSettings,
): ValidityStatus {
  if (validity.failed) return 'FAILED';
  if (!validity.validUntil) return 'UNVERIFIED';
  if (today > validity.validUntil) return 'OVERDUE';
  return today >= dueSoonFrom(validity.validUntil, settings) ? 'DUE_SOON' : 'VALID';
}
