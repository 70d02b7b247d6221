import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type AppointmentEntity, LongJobEntity, systemContext } from '@quanheng/database';
import { uuidv7 } from 'uuidv7';
import { startApi, type ApiUnderTest, type SignedIn } from '../testing/api-under-test.js';
import { arrangeAppointment } from '../testing/bookings.js';
import {
  arrangeCatalogue,
  arrangeEnterprise,
  arrangeInstitution,
  type ArrangedInstitution,
} from '../testing/scenario.js';

// Real: HTTP, guards, PostgreSQL. Today is Monday 2026-11-23; the arranged appointments are on Thursday.
let api: ApiUnderTest;
let institute: ArrangedInstitution;
let enterpriseId: string;
let scheduler: SignedIn;
let clerk: SignedIn;
let verifier: SignedIn;

beforeAll(async () => {
  api = await startApi();
  await arrangeCatalogue(api.test);
  institute = await arrangeInstitution(api.test);
  enterpriseId = await arrangeEnterprise(api.test, institute.id);
  const institutionId = institute.id;
  scheduler = await api.signIn({ roles: ['SCHEDULER'], institutionId });
  verifier = await api.signIn({ roles: ['VERIFIER'], institutionId, name: '演示检定员' });
  clerk = await api.signIn({ roles: ['ENTERPRISE_VIEWER'], enterpriseId });
});
afterAll(() => api.close());

const onSite = (status: 'PENDING' | 'CONFIRMED', more: Partial<AppointmentEntity> = {}) =>
  arrangeAppointment(api, institute, enterpriseId, status, {
    mode: 'ON_SITE',
    address: '演示路 9 号',
    regionCode: '441202',
    ...more,
  });

describe('journeys', () => {
  it('put one day and district together, and name the verifier of all of them at once', async () => {
    const first = await onSite('PENDING');
    const second = await onSite('PENDING', { halfDay: 'PM' });
    const other = await onSite('PENDING', { regionCode: '441200' });
    const trips = async () => (await scheduler.get('/appointments/trips?from=2026-11-26&days=1')).body.items;
    const found = await trips();
    expect(found).toHaveLength(2);
    expect(found[1]).toMatchObject({
      date: '2026-11-26',
      regionName: '端州区',
      departmentName: '热工室',
      verifierId: null,
      instruments: 2,
    });
    expect(found[1].appointments.map((row: { id: string }) => row.id)).toEqual([first.id, second.id]);

    const body = {
      verifierId: verifier.accountId,
      items: [
        { id: first.id, version: 1 },
        { id: second.id, version: 7 },
        { id: uuidv7(), version: 1 },
      ],
    };
    const { results } = (await scheduler.post('/appointments/confirmations', body)).body;
    const codeOf = (id: string) => results.find((one: { id: string }) => one.id === id)?.code;
    expect([codeOf(first.id), codeOf(second.id)]).toEqual([null, 'record.stale']);
    expect(codeOf(body.items[2]!.id)).toBe('record.not-found');
    expect((await scheduler.get(`/appointments/${first.id}`)).body).toMatchObject({
      status: 'CONFIRMED',
      verifierName: '演示检定员',
    });
    const rest = { ...body, items: [{ id: second.id, version: 1 }] };
    await scheduler.post('/appointments/confirmations', rest);
    expect((await trips())[1]).toMatchObject({ verifierId: verifier.accountId, verifierName: '演示检定员' });
    const mine = await verifier.get(`/appointments/trips?from=2026-11-26&verifierId=${verifier.accountId}`);
    expect(mine.body.items).toHaveLength(1);
    const untouched = await scheduler.get(`/appointments/${other.id}`);
    expect(untouched.body.status).toBe('PENDING');
  });

  it('leave out who goes where the instruments are brought in, and ask for it on site', async () => {
    const brought = await arrangeAppointment(api, institute, enterpriseId, 'PENDING');
    const visited = await onSite('PENDING', { date: '2026-12-02' });
    const items = [brought, visited].map(({ id }) => ({ id, version: 1 }));
    const { results } = (await scheduler.post('/appointments/confirmations', { items })).body;
    const codes = new Map(results.map((one: { id: string; code: string | null }) => [one.id, one.code]));
    expect(codes.get(brought.id)).toBeNull();
    expect(codes.get(visited.id)).toBe('appointment.verifier-required');
  });

  it('show the contact’s number only in part, as everywhere; the whole one is asked for with a reason', async () => {
    const { id } = await onSite('PENDING', { date: '2026-12-01', contactPhone: '13800001234' });
    const { items } = (await scheduler.get('/appointments/trips?from=2026-12-01&days=1')).body;
    expect(items[0].appointments.map((row: { contactPhone: string }) => row.contactPhone)).toEqual([
      '138****1234',
    ]);
    const asked = await scheduler.post(`/appointments/${id}/unmask`, { reason: '路线变更，需电话告知' });
    expect(asked.body).toEqual({ contactPhone: '13800001234' });
  });

  it('are the institution’s own, and its scheduler’s to confirm', async () => {
    const foreign = await api.signIn({
      roles: ['SCHEDULER'],
      institutionId: (await arrangeInstitution(api.test)).id,
    });
    expect((await foreign.get('/appointments/trips?from=2026-11-26')).body.items).toEqual([]);
    expect((await clerk.get('/appointments/trips')).status).toBe(403);
    const body = { verifierId: verifier.accountId, items: [{ id: uuidv7(), version: 1 }] };
    expect((await verifier.post('/appointments/confirmations', body)).status).toBe(403);
  });
});

it('the calendar says what each half-day takes, holds and has confirmed, and why a day is closed', async () => {
  const own = await arrangeInstitution(api.test, { capacity: 20 });
  const boss = await api.signIn({ roles: ['SCHEDULER'], institutionId: own.id });
  await arrangeAppointment(api, own, enterpriseId, 'PENDING');
  await arrangeAppointment(api, own, enterpriseId, 'CONFIRMED');
  await arrangeAppointment(api, own, enterpriseId, 'CANCELLED');
  const range = { from: '2026-11-27', until: '2026-11-27', departmentId: own.gauges, mode: 'BRING_IN' };
  await boss.post(`/institutions/${own.id}/closures`, { ...range, reason: '检修' });
  const { items } = (await boss.get('/appointments/calendar?from=2026-11-26&days=3')).body;
  const at = (date: string, departmentId: string, halfDay = 'AM') =>
    items.find(
      (item: Record<string, string>) =>
        item['date'] === date &&
        item['departmentId'] === departmentId &&
        item['halfDay'] === halfDay &&
        item['mode'] === 'BRING_IN',
    );
  expect(at('2026-11-26', own.gauges)).toMatchObject({ held: 1, confirmed: 1, appointments: 2 });
  expect(at('2026-11-26', own.scales)).toMatchObject({
    capacity: 20,
    held: 0,
    confirmed: 0,
    closedReason: null,
  });
  expect(at('2026-11-27', own.gauges, 'PM')).toMatchObject({ closedReason: 'CLOSED', closedName: '检修' });
  expect(at('2026-11-28', own.scales)).toMatchObject({ closedReason: 'WEEKEND' });
});

describe('printing several forms', () => {
  const ready = async () => {
    const row = await arrangeAppointment(api, institute, enterpriseId, 'CONFIRMED');
    await api.test.database.write(systemContext(), (tx) =>
      tx.query('UPDATE appointment SET form_attachment_id = $2 WHERE id = $1', [row.id, uuidv7()]),
    );
    return row.id;
  };
  const formsOf = async (jobId: string) =>
    (
      (
        await api.test.database.read(systemContext(), (tx) =>
          tx.manager.findOneByOrFail(LongJobEntity, { id: jobId }),
        )
      ).params as { forms: object[] }
    ).forms;

  it('counts every handing out: the first is the original, the next are reprints', async () => {
    const [one, two] = [await ready(), await ready()];
    const first = await clerk.post('/appointments/forms', { appointmentIds: [one] });
    expect(first.status).toBe(202);
    expect(await formsOf(first.body.id)).toEqual([{ appointmentId: one, reprint: 0 }]);
    const again = await scheduler.post('/appointments/forms', { appointmentIds: [two, one] });
    expect(await formsOf(again.body.id)).toEqual([
      { appointmentId: two, reprint: 0 },
      { appointmentId: one, reprint: 1 },
    ]);
    expect((await clerk.get(`/appointments/${one}`)).body.formPrints).toBe(2);
  });

  it('marks a reprint that is asked for as one, though its original was only opened so far', async () => {
    const one = await ready();
    const { body } = await clerk.post('/appointments/forms', { appointmentIds: [one], reprint: true });
    expect(await formsOf(body.id)).toEqual([{ appointmentId: one, reprint: 1 }]);
    const next = await clerk.post('/appointments/forms', { appointmentIds: [one] });
    expect(await formsOf(next.body.id)).toEqual([{ appointmentId: one, reprint: 2 }]);
  });

  it('refuses where no form is ready, and sees no other party’s', async () => {
    const { id } = await arrangeAppointment(api, institute, enterpriseId, 'PENDING');
    const refused = await clerk.post('/appointments/forms', { appointmentIds: [id] });
    expect([refused.status, refused.body.code]).toEqual([409, 'appointment.form-not-ready']);
    const mine = await ready();
    const owner = await arrangeEnterprise(api.test, institute.id);
    const stranger = await api.signIn({ roles: ['ENTERPRISE_ADMIN'], enterpriseId: owner });
    expect((await stranger.post('/appointments/forms', { appointmentIds: [mine] })).status).toBe(409);
    expect((await clerk.get(`/appointments/${mine}`)).body.formPrints).toBe(0);
  });
});
