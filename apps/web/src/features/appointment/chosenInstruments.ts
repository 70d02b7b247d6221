import type { RouteLocationNormalizedLoaded } from 'vue-router';
import { api } from '../../app/api';

export type Chosen = { instrumentIds: string[] } | { due: true };

/**
 * The instruments that the page before has chosen: `?instruments=a,b`, `?filter=<the ledger's filter>` for everything
 * that matches, or many in the history's state, which survives a reload; else everything that is due.
 */
export async function findChosen(
  route: RouteLocationNormalizedLoaded,
  signal?: AbortSignal,
): Promise<Chosen> {
  const { instruments, filter } = route.query;
  if (typeof instruments === 'string' && instruments) return { instrumentIds: instruments.split(',') };
  if (typeof filter === 'string') {
    const query = Object.fromEntries(new URLSearchParams(filter));
    const { ids } = await api.get<{ ids: string[] }>('/instruments/ids', query, signal);
    return { instrumentIds: ids };
  }
  const kept = (history.state as { instrumentIds?: unknown } | null)?.instrumentIds;
  return Array.isArray(kept) && kept.length ? { instrumentIds: kept as string[] } : { due: true };
}
