import type { Purpose, VerificationMode } from './instrument.codes.js';

/** The state tabs of the ledger (`ux.md` section 2A). */
export const LEDGER_TABS = [
  'ALL',
  'NOT_FILED',
  'IN_FILING',
  'VALID',
  'DUE_SOON',
  'OVERDUE',
  'IN_VERIFICATION',
  'BOOKABLE',
  'OUT_OF_SERVICE',
] as const;
export type LedgerTab = (typeof LEDGER_TABS)[number];

/** Which instruments of an enterprise: what a list shows, and what "select all that match" means to a bulk action. */
export interface LedgerCriteria {
  readonly tab?: LedgerTab;
  readonly q?: string;
  readonly purpose?: Purpose;
  readonly categoryCode?: string;
  readonly verificationMode?: VerificationMode;
  readonly regionCode?: string;
  readonly location?: string;
  readonly validMonth?: string;
  readonly importId?: string;
  /** `none`: of no branch. */
  readonly branchId?: string;
}
