import type {
  AppointmentItemStatus,
  AppointmentStatus,
  CertificateStatus,
  Conclusion,
  FilingApplicationStatus,
  FilingItemStatus,
  ImportStatus,
  Lifecycle,
  LongJobStatus,
  ProfileChangeStatus,
  RegistrationStatus,
  Role,
  StockTakeStatus,
  TaskStatus,
  ValidityStatus,
} from '@quanheng/domain';

/** The same five meanings on every page (ux.md section 3). */
export type Tone = 'grey' | 'blue' | 'amber' | 'green' | 'red';

/** Fixed, or "somebody has to act": amber for those roles, blue for everybody else. */
type Meaning = Exclude<Tone, 'blue' | 'amber'> | 'system' | { waitsFor: readonly Role[] };

const waitsFor = (...roles: Role[]): Meaning => ({ waitsFor: roles });
const ENTERPRISE = waitsFor('ENTERPRISE_ADMIN', 'ENTERPRISE_CLERK');
const REGISTRANT = waitsFor('REGISTRANT');
const REVIEWER = waitsFor('REVIEWER');
const SCHEDULER = waitsFor('SCHEDULER');
const DESK = waitsFor('COUNTER_CLERK');
const VERIFIER = waitsFor('VERIFIER');

/** What a status means, one table for all objects of domain.md "States". */
export const STATUS_MEANING = {
  referenceTable: {
    READING: 'system',
    DRAFT: waitsFor('PLATFORM_ADMIN'),
    FAILED: 'red',
    PUBLISHED: 'green',
    DISCARDED: 'grey',
  },
  registration: {
    DRAFT: 'grey',
    SUBMITTED: REVIEWER,
    RETURNED: REGISTRANT,
    APPROVED: 'green',
    REJECTED: 'red',
  } satisfies Record<RegistrationStatus, Meaning>,
  account: { ACTIVE: 'green', LOCKED: 'red', DISABLED: 'grey' },
  invitation: { PENDING: { waitsFor: [] }, EXPIRED: 'red', ACCEPTED: 'green', WITHDRAWN: 'grey' },
  profileChange: {
    DRAFT: 'grey',
    SUBMITTED: REVIEWER,
    RETURNED: REGISTRANT,
    APPROVED: 'green',
    REJECTED: 'red',
    WITHDRAWN: 'grey',
  } satisfies Record<ProfileChangeStatus, Meaning>,
  stockTake: { OPEN: ENTERPRISE, CLOSED: 'grey' } satisfies Record<StockTakeStatus, Meaning>,
  lifecycle: {
    ACTIVE: 'green',
    OUT_OF_SERVICE: 'grey',
    SEALED: 'grey',
    SCRAPPED: 'grey',
  } satisfies Record<Lifecycle, Meaning>,
  validity: {
    UNVERIFIED: 'grey',
    VALID: 'green',
    DUE_SOON: ENTERPRISE,
    OVERDUE: 'red',
    FAILED: 'red',
  } satisfies Record<ValidityStatus, Meaning>,
  filingItem: {
    NONE: 'grey',
    DRAFT: 'grey',
    SUBMITTED: REVIEWER,
    RETURNED: ENTERPRISE,
    APPROVED: 'green',
    REJECTED: 'red',
    WITHDRAWN: 'grey',
    LAPSED: 'red',
    SUPERSEDED: 'grey',
  } satisfies Record<FilingItemStatus | 'NONE', Meaning>,
  filing: {
    DRAFT: 'grey',
    IN_REVIEW: REVIEWER,
    NEEDS_CORRECTION: ENTERPRISE,
    APPROVED: 'green',
    PARTLY_APPROVED: 'green',
    REJECTED: 'red',
    WITHDRAWN: 'grey',
  } satisfies Record<FilingApplicationStatus, Meaning>,
  appointment: {
    PENDING: SCHEDULER,
    CONFIRMED: 'green',
    RESCHEDULE_PROPOSED: waitsFor('ENTERPRISE_ADMIN', 'ENTERPRISE_CLERK', 'SCHEDULER'),
    RETURNED: 'red',
    CANCELLED: 'grey',
    EXPIRED: 'red',
    NO_SHOW: 'red',
    PARTIALLY_RECEIVED: DESK,
    RECEIVED: 'system',
    COMPLETED: 'green',
  } satisfies Record<AppointmentStatus, Meaning>,
  appointmentItem: {
    EXPECTED: DESK,
    RECEIVED: 'system',
    MISSING: 'red',
    REFUSED: 'red',
    DONE: 'green',
    UNABLE: 'red',
  } satisfies Record<AppointmentItemStatus, Meaning>,
  task: {
    WAITING: VERIFIER,
    IN_PROGRESS: VERIFIER,
    TO_CHECK: waitsFor('CHECKER'),
    DONE: 'green',
    PAUSED: 'grey',
    UNABLE: 'red',
  } satisfies Record<TaskStatus, Meaning>,
  certificate: {
    DRAFT: waitsFor('SIGNATORY'),
    ISSUED: 'green',
    SUPERSEDED: 'grey',
    REVOKED: 'red',
    EXPIRED: 'red',
  } satisfies Record<CertificateStatus | 'EXPIRED', Meaning>,
  import: {
    UPLOADED: 'system',
    PARSING: 'system',
    MAPPING: ENTERPRISE,
    VALIDATING: 'system',
    READY: ENTERPRISE,
    COMMITTING: 'system',
    COMPLETED: 'green',
    FAILED: 'red',
    CANCELLED: 'grey',
    UNDONE: 'grey',
    EXPIRED: 'grey',
  } satisfies Record<ImportStatus, Meaning>,
  longJob: {
    QUEUED: 'system',
    RUNNING: 'system',
    DONE: 'green',
    FAILED: 'red',
    CANCELLED: 'grey',
  } satisfies Record<LongJobStatus, Meaning>,
  walkInStep: {
    TO_FILE: DESK,
    IN_REVIEW: REVIEWER,
    TO_CORRECT: ENTERPRISE,
    TO_BOOK: DESK,
    TO_CONFIRM: SCHEDULER,
    TO_RECEIVE: DESK,
    IN_HOUSE: 'green',
    BLOCKED: 'grey',
  },
  conclusion: { PASS: 'green', FAIL: 'red' } satisfies Record<Conclusion, Meaning>,
} as const satisfies Record<string, Record<string, Meaning>>;

export type StatusObject = keyof typeof STATUS_MEANING;

export function toneOf(object: StatusObject, status: string, roles: readonly Role[]): Tone {
  const meaning = (STATUS_MEANING[object] as Record<string, Meaning>)[status] ?? 'grey';
  if (meaning === 'system') return 'blue';
  if (typeof meaning === 'string') return meaning;
  return meaning.waitsFor.some((role) => roles.includes(role)) ? 'amber' : 'blue';
}
