import type { FeatureRoutes } from '../../app/featureRoutes';

export const certificateRoutes: FeatureRoutes = {
  public: [
    {
      path: 'verify',
      name: 'verify',
      component: () => import('./VerifyPage.vue'),
      meta: { title: 'verify.title' },
    },
    {
      path: 'verify/:token',
      name: 'verify-result',
      component: () => import('./VerifyResultPage.vue'),
      meta: { title: 'verify.title' },
    },
  ],
};
