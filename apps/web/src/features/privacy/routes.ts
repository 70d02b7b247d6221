import type { RouteRecordRaw } from 'vue-router';
import type { FeatureRoutes } from '../../app/featureRoutes';

/** Reached from the account's menu. */
const page = (): RouteRecordRaw => ({
  path: 'privacy',
  component: () => import('./PrivacyPage.vue'),
  meta: { title: 'privacy.title' },
});

const ofRegistrant = (): RouteRecordRaw => ({
  ...page(),
  path: 'registration/privacy',
  meta: { title: 'privacy.title', roles: ['REGISTRANT'] },
});

export const privacyRoutes: FeatureRoutes = {
  public: [ofRegistrant()],
  e: [page()],
  s: [page()],
  a: [page()],
};
