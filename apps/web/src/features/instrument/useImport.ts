import { useQuery, useQueryCache } from '@pinia/colada';
import type { ImportDto, ImportStatus } from '@quanheng/api-client';
import { computed, watch } from 'vue';
import { api } from '../../app/api';
import { useEventProgress, type Progress } from '../../shared/useEventProgress';

/** While it is in one of these, the worker is at it and nobody need do anything. */
const WORKING: readonly ImportStatus[] = ['UPLOADED', 'PARSING', 'VALIDATING', 'COMMITTING'];
const isWorking = (status: string) => WORKING.includes(status as ImportStatus);

export interface ImportProgress extends Progress {
  counts: ImportDto['counts'];
}

/** One import: what it is, and how far the worker has got while it works. */
export function useImport(id: () => string) {
  const cache = useQueryCache();
  const query = useQuery({
    key: () => ['imports', 'one', id()],
    query: ({ signal }) => api.get<ImportDto>(`/imports/${id()}`, {}, signal),
  });
  const batch = computed(() => query.data.value);
  const working = computed(() => Boolean(batch.value && isWorking(batch.value.status)));
  const { progress } = useEventProgress<ImportProgress>(
    () => (working.value ? `/imports/${id()}` : undefined),
    ({ status }) => !isWorking(status),
  );

  const refresh = () => cache.invalidateQueries({ key: ['imports'] });
  watch(progress, async (now) => {
    if (!now || isWorking(now.status)) return;
    await refresh();
    if (now.status === 'COMPLETED') await cache.invalidateQueries({ key: ['instruments'] });
  });

  /** The answer of an action is what the import is now. */
  function take(answer: ImportDto): void {
    cache.setQueryData(['imports', 'one', id()], answer);
  }

  return { query, batch, working, progress, take, refresh };
}

export type ImportState = ReturnType<typeof useImport>;
