import { useQuery } from '@pinia/colada';
import { computed } from 'vue';
import { answer, branchFind } from '../../app/client';

/** The branches that the ledger is divided into, as far as the caller sees them. */
export function useBranches() {
  const query = useQuery({
    key: ['branches'],
    query: async ({ signal }) => (await answer(branchFind({ signal }))).items,
  });
  return { branches: computed(() => query.data.value ?? []) };
}
