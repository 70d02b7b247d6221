import type { ErrorCode } from '../platform/errors.js';
import { addDays, type BusinessDate } from '../platform/dates.js';
import type { RuleSettings } from '../platform/settings.js';
import type { Lifecycle } from '../instrument/instrument.workflow.js';
import { dueSoonFrom } from '../instrument/validity.rules.js';

/** What the rule needs to know of an instrument and its filing. Dates are business dates. */
export interface BookingFacts {
  readonly lifecycle: Lifecycle;
  /** Day on which the filing in force was approved; null when the instrument is not filed. */
  readonly filedOn: BusinessDate | null;
  /** Once the filing has been marked as lapsed: the last day on which it could be used. */
  readonly lapsedOn: BusinessDate | null;
  readonly validUntil: BusinessDate | null;
  /** True after a FAIL until the next PASS. */
  readonly failed: boolean;
  /** Day on which the last item ended without a result for a reason that isn't the enterprise's own (window 4). */
  readonly endedWithoutResultOn: BusinessDate | null;
  /** True for kinds verified only once that have been verified (`domain.md` section 4). */
  readonly verifiedForGood: boolean;
  readonly inOpenAppointment: boolean;
}

/** The facts as an instrument's row holds them. */
export function bookingFactsOf(
  row: Omit<BookingFacts, 'inOpenAppointment'> & { readonly openAppointmentItemId: string | null },
): BookingFacts {
  return { ...row, inOpenAppointment: row.openAppointmentItemId !== null };
}

export interface BookingWindow {
  readonly bookable: boolean;
  /** Last bookable day of the open window; null with no end (after a FAIL) or when not bookable. */
  readonly until: BusinessDate | null;
  /** First day of the next window, when it lies ahead. */
  readonly opensOn: BusinessDate | null;
  /** Why not: which rule refuses. */
  readonly reason: Extract<ErrorCode, `appointment.${string}`> | null;
  /** Where the filing has lapsed: the last day on which it could be used. */
  readonly lapsedOn: BusinessDate | null;
}

interface Span {
  readonly from: BusinessDate;
  readonly until: BusinessDate | null;
}

/** May this instrument be booked today, until when, and if not, why and what then (`domain.md` section 6). */
export function bookingWindow(
  facts: BookingFacts,
  today: BusinessDate,
  settings: RuleSettings,
): BookingWindow {
  const refuse = (reason: BookingWindow['reason'], rest: Partial<BookingWindow> = {}): BookingWindow => ({
    bookable: false,
    until: null,
    opensOn: null,
    lapsedOn: null,
    reason,
    ...rest,
  });
  if (facts.lifecycle !== 'ACTIVE') return refuse('appointment.instrument-not-active');
  if (!facts.filedOn && facts.lapsedOn)
    return refuse('appointment.filing-lapsed', { lapsedOn: facts.lapsedOn });
  if (!facts.filedOn) return refuse('appointment.not-filed');
  if (facts.inOpenAppointment) return refuse('appointment.already-booked');
  if (facts.verifiedForGood) return refuse('appointment.no-cycle');

  const spans = windows(facts, settings);
  const open = spans.filter((span) => span.from <= today && (span.until === null || today <= span.until));
  if (open.length > 0)
    return { bookable: true, until: latestEnd(open), opensOn: null, reason: null, lapsedOn: null };

  const ahead = spans.filter((span) => span.from > today).map((span) => span.from);
  if (ahead.length > 0) return refuse('appointment.window-not-open', { opensOn: ahead.sort()[0] ?? null });
  return refuse('appointment.filing-lapsed', { lapsedOn: latestEnd(spans) });
}

/** The last day on which the filing can still be used; null where it never lapses by itself (a failed instrument). */
export function filingUsableUntil(facts: BookingFacts, settings: RuleSettings): BusinessDate | null {
  return latestEnd(windows(facts, settings));
}

/** A filing lapses when no window, present or future, is left (`domain.md` section 5). */
export function isFilingLapsed(facts: BookingFacts, today: BusinessDate, settings: RuleSettings): boolean {
  if (!facts.filedOn || facts.inOpenAppointment || facts.verifiedForGood) return false;
  const until = filingUsableUntil(facts, settings);
  return until !== null && today > until;
}

function windows(facts: BookingFacts, settings: RuleSettings): Span[] {
  const spans: Span[] = [];
  if (facts.filedOn)
    spans.push({ from: facts.filedOn, until: addDays(facts.filedOn, settings.bookingDaysAfterApproval) });
  if (facts.validUntil)
    spans.push({ from: dueSoonFrom(facts.validUntil, settings), until: facts.validUntil });
  if (facts.failed) spans.push({ from: '0000-01-01', until: null });
  if (facts.endedWithoutResultOn) {
    const from = facts.endedWithoutResultOn;
    spans.push({ from, until: addDays(from, settings.bookingDaysAfterNoResult) });
  }
  return spans;
}

function latestEnd(spans: readonly Span[]): BusinessDate | null {
  if (spans.some((span) => span.until === null)) return null;
  return (
    spans
      .map((span) => span.until as BusinessDate)
      .sort()
      .at(-1) ?? null
  );
}
