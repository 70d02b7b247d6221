import { useQuery } from '@pinia/colada';
import { computed, watch, type ComputedRef } from 'vue';
import type { Page } from '../app/api';
import { usePreferences } from '../app/preferences';
import { asProblem } from '../app/problem';
import { cursorTrail } from './cursorTrail';

export interface PageRequest<F> {
  /** What is filtered only: an empty filter isn't sent. */
  filters: { [K in keyof F]?: Exclude<F[K], ''> };
  cursor: string | undefined;
  limit: number;
  signal: AbortSignal;
}

/**
 * A keyset list: the rows of the current page, the way to the next ones, and what to show meanwhile.
 * While another page or filter loads, the former rows stay visible (`refreshing`).
 *
 * @param options.key what the query is about, e.g. `['instruments']`; invalidate it after a change
 * @param options.filters of `useFilters`
 * @param options.load asks the API for one page
 */
export function usePagedList<Row, F extends Record<string, string>>(options: {
  key: string[];
  filters: ListFilters<F>;
  load: (request: PageRequest<F>) => Promise<Page<Row>>;
}) {
  const preferences = usePreferences();
  const { values, isFiltered, clear } = options.filters;
  const trail = cursorTrail();
  const filters = computed(() => ({ ...values }));

  const query = useQuery({
    key: () => [...options.key, 'page', filters.value, preferences.pageSize, trail.cursor.value ?? ''],
    query: ({ signal }) =>
      options.load({
        filters: withoutEmpty(filters.value),
        cursor: trail.cursor.value,
        limit: preferences.pageSize,
        signal,
      }),
    placeholderData: (previous: Page<Row> | undefined) => previous,
  });
  // Another filter starts at the first page; its answer to an old cursor would be refused by the server.
  watch([() => JSON.stringify(filters.value), () => preferences.pageSize], trail.reset, { flush: 'sync' });

  const items = computed<Row[]>(() => query.data.value?.items ?? []);
  const state = computed(() => {
    if (query.error.value) {
      // A link that was cut or is of another time; trying again would change nothing.
      return isFiltered.value && asProblem(query.error.value).status === 400 ? 'bad-filter' : 'error';
    }
    if (!query.data.value) return 'loading';
    if (items.value.length || trail.pageNumber.value > 1) return 'ready';
    return isFiltered.value ? 'empty-filtered' : 'empty';
  });

  return {
    items,
    state,
    error: query.error,
    refreshing: computed(() => query.asyncStatus.value === 'loading' && state.value !== 'loading'),
    isFiltered,
    clearFilters: clear,
    filters: options.filters as ListFilters,
    filterKey: computed(() => JSON.stringify(filters.value)),
    pageNumber: trail.pageNumber,
    hasNext: computed(() => Boolean(query.data.value?.next)),
    hasPrevious: computed(() => trail.pageNumber.value > 1),
    next: () => query.data.value?.next && trail.next(query.data.value.next),
    previous: trail.previous,
    reload: () => query.refetch(),
  };
}

function withoutEmpty<F extends Record<string, string>>(filters: F): PageRequest<F>['filters'] {
  return Object.fromEntries(
    Object.entries(filters).filter(([, value]) => value !== ''),
  ) as PageRequest<F>['filters'];
}

/** What a list needs of `useFilters`. */
export interface ListFilters<F extends Record<string, string> = Record<string, string>> {
  values: F;
  defaults: Readonly<Record<string, string>>;
  isFiltered: ComputedRef<boolean>;
  set: (name: string, value: string) => void;
  clear: () => void;
}

export type PagedList<Row> = ReturnType<typeof usePagedList<Row, Record<string, string>>>;
