import { useQuery, useQueryCache } from '@pinia/colada';
import { computed } from 'vue';
import { answer, registrationGet, type RegistrationDto } from '../../app/client';
import { useSession } from '../../app/session';

/** The registration of who is signed in; each page of it reads and changes the same one. */
export function useOwnRegistration() {
  const session = useSession();
  const cache = useQueryCache();
  const id = computed(() => session.account?.registrationId ?? '');
  const query = useQuery({
    key: () => ['own-registration', id.value],
    query: ({ signal }) => answer(registrationGet({ path: { id: id.value }, signal })),
    enabled: () => id.value !== '',
  });
  return {
    id,
    query,
    registration: query.data,
    keep: (next: RegistrationDto) => cache.setQueryData(['own-registration', id.value], next),
    reload: () => cache.invalidateQueries({ key: ['own-registration'] }),
  };
}
