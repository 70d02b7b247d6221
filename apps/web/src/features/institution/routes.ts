import { OfficeBuilding } from '@element-plus/icons-vue';
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
      path: 'institution',
      component: () => import('./InstitutionPage.vue'),
      meta: { title: 'institution.title', menu: { icon: OfficeBuilding, order: 80 } },
    },
  ],
};
