import { Files, OfficeBuilding, User, UserFilled } from '@element-plus/icons-vue';
import type { FeatureRoutes } from '../../app/featureRoutes';

export const peopleRoutes: FeatureRoutes = {
  public: [
    {
      path: 'invitation',
      name: 'invitation',
      component: () => import('./AcceptInvitationPage.vue'),
      meta: { title: 'people.accept.title' },
    },
  ],
  e: [
    {
      path: 'members',
      component: () => import('./PeoplePage.vue'),
      meta: { title: 'people.members.title', under: 'organisation', roles: ['ENTERPRISE_ADMIN'] },
    },
  ],
  s: [
    {
      path: 'staff',
      component: () => import('./PeoplePage.vue'),
      meta: { title: 'people.staff.title', menu: { icon: User, order: 82 }, roles: ['INSTITUTION_ADMIN'] },
    },
    {
      path: 'departments',
      component: () => import('./PlacesPage.vue'),
      meta: { title: 'people.places.title', menu: { icon: Files, order: 84 }, roles: ['INSTITUTION_ADMIN'] },
    },
  ],
  a: [
    {
      path: 'institutions',
      component: () => import('./InstitutionListPage.vue'),
      meta: { title: 'people.institutions.title', menu: { icon: OfficeBuilding, order: 30 } },
    },
    {
      path: 'institutions/:id',
      component: () => import('./InstitutionDetailPage.vue'),
      meta: { title: 'people.institutions.title' },
    },
    {
      path: 'accounts',
      component: () => import('./AccountListPage.vue'),
      meta: { title: 'people.accounts.title', menu: { icon: UserFilled, order: 35 } },
    },
  ],
};
