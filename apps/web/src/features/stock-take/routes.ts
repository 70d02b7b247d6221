import type { FeatureRoutes } from '../../app/featureRoutes';

export const stockTakeRoutes: FeatureRoutes = {
  e: [
    {
      path: 'stock-takes',
      component: () => import('./StockTakeListPage.vue'),
      meta: { title: 'stockTake.title', under: 'instruments' },
    },
    {
      path: 'stock-takes/:id',
      component: () => import('./StockTakePage.vue'),
      meta: { title: 'stockTake.title', under: 'instruments' },
    },
  ],
};
