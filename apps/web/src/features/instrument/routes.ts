import { Files, UploadFilled } from '@element-plus/icons-vue';
import type { FeatureRoutes } from '../../app/featureRoutes';

const writers = ['ENTERPRISE_ADMIN', 'ENTERPRISE_CLERK'] as const;

export const instrumentRoutes: FeatureRoutes = {
  e: [
    {
      path: 'instruments',
      component: () => import('./LedgerPage.vue'),
      meta: { title: 'instrument.title', menu: { icon: Files, order: 20 } },
    },
    {
      path: 'instruments/new',
      component: () => import('./InstrumentFormPage.vue'),
      meta: { title: 'instrument.form.newTitle', roles: writers },
    },
    {
      path: 'instruments/:id',
      component: () => import('./InstrumentDetailPage.vue'),
      meta: { title: 'instrument.title' },
    },
    {
      path: 'instruments/:id/edit',
      component: () => import('./InstrumentFormPage.vue'),
      meta: { title: 'instrument.form.editTitle', roles: writers },
    },
    {
      path: 'imports',
      component: () => import('./ImportsPage.vue'),
      meta: { title: 'imports.title', roles: writers, menu: { icon: UploadFilled, order: 30 } },
    },
    {
      path: 'imports/:id',
      component: () => import('./ImportPage.vue'),
      meta: { title: 'imports.title' },
    },
  ],
};
