import type { Purpose } from '../instrument/instrument.codes.js';
import type { BusinessDate } from '../platform/dates.js';
import { normalizeText } from '../platform/search-text.js';

/** How a kind is verified: again and again, once until it is inaccurate, or once for a limited time of use. */
export type CatalogueMode = 'PERIODIC' | 'FIRST_ONLY_SCRAP' | 'FIRST_ONLY_LIMITED_USE' | 'NOT_APPLICABLE';

/** One kind of instrument (种别) of an edition of the catalogue of compulsory verification (`domain.md` section 4). */
export interface CatalogueItem {
  readonly code: string;
  readonly category: string;
  readonly kind: string;
  /** Ways of supervision as the catalogue words them, e.g. 型式批准、强制检定. */
  readonly supervision: string;
  readonly mode: CatalogueMode;
  /** Whether the supervision includes compulsory verification. */
  readonly compulsory: boolean;
  readonly scope: string;
  readonly cycleMonths: number | null;
  /** The shortest limit where it depends on the size, so that a proposed date is never too late. */
  readonly useLimitMonths: number | null;
  /** The limits by size, where there are several. */
  readonly useLimitNote: string | null;
  readonly regulations: readonly string[];
  readonly purposes: readonly Purpose[];
  /** Its last day, where the edition in force no longer has it: read and verified still, never filed again. */
  readonly endedOn?: BusinessDate | null;
}

export interface CatalogueEdition {
  readonly id: string;
  readonly title: string;
  /** DEMO: incomplete, its codes provisional; to be replaced by the official table. */
  readonly status: 'DEMO' | 'OFFICIAL';
  readonly effectiveFrom: BusinessDate;
  readonly effectiveTo: BusinessDate | null;
  readonly note: string;
}

/** Whether the edition in force has it. */
export function isInForce(item: Pick<CatalogueItem, 'endedOn'>): boolean {
  return !item.endedOn;
}

/** A kind that has ended or has no compulsory verification is never offered for filing (`domain.md` section 4). */
export function isFileable(item: Pick<CatalogueItem, 'compulsory' | 'endedOn'>): boolean {
  return item.compulsory && isInForce(item);
}

/** Whether the kind is verified again and again; the others can't be booked after their first certificate. */
export function hasCycle(item: Pick<CatalogueItem, 'mode'>): boolean {
  return item.mode === 'PERIODIC';
}

/** A periodic kind whose cycle the catalogue lacks: the verifier enters it with a reason (`domain.md` section 4). */
export function isCycleMissing(item: Pick<CatalogueItem, 'mode' | 'cycleMonths'>): boolean {
  return hasCycle(item) && item.cycleMonths === null;
}

/** The months a PASS is valid for: the cycle, or the use limit of a limited-use kind; null where there is neither. */
export function validityMonths(
  item: Pick<CatalogueItem, 'mode' | 'cycleMonths' | 'useLimitMonths'>,
): number | null {
  if (item.mode === 'PERIODIC') return item.cycleMonths;
  return item.mode === 'FIRST_ONLY_LIMITED_USE' ? item.useLimitMonths : null;
}

/** The kind that a cell of an import means: its code, or its exact name if one kind alone bears it. Else null. */
export function findKindByText<T extends Pick<CatalogueItem, 'code' | 'kind' | 'endedOn'>>(
  text: string,
  items: readonly T[],
): T | null {
  const wanted = normalizeText(text);
  const coded = items.find((item) => normalizeText(item.code) === wanted);
  if (coded) return coded;
  const named = items.filter((item) => isInForce(item) && normalizeText(item.kind) === wanted);
  return named.length === 1 ? (named[0] as T) : null;
}
