import { computed, reactive, type WritableComputedRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';

/**
 * Filters that live in the address, so that a reload, the back button and a shared link keep them.
 * `const filters = useFilters({ q: '', status: '' })`; read and write `filters.values.status`; '' means "not filtered".
 */
export function useFilters<F extends Record<string, string>>(defaults: F) {
  const route = useRoute();
  const router = useRouter();
  const pending: Record<string, string> = {};

  function write(name: string, value: string): void {
    const first = Object.keys(pending).length === 0;
    pending[name] = value ?? '';
    if (first) queueMicrotask(flush); // several filters set at once become one address
  }

  function flush(): void {
    const query = { ...route.query };
    for (const [name, value] of Object.entries(pending)) {
      if (value === defaults[name]) delete query[name];
      else query[name] = value;
      delete pending[name];
    }
    void router.replace({ query, hash: route.hash });
  }

  const refs: Record<string, WritableComputedRef<string>> = {};
  for (const name of Object.keys(defaults)) {
    refs[name] = computed({
      get: () => (typeof route.query[name] === 'string' ? route.query[name] : defaults[name]!),
      set: (value) => write(name, value),
    });
  }
  const values = reactive(refs) as unknown as F;

  return {
    values,
    /** What each filter is when nothing is filtered. */
    defaults: defaults as Readonly<Record<string, string>>,
    /** Whether anything is filtered: tells "nothing matches" from "nothing there". */
    isFiltered: computed(() => Object.keys(defaults).some((name) => values[name] !== defaults[name])),
    set: write,
    clear: () => Object.keys(defaults).forEach((name) => write(name, defaults[name]!)),
  };
}

export type Filters<F extends Record<string, string> = Record<string, string>> = ReturnType<
  typeof useFilters<F>
>;
