import { HomeFilled } from '@element-plus/icons-vue';
import type { FeatureRoutes } from '../../app/featureRoutes';

const menu = { icon: HomeFilled, order: 10 };

export const homeRoutes: FeatureRoutes = {
  e: [{ path: 'home', component: () => import('./EnterpriseHome.vue'), meta: { title: 'home.title', menu } }],
  s: [{ path: 'home', component: () => import('./InstitutionHome.vue'), meta: { title: 'home.desk', menu } }],
};
