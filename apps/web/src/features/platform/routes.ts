import { Calendar, Collection, HomeFilled, Location, Operation } from '@element-plus/icons-vue';
import type { FeatureRoutes } from '../../app/featureRoutes';

export const platformRoutes: FeatureRoutes = {
  a: [
    {
      path: 'home',
      component: () => import('./PlatformHome.vue'),
      meta: { title: 'platform.title', menu: { icon: HomeFilled, order: 10 } },
    },
    {
      path: 'catalogue',
      component: () => import('./CataloguePage.vue'),
      meta: { title: 'platform.catalogue.title', menu: { icon: Collection, order: 20 } },
    },
    {
      path: 'regions',
      component: () => import('./RegionPage.vue'),
      meta: { title: 'platform.regions.title', menu: { icon: Location, order: 30 } },
    },
    {
      path: 'reference-tables/:id',
      component: () => import('./ReferenceTablePage.vue'),
      meta: { title: 'referenceTable.title' },
    },
    {
      path: 'calendar',
      component: () => import('./CalendarPage.vue'),
      meta: { title: 'platform.calendar.title', menu: { icon: Calendar, order: 40 } },
    },
    {
      path: 'settings',
      component: () => import('./SettingsPage.vue'),
      meta: { title: 'settings.title', menu: { icon: Operation, order: 70 } },
    },
  ],
};
