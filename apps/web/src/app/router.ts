import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router';
import { caseAddress } from './caseAddress';
import { features } from './features';
import { loadAllMessages } from './i18n';
import { useSession } from './session';
import { homeOf, type Workspace } from './workspaces';

const workspace = (letter: Workspace): RouteRecordRaw => ({
  path: `/${letter}`,
  component: () => import('./layout/WorkspaceLayout.vue'),
  meta: { workspace: letter },
  children: [
    { path: '', component: () => import('./layout/WorkspaceStart.vue') },
    ...features.flatMap((feature) => feature[letter] ?? []),
  ],
});

export const router = createRouter({
  history: createWebHistory(),
  scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? undefined : { top: 0 }),
  routes: [
    workspace('e'),
    workspace('s'),
    workspace('a'),
    {
      path: '/',
      component: () => import('./layout/PublicLayout.vue'),
      children: [
        ...features.flatMap((feature) => feature.public ?? []),
        {
          path: 'q/:code',
          name: 'case',
          component: () => import('./layout/NotFoundPage.vue'),
          meta: { title: 'app.error.notFoundTitle', signedIn: true },
        },
        {
          path: ':rest(.*)*',
          component: () => import('./layout/NotFoundPage.vue'),
          meta: { title: 'app.error.notFoundTitle' },
        },
      ],
    },
  ],
});

router.beforeEach(async (to) => {
  const session = useSession();
  await session.restore();
  if (!to.meta.startMessagesOnly) await loadAllMessages();
  if ((to.meta.workspace || to.meta.signedIn) && !session.account) {
    return { name: 'login', query: to.fullPath === '/' ? {} : { to: to.fullPath } };
  }
  if (to.name === 'case') return caseAddress(String(to.params['code']), session.workspaces) ?? true;
  return to.name === 'login' && session.account ? homeOf(session.account) : true;
});
