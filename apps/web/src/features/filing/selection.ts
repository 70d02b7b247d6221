import type { RouteLocationNormalizedLoaded } from 'vue-router';
import { api } from '../../app/api';

export interface Selection {
  instrumentIds?: string[];
  importId?: string;
}

/**
 * The instruments that the page before has chosen: `?instruments=a,b`, `?import=<id>`, `?filter=<the ledger's filter>` for
 * everything that matches, or many in the history's state (`router.push({ path, state: { instrumentIds } })`), which
 * survives a reload. Null when there are none.
 */
export async function findSelection(
  route: RouteLocationNormalizedLoaded,
  signal?: AbortSignal,
): Promise<Selection | null> {
  const { import: importId, instruments, filter } = route.query;
  if (typeof importId === 'string') return { importId };
  if (typeof instruments === 'string' && instruments) return { instrumentIds: instruments.split(',') };
  if (typeof filter === 'string') return { instrumentIds: await findIds(filter, signal) };
  const kept = (history.state as { instrumentIds?: unknown } | null)?.instrumentIds;
  return Array.isArray(kept) && kept.length ? { instrumentIds: kept as string[] } : null;
}

async function findIds(filter: string, signal?: AbortSignal): Promise<string[]> {
  const query = Object.fromEntries(new URLSearchParams(filter));
  const { ids } = await api.get<{ ids: string[] }>('/instruments/ids', query, signal);
  return ids;
}
