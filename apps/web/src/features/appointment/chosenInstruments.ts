import type { RouteLocationNormalizedLoaded } from 'vue-router';
import type { AppointmentItemDto } from '@quanheng/api-client';
import { api, type Page } from '../../app/api';

export type Chosen = { instrumentIds: string[] } | { due: true };

/**
 * The instruments that the page before has chosen: `?instruments=a,b`, `?filter=<the ledger's filter>` for everything
 * that matches, `?appointment=<id>` for those of one that ended, or many in the history's state, which survives a reload; else everything that is due.
 */
export async function findChosen(
  route: RouteLocationNormalizedLoaded,
  signal?: AbortSignal,
): Promise<Chosen> {
  const { instruments, filter, appointment } = route.query;
  if (typeof appointment === 'string') return { instrumentIds: await findItems(appointment, signal) };
  if (typeof instruments === 'string' && instruments) return { instrumentIds: instruments.split(',') };
  if (typeof filter === 'string') {
    const query = Object.fromEntries(new URLSearchParams(filter));
    const { ids } = await api.get<{ ids: string[] }>('/instruments/ids', query, signal);
    return { instrumentIds: ids };
  }
  const kept = (history.state as { instrumentIds?: unknown } | null)?.instrumentIds;
  return Array.isArray(kept) && kept.length ? { instrumentIds: kept as string[] } : { due: true };
}

/** The instruments of an appointment: some hundred at most (domain.md section 6). */
export async function findItems(id: string, signal?: AbortSignal): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null = null;
  do {
    const query: Record<string, string> = { limit: '200', ...(cursor && { cursor }) };
    const page: Page<AppointmentItemDto> = await api.get(`/appointments/${id}/items`, query, signal);
    ids.push(...page.items.map((item) => item.instrumentId));
    cursor = page.next;
  } while (cursor);
  return ids;
}
