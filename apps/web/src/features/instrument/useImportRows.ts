import type { ImportRowDto } from '@quanheng/api-client';
import { ref, shallowRef, watch } from 'vue';
import { api, type Page } from '../../app/api';
import { isAbort } from '../../app/problem';

const PAGE = 100;
const MOST_AT_ONCE = 200;

/**
 * The rows of one tab, more of them as they are wanted. A mended row stays where it is until the tab is opened anew, so
 * that nothing jumps away under the cursor.
 */
export function useImportRows(importId: () => string, level: () => string) {
  const rows = shallowRef<ImportRowDto[]>([]);
  const next = ref<string | null>(null);
  const loading = ref(false);
  const error = ref<unknown>();
  let running = new AbortController();

  async function load(cursor: string | undefined, limit: number): Promise<void> {
    running.abort();
    running = new AbortController();
    loading.value = true;
    error.value = undefined;
    try {
      const path = `/imports/${importId()}/rows`;
      const query = { level: level(), cursor, limit };
      const page = await api.get<Page<ImportRowDto>>(path, query, running.signal);
      rows.value = cursor ? [...rows.value, ...page.items] : page.items;
      next.value = page.next;
    } catch (thrown) {
      if (isAbort(thrown)) return;
      error.value = thrown;
    }
    loading.value = false;
  }

  function replace(row: ImportRowDto): void {
    rows.value = rows.value.map((each) => (each.rowNumber === row.rowNumber ? row : each));
  }

  function remove(rowNumber: number): void {
    rows.value = rows.value.filter((each) => each.rowNumber !== rowNumber);
  }

  watch([importId, level], () => load(undefined, PAGE), { immediate: true });

  return {
    rows,
    next,
    loading,
    error,
    replace,
    remove,
    more: () => (next.value ? load(next.value, PAGE) : Promise.resolve()),
    reload: () => load(undefined, Math.min(Math.max(rows.value.length, PAGE), MOST_AT_ONCE)),
  };
}

export type ImportRows = ReturnType<typeof useImportRows>;
