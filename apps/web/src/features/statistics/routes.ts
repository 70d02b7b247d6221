import { TrendCharts } from '@element-plus/icons-vue';
import type { FeatureRoutes } from '../../app/featureRoutes';

export const statisticsRoutes: FeatureRoutes = {
  s: [
    {
      path: 'reports',
      component: () => import('./ReportsPage.vue'),
      meta: { title: 'reports.title', menu: { icon: TrendCharts, order: 78 } },
    },
  ],
};
