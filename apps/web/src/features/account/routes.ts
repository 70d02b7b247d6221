import type { FeatureRoutes } from '../../app/featureRoutes';

export const accountRoutes: FeatureRoutes = {
  public: [
    {
      path: '',
      name: 'login',
      component: () => import('./LoginPage.vue'),
      meta: { title: 'account.signIn.title', startMessagesOnly: true },
    },
  ],
};
