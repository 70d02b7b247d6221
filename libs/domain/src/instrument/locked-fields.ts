import { LOCKED_WHEN_FILED, type InstrumentFieldKey } from './instrument.fields.js';

/** What decides which fields of an instrument can't be changed now. */
export interface LockFacts {
  readonly filedOn: string | null;
  readonly openFilingItemId: string | null;
  /** Status of the open filing item, or of the latest. */
  readonly filingStatus: string | null;
  readonly failed: boolean;
  readonly verifiedForGood: boolean;
  readonly validUntil: string | null;
  readonly validUntilDeclared: boolean;
}

/**
 * Fields that can't be changed now (`domain.md` section 3): identity, kind, mode and declared dates while filed or under
 * review (an item that was returned is there to be corrected), and the dates once a certificate has set them.
 */
export function lockedFields(facts: LockFacts): InstrumentFieldKey[] {
  if (facts.filedOn || (facts.openFilingItemId && facts.filingStatus === 'SUBMITTED'))
    return [...LOCKED_WHEN_FILED];
  const isCertified =
    facts.failed || facts.verifiedForGood || (facts.validUntil !== null && !facts.validUntilDeclared);
  return isCertified ? ['lastVerifiedOn', 'validUntil'] : [];
}
