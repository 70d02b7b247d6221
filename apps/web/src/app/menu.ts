import { computed } from 'vue';
import { useRouter, type RouteRecordNormalized } from 'vue-router';
import { mayOpen } from './access';
import { useSession } from './session';
import type { Workspace } from './workspaces';

/** The entries of a workspace's menu that this account may open, in their order. */
export function useMenu(workspace: () => Workspace) {
  const router = useRouter();
  const session = useSession();
  return computed(() =>
    router
      .getRoutes()
      .filter(
        (route) => route.meta.menu && route.path.startsWith(`/${workspace()}/`) && mayOpen(route, session),
      )
      .sort((a, b) => orderOf(a) - orderOf(b)),
  );
}

const orderOf = (route: RouteRecordNormalized): number => route.meta.menu?.order ?? 0;
