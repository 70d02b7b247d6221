import type { InstrumentItemDto } from '@quanheng/api-client';
import { DEFAULT_SETTINGS } from '@quanheng/domain';
import type { LocationQueryRaw } from 'vue-router';

/** More ids than this make an address that proxies cut off; then the filter travels in their place. */
const MOST_IDS = 150;

export type LedgerFilters = Record<string, string>;

/** What the filing and booking pages are told: which instruments, or which filter of the ledger. */
export function selectionQuery(
  rows: readonly InstrumentItemDto[],
  filters: LedgerFilters | null,
): LocationQueryRaw {
  if (!filters && rows.length <= MOST_IDS) return { instruments: rows.map(({ id }) => id).join(',') };
  const set = Object.entries(filters ?? {}).filter(([name, value]) => value && name !== 'sort');
  return { filter: new URLSearchParams(set).toString() || 'tab=ALL' };
}

/** Whether it can be sent for filing: in use, under no review, and not filed or no longer usable. */
export function isFileable({ lifecycle, filing, booking }: InstrumentItemDto): boolean {
  const isOpen = ['DRAFT', 'SUBMITTED', 'RETURNED'].includes(filing.status);
  const isUsable = filing.filedOn !== null && booking.reason !== 'appointment.filing-lapsed';
  return lifecycle === 'ACTIVE' && !isOpen && !isUsable;
}

export const maxPerFiling = DEFAULT_SETTINGS.maxItemsPerFiling;
export const maxPerAppointment = DEFAULT_SETTINGS.maxItemsPerAppointment;
