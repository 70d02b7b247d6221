import type { RouteRecordRaw } from 'vue-router';
import type { FeatureRoutes } from '../../app/featureRoutes';

/** Reached from the account's menu. */
const page = (): RouteRecordRaw => ({
  path: 'privacy',
  component: () => import('./PrivacyPage.vue'),
  meta: { title: 'privacy.title' },
});

export const privacyRoutes: FeatureRoutes = { e: [page()], s: [page()], a: [page()] };
