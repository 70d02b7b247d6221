import { DocumentChecked } from '@element-plus/icons-vue';
import type { FeatureRoutes } from '../../app/featureRoutes';

const WRITERS = ['ENTERPRISE_ADMIN', 'ENTERPRISE_CLERK'] as const;

export const filingRoutes: FeatureRoutes = {
  e: [
    {
      path: 'filings',
      name: 'filings',
      component: () => import('./FilingListPage.vue'),
      meta: { title: 'filing.title', menu: { icon: DocumentChecked, order: 40, badge: 'filings' } },
    },
    {
      path: 'filings/new',
      name: 'filing-new',
      component: () => import('./NewFilingPage.vue'),
      meta: { title: 'filing.new.title', roles: WRITERS },
    },
    {
      path: 'filings/change/:id',
      name: 'filing-change',
      component: () => import('./ChangeRequestPage.vue'),
      meta: { title: 'filing.change.title', roles: WRITERS },
    },
    {
      path: 'filings/:id',
      name: 'filing',
      component: () => import('./FilingDetailPage.vue'),
      meta: { title: 'filing.detail' },
    },
  ],
  s: [
    {
      path: 'filings',
      name: 'filing-queue',
      component: () => import('./FilingListPage.vue'),
      meta: { title: 'filing.queueTitle', menu: { icon: DocumentChecked, order: 40, badge: 'filings' } },
    },
    {
      path: 'filings/:id',
      name: 'filing-review',
      component: () => import('./ReviewFilingPage.vue'),
      meta: { title: 'filing.review.title' },
    },
  ],
};
