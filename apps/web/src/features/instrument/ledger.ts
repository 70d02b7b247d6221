import type { InstrumentItemDto } from '@quanheng/api-client';
import {
  actions,
  DEFAULT_SETTINGS,
  ENTERPRISE_WRITERS,
  instrumentWorkflow,
  statuses,
  type LifecycleAction,
} from '@quanheng/domain';
import type { RouteLocationRaw } from 'vue-router';

/** More ids than this make an address that proxies cut off; then they travel in the history's state. */
const MOST_IDS = 150;

export type LedgerFilters = Record<string, string>;

/** Where the filing or the booking page learns what is meant: these instruments, or a filter of the ledger. */
export function withSelection(
  path: string,
  rows: readonly Pick<InstrumentItemDto, 'id'>[],
  filters: LedgerFilters | null,
): RouteLocationRaw {
  if (filters)
    return { path, query: { filter: new URLSearchParams(filterBody(filters)).toString() || 'tab=ALL' } };
  const ids = rows.map(({ id }) => id);
  return ids.length <= MOST_IDS
    ? { path, query: { instruments: ids.join(',') } }
    : { path, state: { instrumentIds: ids } };
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
