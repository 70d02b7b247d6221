/** The numbers of `domain.md` that an operator may change; each default is the one argued there. */
export interface RuleSettings {
  /** Section 6, window 1: days after the day of approval on which an instrument can still be booked. */
  readonly bookingDaysAfterApproval: number;
  /** Section 6, window 2: months before validUntil in which the next cycle can be booked. */
  readonly bookingMonthsBeforeExpiry: number;
  /** Section 6, window 4: days after an item ended without a result. */
  readonly bookingDaysAfterNoResult: number;
  /** Section 6: working days for which a pending booking holds its capacity. */
  readonly holdWorkingDays: number;
  readonly maxItemsPerAppointment: number;
  readonly maxItemsPerFiling: number;
  /** Section 7: working days from receipt to the due date. */
  readonly verificationWorkingDays: number;
  readonly importMaxRows: number;
  readonly importMaxBytes: number;
  readonly paperMaxBytes: number;
  /** Section 10: days after the decision at which ID-card images are deleted. */
  readonly idCardRetentionDays: number;
}

export const DEFAULT_SETTINGS: RuleSettings = {
  bookingDaysAfterApproval: 10,
  bookingMonthsBeforeExpiry: 1,
  bookingDaysAfterNoResult: 10,
  holdWorkingDays: 2,
  maxItemsPerAppointment: 500,
  maxItemsPerFiling: 5000,
  verificationWorkingDays: 20,
  importMaxRows: 100_000,
  importMaxBytes: 20 * 1024 * 1024,
  paperMaxBytes: 10 * 1024 * 1024,
  idCardRetentionDays: 30,
};
