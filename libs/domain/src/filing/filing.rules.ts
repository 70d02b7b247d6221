import type { FilingItemStatus } from './filing.workflow.js';

export type FilingApplicationStatus =
  'DRAFT' | 'IN_REVIEW' | 'NEEDS_CORRECTION' | 'APPROVED' | 'PARTLY_APPROVED' | 'REJECTED' | 'WITHDRAWN';

/** How many items of an application are in each status. */
export type FilingItemCounts = Partial<Record<FilingItemStatus, number>>;

/** The derived state of an application (`domain.md`, States). What lapsed or was superseded had been approved. */
export function filingApplicationStatus(counts: FilingItemCounts): FilingApplicationStatus {
  const has = (status: FilingItemStatus) => (counts[status] ?? 0) > 0;
  const approved = has('APPROVED') || has('LAPSED') || has('SUPERSEDED');
  if (has('SUBMITTED')) return 'IN_REVIEW';
  if (has('RETURNED')) return 'NEEDS_CORRECTION';
  if (has('DRAFT')) return 'DRAFT';
  if (approved) return has('REJECTED') || has('WITHDRAWN') ? 'PARTLY_APPROVED' : 'APPROVED';
  return has('REJECTED') ? 'REJECTED' : 'WITHDRAWN';
}
