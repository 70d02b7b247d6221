import { useQuery } from '@pinia/colada';
import { computed, reactive } from 'vue';
import { useRouter } from 'vue-router';
import { stillWaiting, submissionOf, type Waiting } from './stillWaiting';

export interface ReviewQueue {
  /** First part of the keys under which the cases are kept, e.g. `registrations`. */
  readonly cacheKey: string;
  /** Names of the routes of one case and of the list. */
  readonly one: string;
  readonly list: string;
  /** What waits, the oldest first. */
  readonly find: (signal: AbortSignal) => Promise<{ items: Waiting[] }>;
}

/** What was decided in this tab: an answer that was on its way then still has it. */
const decided = reactive(new Set<string>());

/** The way through what waits for review, from one case to the next. */
export function useReviewQueue(queue: ReviewQueue, id: string) {
  const router = useRouter();
  const { data } = useQuery({
    key: [queue.cacheKey, 'queue'],
    query: ({ signal }) => queue.find(signal),
    staleTime: 5_000,
  });
  const items = computed(() => data.value?.items ?? []);
  const ids = computed(() => stillWaiting(items.value, decided));
  const index = computed(() => ids.value.indexOf(id));
  const neighbour = (step: 1 | -1) => (index.value < 0 ? undefined : ids.value[index.value + step]);

  /** To the list, where nothing is left in that direction. */
  async function go(to: string | undefined): Promise<void> {
    await router.push(to ? { name: queue.one, params: { id: to } } : { name: queue.list });
  }
  return {
    index,
    total: computed(() => ids.value.length),
    next: computed(() => neighbour(1)),
    previous: computed(() => neighbour(-1)),
    /** After a decision: the following one, or the oldest that is left. */
    following: () => neighbour(1) ?? ids.value.find((each) => each !== id),
    leave: () =>
      items.value.filter((item) => item.id === id).forEach((item) => decided.add(submissionOf(item))),
    go,
  };
}
