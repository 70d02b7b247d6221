import type { FeatureRoutes } from '../../app/featureRoutes';

export const guideRoutes: FeatureRoutes = {
  public: [
    {
      path: 'guide',
      name: 'guide',
      component: () => import('./GuidePage.vue'),
      meta: { title: 'guide.title' },
    },
  ],
};
