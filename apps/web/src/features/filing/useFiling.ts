import { useQuery, useQueryCache } from '@pinia/colada';
import type {
  DecisionResultsDto,
  FilingDto,
  FilingHistoryDto,
  FilingItemDto,
  FilingItemIdsDto,
} from '@quanheng/api-client';
import { computed, ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { api, type Page } from '../../app/api';
import { toEvents } from '../../shared/toEvents';
import { useFilters } from '../../shared/useFilters';
import { useNotify } from '../../shared/useNotify';
import { usePagedList } from '../../shared/usePagedList';

export interface ItemVersion {
  readonly id: string;
  readonly version: number;
}
/** So many in one transaction: the screen says how far it is in between. */
const PART = 500;

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
    toEvents(history.data.value?.items, ({ action, count }) =>
      t(`filing.event.${action.split('.')[1]}`, { count }),
    ),
  );

  async function reload(): Promise<void> {
    await cache.invalidateQueries({ key: ['filings'] });
    await cache.invalidateQueries({ key: ['todo-counts'] });
  }

  /** Every item that matches, on whatever page. */
  const findIds = async (filter: { status?: string; failed?: string }, signal?: AbortSignal) =>
    (await api.get<FilingItemIdsDto>(`/filings/${id}/item-ids`, filter, signal)).items;

  const progress = ref<{ done: number; total: number }>();
  /** Answers whether all of them went through; what did not is said. */
  async function decide(
    decision: Decision,
    rows: readonly ItemVersion[],
    comment?: string,
  ): Promise<boolean> {
    const results: DecisionResultsDto['results'] = [];
    try {
      while (results.length < rows.length) {
        if (rows.length > PART) progress.value = { done: results.length, total: rows.length };
        const part = rows.slice(results.length, results.length + PART);
        const items = part.map(({ id, version }) => ({ id, version }));
        const body = { decision, comment: comment || undefined, items };
        results.push(...(await api.post<DecisionResultsDto>(`/filings/${id}/decisions`, body)).results);
      }
      return tell(decision, results);
    } catch (error) {
      notify.problem(error);
      return false;
    } finally {
      progress.value = undefined;
      await reload();
    }
  }

  function tell(decision: Decision, results: DecisionResultsDto['results']): boolean {
    const refused = results.filter((one) => !one.ok);
    const count = results.length - refused.length;
    if (count) notify.success(t(`filing.decided.${decision}`, { count }));
    if (refused[0]) notify.refusal(refused[0].detail ?? '');
    return refused.length === 0;
  }
  return { filing, items, filters, events, decide, progress, findIds, reload };
}
