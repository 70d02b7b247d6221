import { useQuery, useQueryCache } from '@pinia/colada';
import type { DecisionResultsDto, FilingDto, FilingHistoryDto, FilingItemDto } from '@quanheng/api-client';
import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import { api, type Page } from '../../app/api';
import { useFilters } from '../../shared/useFilters';
import { useNotify } from '../../shared/useNotify';
import { usePagedList } from '../../shared/usePagedList';

export type Decision = 'approve' | 'return' | 'reject' | 'withdraw' | 'submit';

/** One application: its head, its items page by page, its history, and deciding on items. */
export function useFiling(id: string) {
  const { t } = useI18n();
  const notify = useNotify();
  const cache = useQueryCache();
  const filing = useQuery({
    key: ['filings', id],
    query: ({ signal }) => api.get<FilingDto>(`/filings/${id}`, {}, signal),
  });
  const history = useQuery({
    key: ['filings', id, 'history'],
    query: ({ signal }) => api.get<FilingHistoryDto>(`/filings/${id}/history`, {}, signal),
  });
  const filters = useFilters({ status: '', failed: '' });
  const items = usePagedList({
    key: ['filings', id, 'items'],
    filters,
    load: ({ filters, cursor, limit, signal }) =>
      api.get<Page<FilingItemDto>>(`/filings/${id}/items`, { ...filters, cursor, limit }, signal),
  });
  const events = computed(() =>
    (history.data.value?.items ?? []).map((event, index) => ({
      id: `${index}`,
      at: event.at,
      actor: event.actorName,
      reason: event.reason,
      action: t(`filing.event.${event.action.split('.')[1]}`, { count: event.count }),
    })),
  );

  async function reload(): Promise<void> {
    await cache.invalidateQueries({ key: ['filings'] });
    await cache.invalidateQueries({ key: ['todo-counts'] });
  }

  /** Answers whether all of them went through; what did not is said. */
  async function decide(
    decision: Decision,
    rows: readonly FilingItemDto[],
    comment?: string,
  ): Promise<boolean> {
    try {
      const body = {
        decision,
        comment: comment || undefined,
        items: rows.map(({ id, version }) => ({ id, version })),
      };
      const { results } = await api.post<DecisionResultsDto>(`/filings/${id}/decisions`, body);
      const refused = results.filter((one) => !one.ok);
      const count = results.length - refused.length;
      if (count) notify.success(t(`filing.decided.${decision}`, { count }));
      if (refused[0]) notify.problem(new Error(refused[0].detail ?? ''));
      return refused.length === 0;
    } catch (error) {
      notify.problem(error);
      return false;
    } finally {
      await reload();
    }
  }
  return { filing, items, filters, events, decide, reload };
}
