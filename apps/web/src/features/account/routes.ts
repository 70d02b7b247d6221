import { Stamp } from '@element-plus/icons-vue';
import type { RouteRecordRaw } from 'vue-router';
import type { FeatureRoutes } from '../../app/featureRoutes';

const own = { signedIn: true } as const;
const security: RouteRecordRaw = {
  path: 'security',
  component: () => import('./security/SecurityPage.vue'),
  meta: { title: 'security.title' },
};
const wechatPage = () => import('./security/WechatReturnPage.vue');

export const accountRoutes: FeatureRoutes = {
  public: [
    {
      // In messages; leads on into the workspace, where there is one.
      path: 'security',
      name: 'security',
      component: () => import('./security/OwnSecurityPage.vue'),
      meta: { ...own, title: 'security.title' },
    },
    {
      path: 'wechat/sign-in',
      component: wechatPage,
      props: { purpose: 'sign-in' },
      meta: { title: 'account.signIn.title' },
    },
    {
      path: 'wechat/binding',
      component: wechatPage,
      props: { purpose: 'binding' },
      meta: { ...own, title: 'security.wechat.title' },
    },
    {
      path: 'forgot-password',
      name: 'forgot-password',
      component: () => import('./ForgotPasswordPage.vue'),
      meta: { title: 'registration.recovery.title' },
    },
    {
      path: 'register',
      name: 'register',
      component: () => import('./RegisterPage.vue'),
      meta: { title: 'registration.register.title' },
    },
    {
      path: 'register/resume',
      name: 'resume-registration',
      component: () => import('./ResumePage.vue'),
      meta: { title: 'registration.resume.title' },
    },
    {
      path: 'track',
      name: 'track',
      component: () => import('./TrackPage.vue'),
      meta: { title: 'registration.track.title' },
    },
    {
      path: 'registration',
      name: 'registration',
      component: () => import('./RegistrationPage.vue'),
      meta: { ...own, title: 'registration.tasks.title' },
    },
    {
      path: 'registration/organisation',
      name: 'registration-organisation',
      component: () => import('./OrganisationPage.vue'),
      meta: { ...own, title: 'registration.organisation.title' },
    },
    {
      path: 'registration/papers/:step(license|identity|pledge)',
      name: 'registration-papers',
      component: () => import('./PapersPage.vue'),
      meta: { ...own, title: 'registration.check.papers' },
    },
    {
      path: 'registration/check',
      name: 'registration-check',
      component: () => import('./CheckAnswersPage.vue'),
      meta: { ...own, title: 'registration.check.title' },
    },
  ],
  e: [security],
  a: [security],
  s: [
    security,
    {
      path: 'registrations',
      name: 'registrations',
      component: () => import('./RegistrationListPage.vue'),
      meta: {
        title: 'registration.list.title',
        menu: { icon: Stamp, order: 20, badge: 'registrations' },
        roles: ['REVIEWER'],
      },
    },
    {
      path: 'registrations/:id',
      name: 'registration-review',
      component: () => import('./ReviewPage.vue'),
      meta: { title: 'registration.list.title', roles: ['REVIEWER'] },
    },
  ],
};
