import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AppointmentEntity, systemContext } from '@quanheng/database';
import {
  appointmentWorkflow,
  ENTERPRISE_ROLES,
  ENTERPRISE_WRITERS,
  INSTITUTION_ROLES,
  ROLES,
  statuses,
  type AppointmentAction,
  type AppointmentStatus,
  type Role,
} from '@quanheng/domain';
import { startApi, type ApiUnderTest, type SignedIn } from '../testing/api-under-test.js';
import { arrangeAppointment } from '../testing/bookings.js';
import {
  arrangeCatalogue,
  arrangeEnterprise,
  arrangeInstitution,
  type ArrangedInstitution,
} from '../testing/scenario.js';

// Real: HTTP, guards, PostgreSQL. Every action on every status by every role: what the table of `domain.md` allows and
// nothing else. Receiving and completing go through the counter's routes; time's own moves have none.
const BODIES: Partial<Record<AppointmentAction, object>> = {
  confirm: {},
  return: { reason: '演示原因' },
  propose: { date: '2026-12-01', halfDay: 'AM' },
  reschedule: { date: '2026-12-01', halfDay: 'AM' },
  accept: {},
  decline: {},
  cancel: {},
};
const ACTIONS = Object.keys(BODIES) as AppointmentAction[];
const PEOPLE = ROLES.filter((role) => role !== 'SYSTEM' && role !== 'REGISTRANT');

let api: ApiUnderTest;
let institute: ArrangedInstitution;
let enterpriseId: string;
const signedIn = new Map<Role, SignedIn>();

beforeAll(async () => {
  api = await startApi();
  await arrangeCatalogue(api.test);
  institute = await arrangeInstitution(api.test, { capacity: 5000 });
  enterpriseId = await arrangeEnterprise(api.test, institute.id);
  for (const role of PEOPLE) {
    const tenant = isOf(role, ENTERPRISE_ROLES)
      ? { enterpriseId }
      : isOf(role, INSTITUTION_ROLES)
        ? { institutionId: institute.id }
        : {};
    signedIn.set(role, await api.signIn({ roles: [role], ...tenant }));
  }
});
afterAll(() => api.close());

const isOf = (role: Role, roles: readonly Role[]) => roles.includes(role);
const statusOf = async (id: string) =>
  (
    await api.test.database.read(systemContext(), (tx) =>
      tx.manager.findOneByOrFail(AppointmentEntity, { id }),
    )
  ).status;

/** Whoever has a side in the case is answered by the table, the rest by the door. */
function expected(status: AppointmentStatus, action: AppointmentAction, role: Role): number {
  if (!isOf(role, [...ENTERPRISE_WRITERS, ...INSTITUTION_ROLES])) return 403;
  const move = appointmentWorkflow.moves[status][action];
  if (!move) return 409;
  return isOf(role, move.by) ? 200 : 403;
}

describe.each(statuses(appointmentWorkflow))('an appointment that is %s', (status) => {
  it('does for each role what the table says and nothing else', async () => {
    const refusedOn = await arrangeAppointment(api, institute, enterpriseId, status);
    for (const role of PEOPLE) {
      for (const action of ACTIONS) {
        const want = expected(status, action, role);
        // A proposal is answered by the side that did not make it.
        const proposedBy = isOf(role, ENTERPRISE_ROLES) ? 'INSTITUTION' : 'ENTERPRISE';
        const more = status === 'RESCHEDULE_PROPOSED' ? ({ proposedBy } as const) : {};
        const row =
          want === 200 ? await arrangeAppointment(api, institute, enterpriseId, status, more) : refusedOn;
        const answer = await signedIn
          .get(role)!
          .post(`/appointments/${row.id}/${action}`, BODIES[action], { version: row.version });
        expect([role, action, answer.status]).toEqual([role, action, want]);
        if (want === 200) expect(await statusOf(row.id)).toBe(appointmentWorkflow.moves[status][action]?.to);
      }
    }
    expect(await statusOf(refusedOn.id)).toBe(status);
  });
});

it('has no route for what only time or the counter does', async () => {
  const row = await arrangeAppointment(api, institute, enterpriseId, 'CONFIRMED');
  for (const action of ['expire', 'noShow', 'no-show', 'receive', 'receivePart', 'complete'])
    expect((await signedIn.get('SCHEDULER')!.post(`/appointments/${row.id}/${action}`)).status).toBe(404);
});

it.each(['accept', 'decline'] as const)('%s is the other side’s, whatever the role', async (action) => {
  const own = [
    ['ENTERPRISE_CLERK', 'ENTERPRISE'],
    ['SCHEDULER', 'INSTITUTION'],
  ] as const;
  for (const [role, proposedBy] of own) {
    const row = await arrangeAppointment(api, institute, enterpriseId, 'RESCHEDULE_PROPOSED', { proposedBy });
    const answer = await signedIn.get(role)!.post(`/appointments/${row.id}/${action}`, {}, { version: 1 });
    expect([answer.status, answer.body.code]).toEqual([409, 'appointment.other-side-decides']);
  }
});
