import { ACCOUNT_ERRORS } from '../account/account.errors.js';
import { APPOINTMENT_ERRORS } from '../appointment/appointment.errors.js';
import { CERTIFICATE_ERRORS } from '../certificate/certificate.errors.js';
import { FILING_ERRORS } from '../filing/filing.errors.js';
import { INSTRUMENT_ERRORS } from '../instrument/instrument.errors.js';
import { LONG_JOB_ERRORS } from '../long-job/long-job.errors.js';
import { PROFILE_CHANGE_ERRORS } from '../profile-change/profile-change.errors.js';
import { PEOPLE_ERRORS } from '../people/people.errors.js';
import { PHOTO_ERRORS } from '../verification/photo.errors.js';
import { VERIFICATION_ERRORS } from '../verification/verification.errors.js';
import { REFERENCE_TABLE_ERRORS } from '../reference-table/reference-table.errors.js';
import { PRIVACY_ERRORS } from '../privacy/privacy.errors.js';
import { PLATFORM_ERRORS } from './platform.errors.js';

/** What sort of refusal a code is; the API maps a kind to its HTTP status. */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'stale'
  | 'precondition-required'
  | 'unprocessable'
  | 'too-large'
  | 'unsupported-media'
  | 'too-many'
  | 'full'
  | 'unavailable'
  | 'internal';

/** One entry a code: its kind and its text in both languages. `{name}` is filled from the error's details. */
export interface ErrorText {
  readonly kind: ErrorKind;
  readonly zh: string;
  readonly en: string;
}

export const ERRORS = {
  ...PLATFORM_ERRORS,
  ...PRIVACY_ERRORS,
  ...ACCOUNT_ERRORS,
  ...PROFILE_CHANGE_ERRORS,
  ...PEOPLE_ERRORS,
  ...INSTRUMENT_ERRORS,
  ...FILING_ERRORS,
  ...APPOINTMENT_ERRORS,
  ...VERIFICATION_ERRORS,
  ...PHOTO_ERRORS,
  ...CERTIFICATE_ERRORS,
  ...LONG_JOB_ERRORS,
  ...REFERENCE_TABLE_ERRORS,
} satisfies Record<string, ErrorText>;

export type ErrorCode = keyof typeof ERRORS;
export type ErrorDetails = Readonly<Record<string, unknown>>;

/** One wrong place in a request body or in one item of a bulk request. */
export interface FieldError {
  /** JSON pointer into the request body, e.g. `/items/0/serialNumber`. */
  readonly pointer: string;
  readonly code: ErrorCode;
  readonly details?: ErrorDetails;
}

/** The one error thrown below the controllers: a code, what it is about and, where there are several, the places. */
export class DomainError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly details: ErrorDetails = {},
    readonly errors: readonly FieldError[] = [],
  ) {
    super(code);
    this.name = 'DomainError';
  }

  get kind(): ErrorKind {
    return ERRORS[this.code].kind;
  }
}

export type Language = 'zh-CN' | 'en';

/** The sentence for a code in a language, with its placeholders filled. */
export function errorText(code: ErrorCode, language: Language, details: ErrorDetails = {}): string {
  const text = language === 'en' ? ERRORS[code].en : ERRORS[code].zh;
  return text.replace(/\{(\w+)\}/g, (_, name: string) => inLanguage(details[name], language));
}

/** A detail that is words comes in both languages: `{ zh, en }`. */
function inLanguage(detail: unknown, language: Language): string {
  if (typeof detail !== 'object' || detail === null) return String(detail ?? '');
  const { zh, en } = detail as { zh?: unknown; en?: unknown };
  return typeof zh === 'string' && typeof en === 'string' ? (language === 'en' ? en : zh) : String(detail);
}
