import { addDays, addMonths, type BusinessDate } from '../platform/dates.js';
import type { CertificateKind, CertificateStatus } from './certificate.workflow.js';
import type { Conclusion } from '../verification/task.workflow.js';

/** The last valid day: verification date plus the cycle, clamped to the month's end, minus one day (`domain.md` section 8). */
export function validUntilFor(verifiedOn: BusinessDate, cycleMonths: number): BusinessDate {
  return addDays(addMonths(verifiedOn, cycleMonths), -1);
}

/** PASS gives a certificate, FAIL a notice of result without validity (`domain.md` section 8). */
export function certificateKind(conclusion: Conclusion): CertificateKind {
  return conclusion === 'PASS' ? 'VERIFICATION_CERTIFICATE' : 'RESULT_NOTICE';
}

export type CertificateDisplayStatus = CertificateStatus | 'EXPIRED';

/** What a reader sees: an issued certificate past its validity is EXPIRED (derived, never stored). */
export function certificateDisplayStatus(
  status: CertificateStatus,
  validUntil: BusinessDate | null,
  today: BusinessDate,
): CertificateDisplayStatus {
  return status === 'ISSUED' && validUntil !== null && today > validUntil ? 'EXPIRED' : status;
}

/** How lists of certificates are cut: an issued one is a NOTICE, VALID, DUE_SOON or EXPIRED; ISSUED means all of these. */
export const CERTIFICATE_VIEWS = [
  'DRAFT',
  'ISSUED',
  'VALID',
  'DUE_SOON',
  'EXPIRED',
  'NOTICE',
  'SUPERSEDED',
  'REVOKED',
] as const;
export type CertificateView = (typeof CERTIFICATE_VIEWS)[number];
