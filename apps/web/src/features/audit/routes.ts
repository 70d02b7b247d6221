import { Document } from '@element-plus/icons-vue';
import type { Role } from '@quanheng/domain';
import type { RouteRecordRaw } from 'vue-router';
import type { FeatureRoutes } from '../../app/featureRoutes';

const page = (role: Role): RouteRecordRaw => ({
  path: 'audit',
  component: () => import('./AuditPage.vue'),
  meta: { title: 'audit.title', menu: { icon: Document, order: 86 }, roles: [role], whole: true },
});

/** Each admin's own log: of the enterprise, of the institution, of configuration and security. */
export const auditRoutes: FeatureRoutes = {
  e: [page('ENTERPRISE_ADMIN')],
  s: [page('INSTITUTION_ADMIN')],
  a: [page('PLATFORM_ADMIN')],
};
