import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { NotificationEntity, systemContext } from '@quanheng/database';
import { reofferClosed } from '@quanheng/operations';
import { startApi, type ApiUnderTest, type SignedIn } from '../testing/api-under-test.js';
import {
  arrangeCatalogue,
  arrangeEnterprise,
  arrangeInstitution,
  arrangeInstruments,
  type ArrangedInstitution,
} from '../testing/scenario.js';

// Real: HTTP, guards, PostgreSQL; the worker's part is called as the worker calls it. Today is Monday 2026-11-23.
let api: ApiUnderTest;
let institute: ArrangedInstitution;
let enterpriseId: string;
let clerk: SignedIn;
let scheduler: SignedIn;

beforeAll(async () => {
  api = await startApi();
  await arrangeCatalogue(api.test);
});
beforeEach(async () => {
  institute = await arrangeInstitution(api.test, { capacity: 5 });
  enterpriseId = await arrangeEnterprise(api.test, institute.id);
  clerk = await api.signIn({ roles: ['ENTERPRISE_ADMIN'], enterpriseId });
  scheduler = await api.signIn({ roles: ['SCHEDULER'], institutionId: institute.id });
});
afterAll(() => api.close());

const filed = (count: number, more = {}) =>
  arrangeInstruments(api.test, enterpriseId, count, {
    institutionId: institute.id,
    filedOn: '2026-11-20',
    everFiled: true,
    ...more,
  });
async function book(count: number, more: object = {}) {
  return clerk.post('/appointments', {
    institutionId: institute.id,
    mode: 'BRING_IN',
    date: '2026-11-25',
    halfDay: 'AM',
    siteId: institute.siteId,
    contactPerson: '演示联系人',
    contactPhone: '13800000000',
    instrumentIds: await filed(count),
    ...more,
  });
}
const close = (more = {}) =>
  scheduler.post(`/institutions/${institute.id}/closures`, {
    from: '2026-11-25',
    until: '2026-11-25',
    reason: '停电检修',
    ...more,
  });
const reoffer = () => reofferClosed(api.test.database, institute.id);
const read = async (id: string) => (await clerk.get(`/appointments/${id}`)).body;

describe('a day closed', () => {
  it('says first who is affected, then offers each the earliest other half-day, which may be accepted', async () => {
    const pending = (await book(2)).body;
    const confirmed = (await book(3)).body;
    await scheduler.post(`/appointments/${confirmed.id}/confirm`, {}, { version: 1 });
    const range = { from: '2026-11-25', until: '2026-11-25' };
    const preview = await scheduler.post(`/institutions/${institute.id}/closures/preview`, range);
    expect(preview.body).toMatchObject({ appointments: 2, instruments: 5 });
    expect((await read(pending.id)).status).toBe('PENDING');

    expect((await close()).body).toMatchObject({ appointments: 2, instruments: 5 });
    expect((await book(1)).body).toMatchObject({ code: 'appointment.slot-closed' });
    await reoffer();
    for (const { id } of [pending, confirmed]) {
      expect(await read(id)).toMatchObject({
        status: 'RESCHEDULE_PROPOSED',
        proposedDate: '2026-11-26',
        proposedHalfDay: 'AM',
        proposedBy: 'INSTITUTION',
        reason: '停电检修',
        heldUntil: '2026-11-26',
      });
    }
    const before = await read(confirmed.id);
    await reoffer();
    expect((await read(confirmed.id)).version).toBe(before.version);
    const accepted = await clerk.post(
      `/appointments/${confirmed.id}/accept`,
      {},
      { version: before.version },
    );
    expect(accepted.body).toMatchObject({ status: 'CONFIRMED', date: '2026-11-26', halfDay: 'AM' });
    const messages = await api.test.database.read(systemContext(), (tx) =>
      tx.manager.findBy(NotificationEntity, { enterpriseId, template: 'appointment.reoffered' }),
    );
    expect(messages).toHaveLength(2);
  });

  it('offers another one again when that is closed too, and gives back what fits nowhere', async () => {
    const { id } = (await book(5)).body;
    await close();
    await reoffer();
    await close({ from: '2026-11-26', until: '2026-11-26', halfDay: 'AM', reason: '设备检修' });
    await reoffer();
    expect(await read(id)).toMatchObject({
      proposedDate: '2026-11-26',
      proposedHalfDay: 'PM',
      reason: '设备检修',
    });
    await close({ from: '2026-11-26', until: '2027-01-26', reason: '搬迁' });
    await close({ from: '2027-01-20', until: '2027-03-15', reason: '搬迁' });
    await reoffer();
    const ended = await read(id);
    expect(ended).toMatchObject({ status: 'EXPIRED', reason: '搬迁' });
    // The instruments are free, with window 4: the institution's reason is not the enterprise's fault.
    const { items } = (await clerk.get(`/appointments/${id}/items`)).body;
    const again = await clerk.post('/appointments/preview', { instrumentIds: [items[0].instrumentId] });
    expect(again.body).toMatchObject({ bookable: 1 });
  });

  it('opens again, for a department alone, and only by its own scheduler', async () => {
    await close({ departmentId: institute.gauges });
    expect((await book(1)).status).toBe(409);
    const path = `/institutions/${institute.id}/closures`;
    const range = { from: '2026-11-25', until: '2026-11-25' };
    expect((await clerk.post(`${path}/preview`, range)).status).toBe(403);
    const foreign = await arrangeInstitution(api.test);
    expect((await scheduler.post(`/institutions/${foreign.id}/closures/preview`, range)).status).toBe(404);
    expect((await scheduler.post(`${path}/preview`, { ...range, from: '2026-11-20' })).status).toBe(409);
    const long = { from: '2026-11-25', until: '2027-03-25', reason: '搬迁' };
    expect((await scheduler.post(path, long)).body.code).toBe('appointment.closure-too-long');
    expect((await scheduler.post(`${path}/reopen`, range)).status).toBe(204);
    expect((await book(1)).status).toBe(201);
  });

  it('loses no booking that is made at the same moment', async () => {
    const [closed, ...answers] = await Promise.all([close(), ...[1, 1, 1, 1].map((count) => book(count))]);
    await reoffer();
    expect(closed?.status).toBe(200);
    for (const answer of answers.filter(({ status }) => status === 201))
      expect((await read(answer.body.id)).status).toBe('RESCHEDULE_PROPOSED');
    for (const answer of answers.filter(({ status }) => status !== 201))
      expect(answer.body.code).toBe('appointment.slot-closed');
  });
});

describe('the institution’s rule', () => {
  const rule = async (body: object) => {
    const admin = await api.signIn({ roles: ['INSTITUTION_ADMIN'], institutionId: institute.id });
    return admin.put(`/institutions/${institute.id}/booking-rule`, body);
  };

  it('limits what one enterprise books a day, also when it books twice at once', async () => {
    expect((await rule({ maxPerEnterpriseDay: 4, minNoticeDays: 0 })).body).toMatchObject({ version: 1 });
    const answers = await Promise.all([book(3), book(3, { halfDay: 'PM' })]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409]);
    const refused = answers.find((answer) => answer.status === 409);
    expect(refused?.body).toMatchObject({
      code: 'appointment.enterprise-limit',
      details: { max: 4, left: 1 },
    });
    const plan = await clerk.post('/appointments/preview', { instrumentIds: await filed(6) });
    const parts = plan.body.groups[0].parts.map((part: { date: string; instrumentIds: string[] }) => [
      part.date,
      part.instrumentIds.length,
    ]);
    expect(parts).toEqual([
      ['2026-11-24', 4],
      ['2026-11-25', 1],
      ['2026-11-26', 1],
    ]);
  });

  it('asks for notice in working days, of enterprises only', async () => {
    await rule({ maxPerEnterpriseDay: null, minNoticeDays: 3 });
    expect((await book(1)).body).toMatchObject({
      code: 'appointment.slot-closed',
      details: { closedReason: 'TOO_SOON' },
    });
    expect((await book(1, { date: '2026-11-26' })).status).toBe(201);
    const { body } = await scheduler.get(
      `/appointments/slots?institutionId=${institute.id}&mode=BRING_IN&departmentId=${institute.gauges}&days=1`,
    );
    expect(body.items[0]).toMatchObject({ open: true });
    expect((await clerk.put(`/institutions/${institute.id}/booking-rule`, {})).status).toBe(403);
  });
});

it('may be nudged once per working day until the institution has confirmed', async () => {
  const { id } = (await book(1)).body;
  expect((await clerk.post(`/appointments/${id}/nudge`)).body).toMatchObject({ nudges: 1 });
  expect((await clerk.post(`/appointments/${id}/nudge`)).body.code).toBe('appointment.nudged-already');
  const { version } = await read(id);
  await scheduler.post(`/appointments/${id}/confirm`, {}, { version });
  expect((await clerk.post(`/appointments/${id}/nudge`)).body.code).toBe('appointment.nothing-to-nudge');
});

it('200 enterprises book the last 10 places at once: 10 hold, 190 are told, none is lost or sold twice', async () => {
  const ten = await arrangeInstitution(api.test, { capacity: 10 });
  const parties = [];
  for (let index = 0; index < 200; index += 1) {
    const owner = await arrangeEnterprise(api.test, ten.id);
    const [instrumentId] = await arrangeInstruments(api.test, owner, 1, {
      institutionId: ten.id,
      filedOn: '2026-11-20',
      everFiled: true,
    });
    parties.push({
      who: await api.signIn({ roles: ['ENTERPRISE_CLERK'], enterpriseId: owner }),
      instrumentId,
    });
  }
  const answers = await Promise.all(
    parties.map(({ who, instrumentId }) =>
      who.post('/appointments', {
        institutionId: ten.id,
        mode: 'BRING_IN',
        date: '2026-11-25',
        halfDay: 'AM',
        siteId: ten.siteId,
        contactPerson: '演示联系人',
        contactPhone: '13800000000',
        instrumentIds: [instrumentId],
      }),
    ),
  );
  expect(answers.filter((answer) => answer.status === 201)).toHaveLength(10);
  const refused = answers.filter((answer) => answer.status === 409);
  expect(refused).toHaveLength(190);
  for (const { body } of refused)
    expect(body).toMatchObject({ code: 'appointment.slot-full', details: { remaining: 0, needed: 1 } });
  const [stored] = await api.test.database.read(systemContext(), (tx) =>
    tx.query(
      `SELECT s.booked, (SELECT count(*)::int FROM appointment a WHERE a.slot_id = s.id) AS appointments,
         (SELECT count(*)::int FROM instrument i WHERE i.institution_id = $1 AND open_appointment_item_id IS NOT NULL) AS held
       FROM slot s WHERE s.institution_id = $1`,
      [ten.id],
    ),
  );
  expect(stored).toEqual({ booked: 10, appointments: 10, held: 10 });
}, 180_000);
