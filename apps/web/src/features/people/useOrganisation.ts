import { useQuery, useQueryCache } from '@pinia/colada';
import { ADMIN_OF, ROLES_OF, type Role } from '@quanheng/domain';
import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import { answer, branchFind, institutionGet, memberFind } from '../../app/client';
import { useSession } from '../../app/session';

/** What people are given by the admin who is signed in: roles, and the branches or departments to choose from. */
export function useOrganisation() {
  const { t } = useI18n();
  const session = useSession();
  const cache = useQueryCache();
  const kind = computed(() =>
    session.account?.enterprise ? 'enterprise' : session.account?.institution ? 'institution' : 'platform',
  );
  const institutionId = computed(() => session.account?.institution?.id ?? '');
  const branches = useQuery({
    key: ['branches'],
    query: async ({ signal }) => (await answer(branchFind({ signal }))).items,
    enabled: () => kind.value === 'enterprise',
  });
  const institution = useQuery({
    key: () => ['institutions', institutionId.value],
    query: ({ signal }) => answer(institutionGet({ path: { id: institutionId.value }, signal })),
    enabled: () => kind.value === 'institution',
  });
  const members = useQuery({
    key: ['people', 'members'],
    query: async ({ signal }) => (await answer(memberFind({ signal }))).items,
    enabled: () => kind.value !== 'platform' && session.hasRole(ADMIN_OF.enterprise, ADMIN_OF.institution),
  });
  return {
    kind,
    members,
    branches: computed(() => branches.data.value ?? []),
    departments: computed(() => institution.data.value?.departments ?? []),
    roles: computed(() => ROLES_OF[kind.value]),
    rolesText: (roles: readonly (Role | string)[]) =>
      roles.map((role) => t(`app.role.${role}`)).join(t('app.comma')),
    reload: async () => {
      await cache.invalidateQueries({ key: ['people'] });
      await cache.invalidateQueries({ key: ['branches'] });
    },
  };
}
