import type { InstrumentItemDto } from '@quanheng/api-client';
import {
  actions,
  DEFAULT_SETTINGS,
  ENTERPRISE_WRITERS,
  instrumentWorkflow,
  statuses,
  type LifecycleAction,
} from '@quanheng/domain';
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

/** Filters that are set, as the API takes them where all that match are meant. */
export function filterBody(filters: LedgerFilters): LedgerFilters {
  return Object.fromEntries(Object.entries(filters).filter(([name, value]) => value && name !== 'sort'));
}

/** The moves of the lifecycle that at least one of the instruments can make; any of them where rows aren't known. */
export function actionsOf(rows: readonly InstrumentItemDto[] | null): LifecycleAction[] {
  const states = rows ? [...new Set(rows.map(({ lifecycle }) => lifecycle))] : statuses(instrumentWorkflow);
  const moves = states.flatMap((state) => actions(instrumentWorkflow, state, ENTERPRISE_WRITERS));
  return [...new Set(moves)] as LifecycleAction[];
}

/** Whether it can be sent for filing: in use, under no review, and not filed or no longer usable. */
export function isFileable({ lifecycle, filing, booking }: InstrumentItemDto): boolean {
  const isOpen = ['DRAFT', 'SUBMITTED', 'RETURNED'].includes(filing.status);
  const isUsable = filing.filedOn !== null && booking.reason !== 'appointment.filing-lapsed';
  return lifecycle === 'ACTIVE' && !isOpen && !isUsable;
}

export const maxPerFiling = DEFAULT_SETTINGS.maxItemsPerFiling;
export const maxPerAppointment = DEFAULT_SETTINGS.maxItemsPerAppointment;
