import { accountRoutes } from '../features/account/routes';
import { appointmentRoutes } from '../features/appointment/routes';
import { guideRoutes } from '../features/guide/routes';
import { homeRoutes } from '../features/home/routes';
import { institutionRoutes } from '../features/institution/routes';
import { peopleRoutes } from '../features/people/routes';
import { platformRoutes } from '../features/platform/routes';
import { privacyRoutes } from '../features/privacy/routes';
import { auditRoutes } from '../features/audit/routes';
import { certificateRoutes } from '../features/certificate/routes';
import { instrumentRoutes } from '../features/instrument/routes';
import { filingRoutes } from '../features/filing/routes';
import { stockTakeRoutes } from '../features/stock-take/routes';
import { notificationRoutes } from '../features/notification/routes';
import { statisticsRoutes } from '../features/statistics/routes';
import { profileChangeRoutes } from '../features/profile-change/routes';
import { verificationRoutes } from '../features/verification/routes';
import { walkInRoutes } from '../features/walk-in/routes';
import type { FeatureRoutes } from './featureRoutes';

/** One line a feature; the menu follows from `meta.menu` of these routes. */
export const features: FeatureRoutes[] = [
  homeRoutes,
  guideRoutes,
  institutionRoutes,
  peopleRoutes,
  platformRoutes,
  accountRoutes,
  auditRoutes,
  privacyRoutes,
  certificateRoutes,
  instrumentRoutes,
  stockTakeRoutes,
  notificationRoutes,
  statisticsRoutes,
  profileChangeRoutes,
  verificationRoutes,
  walkInRoutes,
  filingRoutes,
  appointmentRoutes,
];
