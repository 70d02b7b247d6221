import { useQuery } from '@pinia/colada';
import type { ImportItemDto } from '@quanheng/api-client';
import { computed, onScopeDispose, watch } from 'vue';
import { api } from './api';
import { useSession } from './session';

const LOOK_EVERY_MS = 3_000;
const SHOWN = 10;
const WORKING = ['UPLOADED', 'PARSING', 'VALIDATING', 'COMMITTING'];

export const isImporting = ({ status }: Pick<ImportItemDto, 'status'>): boolean => WORKING.includes(status);

/** The enterprise's imports that the worker is at: they stand in the tray beside other long work (ux.md section 8). */
export function useOpenImports() {
  const session = useSession();
  const mayImport = computed(() => session.roles.some((role) => role.startsWith('ENTERPRISE_')));
  const query = useQuery({
    key: ['imports', 'open'],
    query: async ({ signal }) =>
      (await api.get<{ items: ImportItemDto[] }>('/imports', { limit: SHOWN }, signal)).items,
    enabled: () => mayImport.value,
    staleTime: 30_000,
  });
  const open = computed(() => (query.data.value ?? []).filter(isImporting));

  let timer: ReturnType<typeof setTimeout>;
  watch(
    open,
    (now) => {
      clearTimeout(timer);
      if (now.length > 0) timer = setTimeout(() => void query.refetch(), LOOK_EVERY_MS);
    },
    { immediate: true },
  );
  onScopeDispose(() => clearTimeout(timer));
  return { query, open };
}
