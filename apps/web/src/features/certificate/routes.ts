import { Medal } from '@element-plus/icons-vue';
import type { RouteRecordRaw } from 'vue-router';
import type { FeatureRoutes } from '../../app/featureRoutes';

const detail = (): RouteRecordRaw => ({
  path: 'certificates/:id',
  component: () => import('./CertificatePage.vue'),
  meta: { title: 'certificate.title' },
});

export const certificateRoutes: FeatureRoutes = {
  e: [
    {
      path: 'certificates',
      component: () => import('./MyCertificatesPage.vue'),
      meta: { title: 'certificate.title', menu: { icon: Medal, order: 60 } },
    },
    detail(),
  ],
  s: [
    {
      path: 'certificates',
      component: () => import('./CertificateQueuePage.vue'),
      meta: { title: 'certificate.queueTitle', menu: { icon: Medal, order: 60, badge: 'certificates' } },
    },
    detail(),
  ],
  public: [
    {
      path: 'verify',
      name: 'verify',
      component: () => import('./VerifyPage.vue'),
      meta: { title: 'verify.title' },
    },
    {
      path: 'verify/:token',
      name: 'verify-result',
      component: () => import('./VerifyResultPage.vue'),
      meta: { title: 'verify.title' },
    },
  ],
};
