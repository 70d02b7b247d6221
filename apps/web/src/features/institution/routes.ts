import { Histogram, OfficeBuilding } from '@element-plus/icons-vue';
import type { FeatureRoutes } from '../../app/featureRoutes';

export const institutionRoutes: FeatureRoutes = {
  e: [
    {
      path: 'organisation',
      component: () => import('./OrganisationPage.vue'),
      meta: { title: 'institution.organisation.title', menu: { icon: OfficeBuilding, order: 80 } },
    },
  ],
  s: [
    {
      path: 'capacity',
      component: () => import('./CapacityPage.vue'),
      meta: { title: 'institution.plan.title', menu: { icon: Histogram, order: 75 } },
    },
    {
      path: 'institution',
      component: () => import('./InstitutionPage.vue'),
      meta: { title: 'institution.title', menu: { icon: OfficeBuilding, order: 80 } },
    },
  ],
};
