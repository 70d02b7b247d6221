import { useQuery } from '@pinia/colada';
import { computed } from 'vue';
import { api } from './api';

/** How many things wait for this account, by name of the figure: menu badges and the cards of the home pages. */
export function useTodoCounts() {
  const { data } = useQuery({
    key: ['todo-counts'],
    query: ({ signal }) => api.get<Record<string, number>>('/statistics/todo', {}, signal),
    staleTime: 30_000,
  });
  return computed(() => data.value ?? {});
}
