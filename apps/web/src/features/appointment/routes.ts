import { Calendar } from '@element-plus/icons-vue';
import type { FeatureRoutes } from '../../app/featureRoutes';

const WRITERS = ['ENTERPRISE_ADMIN', 'ENTERPRISE_CLERK'] as const;

export const appointmentRoutes: FeatureRoutes = {
  e: [
    {
      path: 'appointments',
      name: 'appointments',
      component: () => import('./AppointmentListPage.vue'),
      meta: { title: 'appointment.title', menu: { icon: Calendar, order: 50, badge: 'appointments' } },
    },
    {
      path: 'appointments/new',
      name: 'appointment-new',
      component: () => import('./NewAppointmentPage.vue'),
      meta: { title: 'appointment.new.title', roles: WRITERS },
    },
    {
      path: 'appointments/:id',
      name: 'appointment',
      component: () => import('./AppointmentDetailPage.vue'),
      meta: { title: 'appointment.detail' },
    },
  ],
  s: [
    {
      path: 'appointments',
      name: 'appointment-queue',
      component: () => import('./AppointmentListPage.vue'),
      meta: { title: 'appointment.queueTitle', menu: { icon: Calendar, order: 50, badge: 'appointments' } },
    },
    {
      path: 'appointments/trips',
      name: 'trips',
      component: () => import('./TripsPage.vue'),
      meta: { title: 'appointment.trips.title' },
    },
    {
      path: 'appointments/calendar',
      name: 'booking-calendar',
      component: () => import('./BookingCalendarPage.vue'),
      meta: { title: 'appointment.calendar.title' },
    },
    {
      path: 'appointments/:id',
      name: 'appointment-schedule',
      component: () => import('./AppointmentDetailPage.vue'),
      meta: { title: 'appointment.detail' },
    },
  ],
};
