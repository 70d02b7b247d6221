import { Service } from '@element-plus/icons-vue';
import type { FeatureRoutes } from '../../app/featureRoutes';

const DESK = ['COUNTER_CLERK'] as const;

export const walkInRoutes: FeatureRoutes = {
  s: [
    {
      path: 'walk-ins',
      component: () => import('./WalkInsPage.vue'),
      meta: { title: 'walkIn.title', menu: { icon: Service, order: 53 }, roles: DESK },
    },
    {
      path: 'walk-ins/:id',
      component: () => import('./WalkInPage.vue'),
      meta: { title: 'walkIn.title', roles: DESK },
    },
  ],
};
