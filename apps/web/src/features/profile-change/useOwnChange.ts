import { useQuery, useQueryCache } from '@pinia/colada';
import { ref } from 'vue';
import { currentCaseKey, keepCaseKey } from '../../app/caseKey';
import { answer, profileChangeGet, type ProfileChangeDto, type ProfileChangeKeyDto } from '../../app/client';
import { asProblem } from '../../app/problem';

export const caseHeader = () => ({ 'X-Case-Key': currentCaseKey() });

/** The change that this tab holds the key of. */
export function useOwnChange() {
  const cache = useQueryCache();
  const key = ref(currentCaseKey());
  const query = useQuery({
    key: () => ['own-change', key.value],
    query: async ({ signal }) => {
      try {
        return await answer(profileChangeGet({ headers: caseHeader(), signal }));
      } catch (error) {
        if (asProblem(error).status === 401) leave(); // replaced by a later one, or expired
        throw error;
      }
    },
    enabled: () => key.value !== '',
  });
  const keep = (change: ProfileChangeDto) => cache.setQueryData(['own-change', key.value], change);

  function open(opened: ProfileChangeKeyDto): void {
    keepCaseKey(opened.key);
    key.value = opened.key;
    keep(opened.change);
  }
  function leave(): void {
    keepCaseKey(undefined);
    key.value = '';
  }
  return { key, query, change: query.data, keep, open, leave, reload: () => query.refetch() };
}
