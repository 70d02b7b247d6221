import { bookingFactsOf, isFilingLapsed, type BookingFacts } from '../appointment/booking-window.rules.js';
import { isFileable, type CatalogueItem } from '../catalogue/catalogue.js';
import { successorKinds } from '../catalogue/successor-kinds.js';
import { capabilityKey } from '../instrument/capability-key.js';
import type { VerificationMode } from '../instrument/instrument.codes.js';
import type { BusinessDate } from '../platform/dates.js';
import type { ErrorCode, ErrorDetails } from '../platform/errors.js';
import type { RuleSettings } from '../platform/settings.js';
import type { RegionTable } from '../region/region.js';

/** What the rule needs to know of an instrument that is to be filed. */
export interface FilingFacts extends Omit<BookingFacts, 'inOpenAppointment'> {
  readonly name: string;
  readonly serialNumber: string;
  readonly categoryCode: string;
  readonly verificationMode: VerificationMode;
  readonly regionCode: string;
  readonly institutionId: string | null;
  readonly openFilingItemId: string | null;
  readonly openAppointmentItemId: string | null;
}

/** The institution it is to be filed with, and what is in force today. */
export interface FilingTarget {
  readonly institutionId: string;
  /** What it may verify, each as `capabilityKey` says it. */
  readonly capabilities: ReadonlySet<string>;
  readonly catalogue: ReadonlyMap<string, CatalogueItem>;
  readonly regions: RegionTable;
  readonly today: BusinessDate;
  readonly settings: RuleSettings;
}

export interface FilingObstacle {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;
}

/**
 * Why this instrument can't be filed there now; null when it can (`domain.md` sections 4 and 5).
 * `resubmitting` is the open item being sent again after a correction: that item is then no obstacle.
 */
export function filingObstacle(
  facts: FilingFacts,
  target: FilingTarget,
  resubmitting: string | null = null,
): FilingObstacle | null {
  const code = ownObstacle(facts, target, resubmitting) ?? obstacleThere(facts, target);
  if (!code) return null;
  const { name, serialNumber, categoryCode, regionCode } = facts;
  const item = target.catalogue.get(categoryCode);
  const details = { name, serialNumber, categoryCode, regionCode, kind: item?.kind ?? categoryCode };
  return { code, details: { ...details, suggestion: suggestionFor(code, facts, target) } };
}

/** What to take instead of a code that is no longer in force; reads the same in both languages. */
function suggestionFor(code: ErrorCode, facts: FilingFacts, { catalogue, regions }: FilingTarget): string {
  const ended = code === 'filing.kind-ended' ? catalogue.get(facts.categoryCode) : undefined;
  const [kind] = ended ? successorKinds(ended, [...catalogue.values()]) : [];
  if (kind) return ` (→ ${kind.code} ${kind.kind})`;
  const retired = code === 'filing.region-retired' ? regions.get(facts.regionCode) : undefined;
  const region = regions.get(retired?.successor ?? '');
  return region ? ` (→ ${region.code} ${region.name})` : '';
}

function ownObstacle(
  facts: FilingFacts,
  target: FilingTarget,
  resubmitting: string | null,
): ErrorCode | null {
  if (facts.lifecycle !== 'ACTIVE') return 'filing.not-active';
  if (facts.openFilingItemId && facts.openFilingItemId !== resubmitting) return 'filing.open-exists';
  if (facts.openAppointmentItemId) return 'filing.in-appointment';
  const kind = target.catalogue.get(facts.categoryCode);
  if (!kind) return 'filing.kind-unknown';
  if (kind.endedOn) return 'filing.kind-ended';
  return isFileable(kind) ? null : 'filing.kind-not-fileable';
}

function obstacleThere(facts: FilingFacts, target: FilingTarget): ErrorCode | null {
  const region = target.regions.get(facts.regionCode);
  if (!region || region.retired) return 'filing.region-retired';
  if (!target.capabilities.has(capabilityKey(facts.categoryCode, facts.verificationMode)))
    return 'filing.institution-not-capable';
  const filedThere = facts.filedOn !== null && facts.institutionId === target.institutionId;
  if (filedThere && !isFilingLapsed(bookingFactsOf(facts), target.today, target.settings))
    return 'filing.already-filed';
  return null;
}
