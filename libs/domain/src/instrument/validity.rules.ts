import { addMonths, type BusinessDate } from '../platform/dates.js';
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
