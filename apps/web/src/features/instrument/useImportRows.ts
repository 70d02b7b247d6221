import type { ImportRowDto } from '@quanheng/api-client';
import { ref, shallowRef, watch } from 'vue';
import { api, type Page } from '../../app/api';
import { isAbort } from '../../app/problem';

const PAGE = 100;
const MOST_AT_ONCE = 200;
/** Tabs that are no level of a row. */
const VIEWS = ['NEW', 'UPDATE', 'REMOVED'];

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
      const tab = level();
      const query = { ...(VIEWS.includes(tab) ? { view: tab } : { level: tab }), cursor, limit };
      const page = await api.get<Page<ImportRowDto>>(path, query, running.signal);
      rows.value = cursor ? [...rows.value, ...page.items] : page.items;
      next.value = page.next;
    } catch (thrown) {
      if (isAbort(thrown)) return;
      error.value = thrown;
    }
    loading.value = false;
  }

  function replace(...changed: ImportRowDto[]): void {
    const byNumber = new Map(changed.map((row) => [row.rowNumber, row]));
    rows.value = rows.value.map((each) => byNumber.get(each.rowNumber) ?? each);
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
    more: () => (next.value && !loading.value ? load(next.value, PAGE) : Promise.resolve()),
    reload: () => load(undefined, Math.min(Math.max(rows.value.length, PAGE), MOST_AT_ONCE)),
  };
}

export type ImportRows = ReturnType<typeof useImportRows>;
