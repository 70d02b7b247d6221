import { isCycleMissing, validityMonths, type CatalogueItem } from '../catalogue/catalogue.js';
import { validUntilFor } from '../certificate/certificate.rules.js';
import type { BusinessDate } from '../platform/dates.js';
import type { Conclusion } from './task.workflow.js';

/** What the rules of validity need to know of a kind. */
export type VerifiedKind = Pick<CatalogueItem, 'mode' | 'cycleMonths' | 'useLimitMonths'>;

/** The verifier's record as far as it has been entered (`domain.md` section 7). */
export interface RecordFacts {
  readonly regulation: string | null;
  readonly standards: readonly unknown[];
  readonly temperature: string | null;
  readonly humidity: string | null;
  readonly results: readonly { readonly pass: boolean }[];
  readonly conclusion: Conclusion | null;
  readonly verifiedOn: BusinessDate | null;
  readonly validUntil: BusinessDate | null;
  readonly validUntilReason: string | null;
  /** Entered by the verifier where the catalogue has none, or with a reason instead of the catalogue's. */
  readonly cycleMonths: number | null;
}

type DatedFacts = Pick<RecordFacts, 'conclusion' | 'verifiedOn' | 'cycleMonths'>;

/** The last valid day as the cycle gives it; null after a FAIL, for kinds without a limit, and while something is missing. */
export function proposedValidUntil(facts: DatedFacts, kind: VerifiedKind): BusinessDate | null {
  const months = facts.cycleMonths ?? validityMonths(kind);
  if (facts.conclusion !== 'PASS' || !facts.verifiedOn || months === null) return null;
  return validUntilFor(facts.verifiedOn, months);
}

/** A validity other than the catalogue's cycle gives needs a reason (`domain.md` sections 4 and 8). */
export function needsValidityReason(facts: RecordFacts, kind: VerifiedKind): boolean {
  if (facts.conclusion !== 'PASS') return false;
  if (isCycleMissing(kind)) return true;
  return facts.validUntil !== proposedValidUntil({ ...facts, cycleMonths: null }, kind);
}

/** The names of the entries without which the record can't go to the checker. */
export function missingInRecord(facts: RecordFacts, kind: VerifiedKind): string[] {
  const needed: Record<string, boolean> = {
    regulation: !facts.regulation,
    standardIds: facts.standards.length === 0,
    temperature: !facts.temperature,
    humidity: !facts.humidity,
    results: facts.results.length === 0,
    conclusion: !facts.conclusion,
    verifiedOn: !facts.verifiedOn,
    validUntil: facts.conclusion === 'PASS' && kind.mode === 'PERIODIC' && !facts.validUntil,
    validUntilReason: needsValidityReason(facts, kind) && !facts.validUntilReason,
  };
  return Object.keys(needed).filter((name) => needed[name]);
}

/** PASS means that every single result passed, FAIL that at least one did not. */
export function resultsContradict(facts: Pick<RecordFacts, 'results' | 'conclusion'>): boolean {
  if (!facts.conclusion || facts.results.length === 0) return false;
  return facts.results.every((result) => result.pass) !== (facts.conclusion === 'PASS');
}
