/** Sessions (`domain.md` section 2); they follow real time, also in the demo. */
export const ACCESS_TOKEN_SECONDS = 15 * 60;
/** Two tabs that refresh at once present the same token: for so long its use a second time is no theft. */
export const REFRESH_GRACE_SECONDS = 10;

/** What a code to a registered contact is good for (`domain.md` sections 1 and 2). */
export const CONTACT_CODE_PURPOSES = [
  'RECOVERY',
  'RESUME_REGISTRATION',
  'PROFILE_CHANGE',
  'RESUME_PROFILE_CHANGE',
] as const;
export type ContactCodePurpose = (typeof CONTACT_CODE_PURPOSES)[number];

/** A code to a registered contact: single use, expiring, few tries, few codes. */
export const RECOVERY_CODE_MINUTES = 15;
export const RECOVERY_CODE_ATTEMPTS = 5;
export const RECOVERY_CODE_PAUSE_SECONDS = 60;
export const RECOVERY_CODES_PER_DAY = 10;

/** Between the password and the second factor: long enough to find the telephone or to set one up. */
export const LOGIN_CHALLENGE_MINUTES = 10;
export const BACKUP_CODES = 10;
