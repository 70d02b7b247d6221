import { Message } from '@element-plus/icons-vue';
import type { RouteRecordRaw } from 'vue-router';
import type { FeatureRoutes } from '../../app/featureRoutes';

/** Every workspace has its inbox; the bell of the top bar leads here. */
const inbox = (): RouteRecordRaw => ({
  path: 'inbox',
  component: () => import('./InboxPage.vue'),
  meta: { title: 'notification.title', menu: { icon: Message, order: 90 } },
});

export const notificationRoutes: FeatureRoutes = { e: [inbox()], s: [inbox()], a: [inbox()] };
