import { ENTERPRISE_WRITERS } from '../account/roles.js';
import { defineWorkflow, type ActionOf, type StatusOf } from '../platform/workflow.js';

const clerk = ENTERPRISE_WRITERS;
const scheduler = ['SCHEDULER'] as const;
const either = [...clerk, ...scheduler] as const;
const desk = ['COUNTER_CLERK', 'VERIFIER'] as const;
const system = ['SYSTEM'] as const;
const cancel = { to: 'CANCELLED', by: either } as const;
const receivePart = { to: 'PARTIALLY_RECEIVED', by: desk } as const;
const receive = { to: 'RECEIVED', by: desk } as const;
const complete = { to: 'COMPLETED', by: [...desk, ...system] } as const;

/**
 * Appointment (`domain.md`, States and section 6). A proposal is answered by the side that did not make it,
 * which the table can't say: the service checks it.
 */
export const appointmentWorkflow = defineWorkflow({
  name: 'appointment',
  initial: 'PENDING',
  moves: {
    PENDING: {
      confirm: { to: 'CONFIRMED', by: scheduler },
      return: { to: 'RETURNED', by: scheduler },
      propose: { to: 'RESCHEDULE_PROPOSED', by: scheduler },
      cancel: { to: 'CANCELLED', by: clerk },
      expire: { to: 'EXPIRED', by: system },
    },
    RESCHEDULE_PROPOSED: {
      accept: { to: 'CONFIRMED', by: either },
      decline: { to: 'CANCELLED', by: either },
      expire: { to: 'EXPIRED', by: system },
    },
    CONFIRMED: {
      reschedule: { to: 'RESCHEDULE_PROPOSED', by: either },
      cancel,
      noShow: { to: 'NO_SHOW', by: system },
      receivePart,
      receive,
      complete,
    },
    PARTIALLY_RECEIVED: { receivePart, receive, complete },
    RECEIVED: { complete },
    RETURNED: {},
    CANCELLED: {},
    EXPIRED: {},
    NO_SHOW: {},
    COMPLETED: {},
  },
});

export type AppointmentStatus = StatusOf<typeof appointmentWorkflow>;
export type AppointmentAction = ActionOf<typeof appointmentWorkflow>;

/** While the appointment is in one of these, its items hold their instruments. */
export const OPEN_APPOINTMENT_STATUSES: readonly AppointmentStatus[] = [
  'PENDING',
  'RESCHEDULE_PROPOSED',
  'CONFIRMED',
  'PARTIALLY_RECEIVED',
  'RECEIVED',
];

/** Appointment item: MISSING, REFUSED, UNABLE and DONE free the instrument. */
export const appointmentItemWorkflow = defineWorkflow({
  name: 'appointment-item',
  initial: 'EXPECTED',
  moves: {
    EXPECTED: {
      receive: { to: 'RECEIVED', by: desk },
      miss: { to: 'MISSING', by: desk },
      refuse: { to: 'REFUSED', by: desk },
    },
    RECEIVED: { finish: { to: 'DONE', by: system }, unable: { to: 'UNABLE', by: system } },
    MISSING: {},
    REFUSED: {},
    DONE: {},
    UNABLE: {},
  },
});

export type AppointmentItemStatus = StatusOf<typeof appointmentItemWorkflow>;
export type AppointmentItemAction = ActionOf<typeof appointmentItemWorkflow>;

export const OPEN_APPOINTMENT_ITEM_STATUSES: readonly AppointmentItemStatus[] = ['EXPECTED', 'RECEIVED'];

export const HALF_DAYS = ['AM', 'PM'] as const;
export type HalfDay = (typeof HALF_DAYS)[number];
