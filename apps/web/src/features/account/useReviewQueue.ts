import { useQuery } from '@pinia/colada';
import { computed } from 'vue';
import { useRouter } from 'vue-router';
import { answer, registrationReviewFind } from '../../app/client';

/** What waits for review, the oldest first, and the way through it from one case to the next. */
export function useReviewQueue(id: () => string) {
  const router = useRouter();
  const { data } = useQuery({
    key: ['registrations', 'queue'],
    query: ({ signal }) =>
      answer(registrationReviewFind({ query: { status: 'SUBMITTED', limit: 200 }, signal })),
    staleTime: 5_000,
  });
  const ids = computed(() => (data.value?.items ?? []).map((item) => item.id));
  const index = computed(() => ids.value.indexOf(id()));
  const neighbour = (step: 1 | -1) => (index.value < 0 ? undefined : ids.value[index.value + step]);

  /** To the list, where nothing is left in that direction. */
  async function go(to: string | undefined): Promise<void> {
    await router.push(to ? { name: 'registration-review', params: { id: to } } : { name: 'registrations' });
  }
  return {
    index,
    total: computed(() => ids.value.length),
    next: computed(() => neighbour(1)),
    previous: computed(() => neighbour(-1)),
    /** After a decision: the following one, or the oldest that is left. */
    following: () => neighbour(1) ?? ids.value.find((each) => each !== id()),
    go,
  };
}
