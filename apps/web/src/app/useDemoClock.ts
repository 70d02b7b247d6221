import { useQuery } from '@pinia/colada';
import { computed } from 'vue';
import { api } from './api';

interface DemoClock {
  /** The business date under which everything runs. */
  today: string;
  realToday: string;
}

/** The clock of a demo; undefined anywhere else, where the server knows no such thing. */
export function useDemoClock() {
  const { data } = useQuery({
    key: ['demo-clock'],
    query: ({ signal }) => api.get<DemoClock>('/demo/clock', {}, signal).catch(() => null),
    staleTime: 60_000,
  });
  return computed(() => data.value ?? undefined);
}
