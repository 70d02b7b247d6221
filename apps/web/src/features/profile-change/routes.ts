import { EditPen } from '@element-plus/icons-vue';
import type { FeatureRoutes } from '../../app/featureRoutes';

export const profileChangeRoutes: FeatureRoutes = {
  public: [
    {
      path: 'profile-change',
      name: 'profile-change',
      component: () => import('./ProfileChangePage.vue'),
      meta: { title: 'profileChange.title' },
    },
  ],
  s: [
    {
      path: 'org-changes',
      name: 'profile-changes',
      component: () => import('./ChangeListPage.vue'),
      meta: {
        title: 'profileChange.list.title',
        menu: { icon: EditPen, order: 25, badge: 'profileChanges' },
        roles: ['REVIEWER'],
      },
    },
    {
      path: 'org-changes/:id',
      name: 'profile-change-review',
      component: () => import('./ChangeReviewPage.vue'),
      meta: { title: 'profileChange.list.title', roles: ['REVIEWER'] },
    },
  ],
};
