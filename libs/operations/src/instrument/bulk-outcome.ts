import type { DomainError } from '@quanheng/domain';

/** One instrument of bulk work, in the version that was seen; null where a filter has found it. */
export interface BulkTarget {
  readonly id: string;
  readonly version: number | null;
}

/** Each instrument has its own answer: what could be done is, what could not says why. */
export interface BulkOutcome {
  readonly id: string;
  /** The new version; null where it was refused. */
  readonly version: number | null;
  readonly refusal: DomainError | null;
  /** What a list of refusals calls it; null for what isn't there. */
  readonly instrument: {
    readonly name: string;
    readonly model: string;
    readonly serialNumber: string;
  } | null;
}

/** Rows that one transaction of bulk work takes. */
export const BULK_CHUNK = 500;
