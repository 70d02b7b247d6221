import type { RouteRecordRaw } from 'vue-router';

/** Apart from the other routes: the log-in page downloads nothing that it doesn't show. */
export const loginRoute: RouteRecordRaw = {
  path: '',
  name: 'login',
  component: () => import('./LoginPage.vue'),
  meta: { title: 'account.signIn.title', startMessagesOnly: true },
};
