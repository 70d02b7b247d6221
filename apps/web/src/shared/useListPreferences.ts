import { useQuery, useQueryCache } from '@pinia/colada';
import type { ListColumnDto, ListPreferencesDto, ListViewDto, ListViewInput } from '@quanheng/api-client';
import { computed } from 'vue';
import { api } from '../app/api';
import { arrangeColumns } from './arrangeColumns';
import type { Column } from './column';
import { useNotify } from './useNotify';

/** How this person wants a list, kept on the server: columns, and filters under a name. Without a list: nothing. */
export function useListPreferences(list: string | undefined) {
  const cache = useQueryCache();
  const notify = useNotify();
  const key = ['list-preferences', list ?? ''];
  const query = useQuery({
    key,
    query: ({ signal }) => api.get<ListPreferencesDto>(`/lists/${list}/preferences`, {}, signal),
    enabled: Boolean(list),
    staleTime: 300_000,
  });
  const chosen = computed(() => query.data.value?.columns ?? []);

  /** Shown at once, then kept: dragging a border must not wait for the network. */
  async function saveColumns(columns: ListColumnDto[]): Promise<void> {
    const views = query.data.value?.views ?? [];
    cache.setQueryData(key, { columns, views });
    try {
      cache.setQueryData(key, await api.put<ListPreferencesDto>(`/lists/${list}/columns`, { columns }));
    } catch (error) {
      notify.problem(error);
      await query.refetch();
    }
  }

  async function saveView(input: ListViewInput): Promise<ListViewDto> {
    const view = await api.post<ListViewDto>(`/lists/${list}/views`, input);
    await query.refetch();
    return view;
  }

  async function removeView(view: ListViewDto): Promise<void> {
    try {
      await api.delete(`/list-views/${view.id}`, { ifMatch: view.version });
    } catch (error) {
      notify.problem(error);
    }
    await query.refetch();
  }

  return {
    chosen,
    views: computed(() => query.data.value?.views ?? []),
    arrange: <Row>(columns: readonly Column<Row>[]) => arrangeColumns(columns, chosen.value),
    saveColumns,
    saveView,
    removeView,
  };
}

export type ListPreferences = ReturnType<typeof useListPreferences>;
