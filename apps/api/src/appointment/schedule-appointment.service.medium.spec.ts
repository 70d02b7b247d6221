import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NotificationEntity, OutboxEntity, systemContext } from '@quanheng/database';
import { Like } from 'typeorm';
import { startApi, type ApiUnderTest, type SignedIn } from '../testing/api-under-test.js';
import {
  arrangeCatalogue,
  arrangeEnterprise,
  arrangeInstitution,
  arrangeInstruments,
  readInstrument,
  type ArrangedInstitution,
} from '../testing/scenario.js';

// Real: HTTP, guards, PostgreSQL with row security. Today is Monday 2026-11-23, 10:00 in Shanghai.
let api: ApiUnderTest;
let institute: ArrangedInstitution;
let enterpriseId: string;
let clerk: SignedIn;
let scheduler: SignedIn;
let verifier: SignedIn;

beforeAll(async () => {
  api = await startApi();
  await arrangeCatalogue(api.test);
  institute = await arrangeInstitution(api.test, { capacity: 5 });
  enterpriseId = await arrangeEnterprise(api.test, institute.id);
  clerk = await api.signIn({ roles: ['ENTERPRISE_CLERK'], enterpriseId });
  scheduler = await api.signIn({ roles: ['SCHEDULER'], institutionId: institute.id, name: '演示调度员' });
  verifier = await api.signIn({ roles: ['VERIFIER'], institutionId: institute.id, name: '演示检定员' });
});
afterAll(() => api.close());

interface Booked {
  id: string;
  version: number;
  instrumentIds: string[];
}

let day = 24;
/** A booking on a morning of its own. */
async function book(count = 1, mode = 'BRING_IN'): Promise<Booked & { date: string }> {
  const date = new Date(Date.UTC(2026, 10, day++));
  while ([0, 6].includes(date.getUTCDay())) date.setUTCDate(new Date(Date.UTC(2026, 10, day++)).getUTCDate());
  return bookOn(date.toISOString().slice(0, 10), count, mode);
}

async function bookOn(date: string, count = 1, mode = 'BRING_IN') {
  const instrumentIds = await arrangeInstruments(api.test, enterpriseId, count, {
    institutionId: institute.id,
    filedOn: '2026-11-20',
    verificationMode: mode as 'BRING_IN',
  });
  const { status, body } = await clerk.post('/appointments', {
    institutionId: institute.id,
    mode,
    date,
    halfDay: 'AM',
    ...(mode === 'ON_SITE' ? { address: '一号门' } : { siteId: institute.siteId }),
    contactPerson: '演示联系人',
    contactPhone: '13800000000',
    instrumentIds,
  });
  expect([date, status]).toEqual([date, 201]);
  return { ...body, instrumentIds } as Booked & { date: string };
}

const act = (who: SignedIn, { id, version }: { id: string; version: number }, action: string, body = {}) =>
  who.post(`/appointments/${id}/${action}`, body, { version });

async function left(date: string, halfDay = 'AM', departmentId = institute.gauges, mode = 'BRING_IN') {
  const { body } = await clerk.get(
    `/appointments/slots?institutionId=${institute.id}&mode=${mode}&departmentId=${departmentId}&from=${date}&days=1`,
  );
  return body.items.find((slot: { halfDay: string }) => slot.halfDay === halfDay).remaining;
}

const instrumentOf = (booked: Booked) => readInstrument(api.test, booked.instrumentIds[0] as string);

describe('confirming', () => {
  it('confirms, promises the form and tells the enterprise', async () => {
    const booked = await book();
    const answer = await act(scheduler, booked, 'confirm');
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      status: 'CONFIRMED',
      version: 2,
      formReady: false,
      formVersion: 1,
    });
    const form = await clerk.get(`/appointments/${booked.id}/form`);
    expect([form.status, form.body.code, form.headers['retry-after']]).toEqual([
      409,
      'appointment.form-rendering',
      '1',
    ]);
    const { job, told } = await api.test.database.read(systemContext(), async (tx) => ({
      job: await tx.manager.findOneBy(OutboxEntity, { jobId: `appointment.render-form.${booked.id}.2` }),
      told: await tx.manager.findBy(NotificationEntity, { link: `/e/appointments/${booked.id}` }),
    }));
    expect(job?.payload).toMatchObject({ appointmentId: booked.id });
    expect(told).toMatchObject([
      { template: 'appointment.confirmed', params: { instruments: 1, halfDay: 'AM' } },
    ]);
    const history = await clerk.get(`/appointments/${booked.id}/history`);
    expect(history.body.items.map((event: { action: string }) => event.action)).toEqual([
      'appointment.confirm',
      'appointment.book',
    ]);
  });

  it('names the verifier of an on-site visit', async () => {
    const booked = await book(1, 'ON_SITE');
    expect((await act(scheduler, booked, 'confirm')).body.code).toBe('appointment.verifier-required');
    const notOne = await act(scheduler, booked, 'confirm', { verifierId: scheduler.accountId });
    expect(notOne.body.code).toBe('appointment.verifier-unknown');
    const answer = await act(scheduler, booked, 'confirm', { verifierId: verifier.accountId });
    expect(answer.body).toMatchObject({ status: 'CONFIRMED', verifierName: '演示检定员' });
  });

  it('moves it to another department with its places', async () => {
    const booked = await book(2);
    const { date } = booked;
    const answer = await act(scheduler, booked, 'confirm', { departmentId: institute.scales });
    expect(answer.body.departmentName).toBe('力学室');
    expect([await left(date), await left(date, 'AM', institute.scales)]).toEqual([5, 3]);
    const foreign = await arrangeInstitution(api.test);
    const wrong = await act(scheduler, await book(), 'confirm', { departmentId: foreign.gauges });
    expect(wrong.body.code).toBe('appointment.department-unknown');
  });

  it('refuses in this order: foreign, stale, not in the table, not in the role', async () => {
    const booked = await book();
    const elsewhere = await api.signIn({
      roles: ['SCHEDULER'],
      institutionId: (await arrangeInstitution(api.test)).id,
    });
    expect((await act(elsewhere, booked, 'confirm')).status).toBe(404);
    expect((await elsewhere.get(`/appointments/${booked.id}`)).status).toBe(404);
    expect((await act(clerk, { ...booked, version: 9 }, 'accept')).status).toBe(412);
    expect((await act(clerk, booked, 'accept')).body.code).toBe('workflow.move-not-allowed');
    expect((await act(clerk, booked, 'confirm')).body.code).toBe('workflow.role-not-allowed');
    expect((await act(verifier, booked, 'confirm')).status).toBe(403);
    expect((await scheduler.post(`/appointments/${booked.id}/confirm`)).status).toBe(428);
  });

  it('lets one of two win', async () => {
    const booked = await book();
    const answers = await Promise.all([
      act(scheduler, booked, 'confirm'),
      act(clerk, booked, 'cancel'),
      act(scheduler, booked, 'return', { reason: '设备检修' }),
    ]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 412, 412]);
  });
});

describe('ending without a result', () => {
  it('returning frees places and instruments, opens window 4 and tells why', async () => {
    const booked = await book(2);
    expect((await act(scheduler, booked, 'return', {})).status).toBe(400);
    const answer = await act(scheduler, booked, 'return', { reason: '设备检修' });
    expect(answer.body).toMatchObject({ status: 'RETURNED', reason: '设备检修' });
    expect(await left(booked.date)).toBe(5);
    expect(await instrumentOf(booked)).toMatchObject({
      openAppointmentItemId: null,
      endedWithoutResultOn: '2026-11-23',
    });
    const { body } = await clerk.get(`/appointments/${booked.id}/items`);
    expect(body.items.map((item: { open: boolean }) => item.open)).toEqual([false, false]);
  });

  it('the enterprise’s own cancelling opens no window; the institution’s does', async () => {
    const own = await book();
    expect((await act(clerk, own, 'cancel', { reason: '停产' })).body.status).toBe('CANCELLED');
    expect(await instrumentOf(own)).toMatchObject({
      openAppointmentItemId: null,
      endedWithoutResultOn: null,
    });
    const theirs = await book();
    const { body: confirmed } = await act(scheduler, theirs, 'confirm');
    await act(scheduler, confirmed, 'cancel', { reason: '停电' });
    expect((await instrumentOf(theirs)).endedWithoutResultOn).toBe('2026-11-23');
  });
});

describe('another time', () => {
  it('proposed by the institution, accepted by the enterprise: places move on acceptance', async () => {
    const booked = await bookOn('2026-12-14', 2);
    expect((await act(scheduler, booked, 'propose', { date: '2026-12-14', halfDay: 'AM' })).body.code).toBe(
      'appointment.same-slot',
    );
    const proposed = await act(scheduler, booked, 'propose', {
      date: '2026-12-14',
      halfDay: 'PM',
      reason: '上午满',
    });
    expect(proposed.body).toMatchObject({
      status: 'RESCHEDULE_PROPOSED',
      proposedHalfDay: 'PM',
      proposedBy: 'INSTITUTION',
    });
    expect([await left('2026-12-14'), await left('2026-12-14', 'PM')]).toEqual([3, 3]);
    expect((await act(scheduler, proposed.body, 'accept')).body.code).toBe('appointment.other-side-decides');
    expect((await act(scheduler, proposed.body, 'decline')).body.code).toBe('appointment.other-side-decides');
    const accepted = await act(clerk, proposed.body, 'accept');
    expect(accepted.body).toMatchObject({
      status: 'CONFIRMED',
      date: '2026-12-14',
      halfDay: 'PM',
      proposedDate: null,
      formReady: false,
      formPrints: 0,
      formVersion: 1,
    });
    expect([await left('2026-12-14'), await left('2026-12-14', 'PM')]).toEqual([5, 3]);
    const asked = await act(clerk, accepted.body, 'reschedule', {
      date: '2026-12-14',
      halfDay: 'AM',
      reason: '车辆故障',
    });
    const again = await act(scheduler, asked.body, 'accept');
    expect(again.body).toMatchObject({ status: 'CONFIRMED', halfDay: 'AM', formVersion: 2 });
  });

  it('asked for by the enterprise, declined by the institution: both half-days are free', async () => {
    const booked = await bookOn('2026-12-15');
    const { body: confirmed } = await act(scheduler, booked, 'confirm');
    const asked = await act(clerk, confirmed, 'reschedule', {
      date: '2026-12-16',
      halfDay: 'AM',
      reason: '车辆故障',
    });
    expect(asked.body).toMatchObject({
      status: 'RESCHEDULE_PROPOSED',
      proposedBy: 'ENTERPRISE',
      reason: '车辆故障',
    });
    expect((await act(clerk, asked.body, 'accept')).body.code).toBe('appointment.other-side-decides');
    const declined = await act(scheduler, asked.body, 'decline', { reason: '无人' });
    expect(declined.body.status).toBe('CANCELLED');
    expect([await left('2026-12-15'), await left('2026-12-16')]).toEqual([5, 5]);
    expect((await instrumentOf(booked)).endedWithoutResultOn).toBe('2026-11-23');
  });

  it('is refused where it is full, unless a scheduler overbooks with a reason', async () => {
    await bookOn('2026-12-18', 5);
    const booked = await bookOn('2026-12-17', 2);
    const { body: confirmed } = await act(scheduler, booked, 'confirm');
    const slot = { date: '2026-12-18', halfDay: 'AM' };
    const full = await act(clerk, confirmed, 'reschedule', slot);
    expect(full.body).toMatchObject({ code: 'appointment.slot-full', details: { remaining: 0, needed: 2 } });
    expect((await act(clerk, confirmed, 'reschedule', { ...slot, overbookReason: '急' })).status).toBe(403);
    const over = await act(scheduler, confirmed, 'reschedule', { ...slot, overbookReason: '医院急用' });
    expect(over.body).toMatchObject({ status: 'RESCHEDULE_PROPOSED', overbookReason: '医院急用' });
    expect((await act(clerk, over.body, 'accept')).body).toMatchObject({
      status: 'CONFIRMED',
      date: '2026-12-18',
    });
    expect(await left('2026-12-17')).toBe(5);
  });

  it('needs the verifier when an on-site visit is moved before it was confirmed', async () => {
    const booked = await bookOn('2026-12-21', 1, 'ON_SITE');
    const slot = { date: '2026-12-22', halfDay: 'AM' };
    expect((await act(scheduler, booked, 'propose', slot)).body.code).toBe('appointment.verifier-required');
    const proposed = await act(scheduler, booked, 'propose', { ...slot, verifierId: verifier.accountId });
    expect((await act(clerk, proposed.body, 'accept')).body).toMatchObject({
      status: 'CONFIRMED',
      verifierName: '演示检定员',
    });
  });

  it('prints anew: every confirmation promises a form of its own', async () => {
    const booked = await bookOn('2026-12-23');
    const { body: confirmed } = await act(scheduler, booked, 'confirm');
    const { body: asked } = await act(clerk, confirmed, 'reschedule', { date: '2026-12-24', halfDay: 'AM' });
    expect((await clerk.get(`/appointments/${booked.id}/form`)).body.code).toBe('appointment.form-not-ready');
    await act(scheduler, asked, 'accept');
    const jobs = await api.test.database.read(systemContext(), (tx) =>
      tx.manager.findBy(OutboxEntity, { jobId: Like(`appointment.render-form.${booked.id}.%`) }),
    );
    expect(jobs).toHaveLength(2);
  });
});

describe('lists', () => {
  it('filter, sort by the day and count by status', async () => {
    const own = await scheduler.get('/appointments?status=CONFIRMED&sort=date&limit=3');
    const dates = own.body.items.map((item: { date: string }) => item.date);
    expect(dates).toEqual([...dates].sort());
    const next = await scheduler.get(
      `/appointments?status=CONFIRMED&sort=date&limit=3&cursor=${encodeURIComponent(own.body.next)}`,
    );
    expect(next.body.items[0].date >= dates[2]).toBe(true);
    const day = await scheduler.get('/appointments?from=2026-12-14&to=2026-12-14');
    expect(day.body.items).toMatchObject([{ date: '2026-12-14', enterpriseName: '演示企业' }]);
    const { body } = await clerk.get('/appointments/counts');
    const all = await clerk.get('/appointments?status=CANCELLED&limit=200');
    expect(body.counts.CANCELLED).toBe(all.body.items.length);
  });
});
