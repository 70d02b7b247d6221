import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router';
import { loginRoute } from '../features/account/loginRoute';
import { caseAddress } from './caseAddress';
import { loadAllMessages } from './i18n';
import { useSession } from './session';
import { homeOf, type Workspace } from './workspaces';

const WORKSPACES: readonly Workspace[] = ['e', 's', 'a'];

const workspace = (letter: Workspace): RouteRecordRaw => ({
  path: `/${letter}`,
  name: letter,
  component: () => import('./layout/WorkspaceLayout.vue'),
  meta: { workspace: letter },
  children: [{ path: '', component: () => import('./layout/WorkspaceStart.vue') }],
});

export const router = createRouter({
  history: createWebHistory(),
  scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? undefined : { top: 0 }),
  routes: [
    ...WORKSPACES.map(workspace),
    {
      path: '/',
      name: 'public',
      component: () => import('./layout/PublicLayout.vue'),
      children: [
        loginRoute,
        {
          // Of a later version of an appointment form the address says which.
          path: 'q/:form(\\d+)?/:code',
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

let adding: Promise<void> | undefined;

/** The features' routes come with the first page that isn't the log-in page (performance.md, P6). */
async function addFeatureRoutes(): Promise<void> {
  const { features } = await import('./features');
  for (const feature of features) {
    for (const letter of WORKSPACES) feature[letter]?.forEach((route) => router.addRoute(letter, route));
    feature.public?.forEach((route) => router.addRoute('public', route));
  }
}

router.beforeEach(async (to) => {
  if (!adding && !to.meta.startMessagesOnly) {
    await (adding = addFeatureRoutes());
    // As text: an object with a path would lose the query.
    return to.fullPath;
  }
  const session = useSession();
  await session.restore();
  if (!to.meta.startMessagesOnly) await loadAllMessages();
  if ((to.meta.workspace || to.meta.signedIn) && !session.account) {
    return { name: 'login', query: to.fullPath === '/' ? {} : { to: to.fullPath } };
  }
  if (to.name === 'case') return caseAddress(to.path, session.workspaces) ?? true;
  return to.name === 'login' && session.account ? homeOf(session.account) : true;
});
