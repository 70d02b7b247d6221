import { Checked, DocumentChecked, Odometer } from '@element-plus/icons-vue';
import type { FeatureRoutes } from '../../app/featureRoutes';

const DESK = ['COUNTER_CLERK', 'VERIFIER'] as const;
const LABORATORY = ['VERIFIER', 'CHECKER', 'SIGNATORY', 'INSTITUTION_ADMIN'] as const;
const TASKS = [...LABORATORY, 'SCHEDULER'] as const;

export const verificationRoutes: FeatureRoutes = {
  public: [
    {
      path: 'photo',
      component: () => import('./photos/PhotoPage.vue'),
      meta: { title: 'photo.phone.title', bare: true },
    },
  ],
  e: [
    {
      path: 'receipts/:id',
      component: () => import('./ReceiptPage.vue'),
      meta: { title: 'verification.receipt.title', under: 'appointments' },
    },
  ],
  s: [
    {
      path: 'counter',
      component: () => import('./CounterPage.vue'),
      meta: {
        title: 'verification.counter.title',
        menu: { icon: Checked, order: 52, badge: 'arrivals' },
        roles: DESK,
      },
    },
    {
      path: 'receipts',
      component: () => import('./ReceiptListPage.vue'),
      meta: { title: 'verification.receipt.title', under: 'counter' },
    },
    {
      path: 'receipts/:id',
      component: () => import('./ReceiptPage.vue'),
      meta: { title: 'verification.receipt.title', under: 'counter' },
    },
    {
      path: 'tasks',
      component: () => import('./TaskListPage.vue'),
      meta: {
        title: 'verification.task.title',
        menu: { icon: DocumentChecked, order: 55, badge: 'tasks' },
        roles: TASKS,
      },
    },
    {
      path: 'tasks/batch',
      component: () => import('./BatchRecordPage.vue'),
      meta: { title: 'verification.batch.title', roles: ['VERIFIER'] },
    },
    {
      path: 'tasks/on-site',
      component: () => import('./on-site/OnSitePage.vue'),
      meta: { title: 'onSite.title', roles: ['VERIFIER'] },
    },
    {
      path: 'tasks/on-site/:id',
      component: () => import('./on-site/OnSiteRecordPage.vue'),
      meta: { title: 'onSite.record', roles: ['VERIFIER'] },
    },
    {
      path: 'tasks/:id',
      component: () => import('./TaskPage.vue'),
      meta: { title: 'verification.task.title', roles: TASKS },
    },
    {
      path: 'standards',
      component: () => import('./StandardListPage.vue'),
      meta: {
        title: 'basis.standard.title',
        menu: { icon: Odometer, order: 75 },
        roles: LABORATORY,
      },
    },
  ],
};
