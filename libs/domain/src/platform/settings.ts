/** What a number counts; a `switch` is 0 or 1. */
export const SETTING_UNITS = [
  'days',
  'workingDays',
  'months',
  'hours',
  'minutes',
  'seconds',
  'pieces',
  'bytes',
  'switch',
] as const;
/** Where the settings screen shows a number. */
export const SETTING_GROUPS = [
  'account',
  'instrument',
  'filing',
  'appointment',
  'verification',
  'files',
] as const;
export type SettingUnit = (typeof SETTING_UNITS)[number];
export type SettingGroup = (typeof SETTING_GROUPS)[number];

/** One number of `domain.md` that an operator may change: its default, argued there, and how far it may be moved. */
interface SettingRule {
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly unit: SettingUnit;
  readonly group: SettingGroup;
}

const MIB = 1024 * 1024;

/** The one list of settings. A new number is a line here: database, API and settings screen follow. */
export const SETTINGS = {
  /** Section 6, window 1: days after the day of approval on which an instrument can still be booked. */
  bookingDaysAfterApproval: { default: 10, min: 1, max: 366, unit: 'days', group: 'appointment' },
  /** Section 6, window 2: months before validUntil in which the next cycle can be booked. */
  bookingMonthsBeforeExpiry: { default: 1, min: 1, max: 12, unit: 'months', group: 'appointment' },
  /** Section 6, window 4: days after an item ended without a result. */
  bookingDaysAfterNoResult: { default: 10, min: 1, max: 366, unit: 'days', group: 'appointment' },
  /** Section 6: working days for which a pending booking holds its capacity. */
  holdWorkingDays: { default: 2, min: 1, max: 30, unit: 'workingDays', group: 'appointment' },
  maxItemsPerAppointment: { default: 500, min: 1, max: 500, unit: 'pieces', group: 'appointment' },
  /** Section 6: working days in which an enterprise answers when its day was closed. */
  reofferAnswerWorkingDays: { default: 5, min: 1, max: 30, unit: 'workingDays', group: 'appointment' },
  /** How many days ahead a half-day can be booked. */
  bookingHorizonDays: { default: 92, min: 7, max: 366, unit: 'days', group: 'appointment' },
  /** Section 5: working days in which a filing is reviewed. */
  reviewWorkingDays: { default: 5, min: 1, max: 60, unit: 'workingDays', group: 'filing' },
  maxItemsPerFiling: { default: 5000, min: 1, max: 5000, unit: 'pieces', group: 'filing' },
  /** Section 7: working days from receipt to the due date. */
  verificationWorkingDays: { default: 20, min: 1, max: 250, unit: 'workingDays', group: 'verification' },
  /** Section 9: working days before the due date from which a task is near it. */
  taskNearDueWorkingDays: { default: 3, min: 1, max: 30, unit: 'workingDays', group: 'verification' },
  /** Section 7: days before the end of its validity from which a reference standard warns. */
  standardExpiryWarningDays: { default: 30, min: 1, max: 366, unit: 'days', group: 'verification' },
  /** How long what was registered at the counter can be taken back (`ux.md` section 12). */
  receiptUndoSeconds: { default: 30, min: 5, max: 600, unit: 'seconds', group: 'verification' },
  /** Wrong pickup codes after which only a signature counts. */
  maxPickupFailures: { default: 5, min: 1, max: 20, unit: 'pieces', group: 'verification' },
  /** How long a telephone that was handed a form may send photos of its items. */
  photoLinkMinutes: { default: 30, min: 5, max: 240, unit: 'minutes', group: 'verification' },
  maxPhotosPerItem: { default: 6, min: 1, max: 20, unit: 'pieces', group: 'verification' },
  /** How long a bulk edit can be undone (`ux.md` section 8). */
  bulkUndoHours: { default: 24, min: 1, max: 720, unit: 'hours', group: 'instrument' },
  maxLabelsAtOnce: { default: 2000, min: 1, max: 10_000, unit: 'pieces', group: 'instrument' },
  importKeptDays: { default: 30, min: 1, max: 365, unit: 'days', group: 'instrument' },
  importMaxRows: { default: 100_000, min: 1, max: 100_000, unit: 'pieces', group: 'instrument' },
  importMaxBytes: { default: 20 * MIB, min: MIB, max: 20 * MIB, unit: 'bytes', group: 'files' },
  paperMaxBytes: { default: 10 * MIB, min: MIB, max: 10 * MIB, unit: 'bytes', group: 'files' },
  /** Files made on request (exports, zips) are deleted so many days after. */
  longJobFileDays: { default: 7, min: 1, max: 90, unit: 'days', group: 'files' },
  /** Section 2: whether staff and admins must have a second factor. */
  secondFactorRequired: { default: 1, min: 0, max: 1, unit: 'switch', group: 'account' },
  /** Failures of a browser after which it must do a proof of work first. */
  captchaAfterFailures: { default: 3, min: 1, max: 5, unit: 'pieces', group: 'account' },
  /** Unused for so long, a session ends … */
  sessionIdleHours: { default: 12, min: 1, max: 168, unit: 'hours', group: 'account' },
  /** … and however busy, after so long. */
  sessionAbsoluteHours: { default: 168, min: 1, max: 2160, unit: 'hours', group: 'account' },
  /** Section 10: days after the decision at which ID-card images are deleted. */
  idCardRetentionDays: { default: 30, min: 1, max: 3650, unit: 'days', group: 'account' },
  /** Days between asking to be forgotten and being it: time to think better of it (docs/privacy.md). */
  erasureGraceDays: { default: 7, min: 1, max: 30, unit: 'days', group: 'account' },
  /** Section 1: days after which a registration or change that nobody went on with is deleted … */
  draftRetentionDays: { default: 60, min: 7, max: 3650, unit: 'days', group: 'account' },
  /** … and days before that at which its registrant is told. */
  draftWarningDays: { default: 7, min: 1, max: 60, unit: 'days', group: 'account' },
  /** Section 1: days after the decision at which the papers of what was rejected are deleted. */
  rejectedPaperRetentionDays: { default: 90, min: 1, max: 3650, unit: 'days', group: 'account' },
  /** Hours for which an invitation can be accepted, of real time. */
  invitationHours: { default: 168, min: 1, max: 720, unit: 'hours', group: 'account' },
} as const satisfies Record<string, SettingRule>;

export type SettingKey = keyof typeof SETTINGS;
export type RuleSettings = Readonly<Record<SettingKey, number>>;

export const SETTING_KEYS = Object.keys(SETTINGS) as SettingKey[];

export const DEFAULT_SETTINGS: RuleSettings = toSettings({});

/** The numbers in force: those stored over the defaults. What is unknown or out of bounds is as if it weren't stored. */
export function toSettings(stored: unknown): RuleSettings {
  const given = (stored ?? {}) as Partial<Record<SettingKey, unknown>>;
  const valueOf = (key: SettingKey) => (isSettingValue(key, given[key]) ? given[key] : SETTINGS[key].default);
  return Object.fromEntries(SETTING_KEYS.map((key) => [key, valueOf(key)])) as RuleSettings;
}

export function isSettingValue(key: SettingKey, value: unknown): value is number {
  const { min, max } = SETTINGS[key];
  return Number.isInteger(value) && (value as number) >= min && (value as number) <= max;
}
