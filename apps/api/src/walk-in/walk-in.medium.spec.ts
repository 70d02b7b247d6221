import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { systemContext } from '@quanheng/database';
import { startApi, type ApiUnderTest, type SignedIn } from '../testing/api-under-test.js';
import { anInstrument } from '../testing/instrument-input.js';
import {
  arrangeCatalogue,
  arrangeEnterprise,
  arrangeInstitution,
  type ArrangedInstitution,
} from '../testing/scenario.js';

// Real: HTTP, guards, PostgreSQL with row security. Monday 2026-11-23, 10:00 in Shanghai.
let api: ApiUnderTest;
let institute: ArrangedInstitution;
let enterpriseId: string;
let desk: SignedIn;
let reviewer: SignedIn;
let scheduler: SignedIn;
let client: SignedIn;
let stranger: SignedIn;
beforeAll(async () => {
  api = await startApi();
  await arrangeCatalogue(api.test);
  institute = await arrangeInstitution(api.test, { capacity: 3 });
  const other = await arrangeInstitution(api.test);
  enterpriseId = await arrangeEnterprise(api.test, institute.id);
  const staff = (name: string, ...roles: Parameters<ApiUnderTest['signIn']>[0]['roles']) =>
    api.signIn({ institutionId: institute.id, roles, name });
  desk = await staff('演示前台', 'COUNTER_CLERK', 'REVIEWER');
  reviewer = await staff('演示审核员', 'REVIEWER');
  scheduler = await staff('演示排期员', 'SCHEDULER');
  client = await api.signIn({ enterpriseId, roles: ['ENTERPRISE_CLERK'] });
  stranger = await api.signIn({ institutionId: other.id, roles: ['COUNTER_CLERK', 'REVIEWER'] });
});
afterAll(() => api.close());

const open = async (who = desk) =>
  (await who.post('/walk-ins', { enterpriseId, person: '演示到场人', reason: '未备案先送检' })).body as {
    id: string;
  };
const stepsOf = async (id: string) =>
  (await desk.get(`/walk-ins/${id}/instruments`)).body.items.map((row: { step: string }) => row.step);

describe('a customer without filing or booking', () => {
  it('is helped from the ledger to the counter on the spot, on record as on behalf', async () => {
    const found = await desk.get(`/walk-ins/customers?q=${encodeURIComponent('演示企业')}`);
    expect(found.body.items).toMatchObject([{ id: enterpriseId }]);
    const { id } = await open();
    const instrument = (await desk.post(`/walk-ins/${id}/instruments`, anInstrument())).body;
    expect(await stepsOf(id)).toEqual(['TO_FILE']);
    const filing = await desk.post(`/walk-ins/${id}/filings`, { instrumentIds: [instrument.id] });
    expect([filing.status, filing.body.submittedByName]).toEqual([201, '演示前台']);
    expect(await stepsOf(id)).toEqual(['IN_REVIEW']);
    expect((await desk.get('/walk-ins')).body.items).toMatchObject([
      { id, person: '演示到场人', openedByName: '演示前台', inReview: 1, toConfirm: 0, toReceive: 0 },
    ]);

    const waiting = (await reviewer.get('/walk-ins/waiting')).body;
    expect(waiting.filings).toMatchObject([{ id: filing.body.id, count: 1, enterpriseName: '演示企业' }]);
    const [item] = (await reviewer.get(`/filings/${filing.body.id}/items`)).body.items;
    const approve = (who: SignedIn) =>
      who.post(`/filings/${filing.body.id}/items/${item.id}/approve`, {}, { version: item.version });
    expect((await approve(desk)).body.code).toBe('filing.own-submission');
    expect((await approve(reviewer)).status).toBe(200);
    expect(await stepsOf(id)).toEqual(['TO_BOOK']);

    const booked = await desk.post(`/walk-ins/${id}/appointments`, {
      instrumentIds: [instrument.id],
      contactPhone: '13800000000',
    });
    expect(booked.body).toMatchObject({ status: 'PENDING', date: '2026-11-23', contactPerson: '演示到场人' });
    expect((await scheduler.get('/walk-ins/waiting')).body.appointments).toHaveLength(1);
    const confirmed = await scheduler.post(`/appointments/${booked.body.id}/confirm`, {}, { version: 1 });
    expect(confirmed.body.status).toBe('CONFIRMED');
    expect(await stepsOf(id)).toEqual(['TO_RECEIVE']);
    expect((await desk.get('/walk-ins')).body.items).toMatchObject([
      { id, inReview: 0, toConfirm: 0, toReceive: 1 },
    ]);
    const { appointment, items } = (await desk.get(`/receipts/lookup?code=${booked.body.caseNumber}`)).body;
    const receipt = await desk.post(
      '/receipts',
      {
        appointmentId: appointment.id,
        items: items.map((each: { id: string }) => ({ appointmentItemId: each.id, outcome: 'RECEIVED' })),
      },
      { version: appointment.version },
    );
    expect(receipt.status).toBe(201);
    expect(await stepsOf(id)).toEqual(['IN_HOUSE']);

    const events = await api.test.database.read(systemContext(), (tx) =>
      tx.query<{ action: string; actor_name: string; reason: string | null }>(
        `SELECT action, actor_name, reason FROM audit_event WHERE on_behalf_of = '演示企业' AND enterprise_id = $1 ORDER BY seq`,
        [enterpriseId],
      ),
    );
    expect(events.map((event) => event.action)).toEqual([
      'walk-in.open',
      'instrument.create',
      'filing.submit',
      'appointment.book',
    ]);
    expect(events[0]?.reason).toBe('未备案先送检');
    expect(new Set(events.map((event) => event.actor_name))).toEqual(new Set(['演示前台']));
    const inbox = await client.get('/notifications');
    expect(JSON.stringify(inbox.body)).toContain('前台今天为贵单位代办');
  });

  it('is shown what the reviewer wants corrected', async () => {
    const { id } = await open();
    const { id: instrumentId } = (await desk.post(`/walk-ins/${id}/instruments`, anInstrument())).body;
    const filing = (await desk.post(`/walk-ins/${id}/filings`, { instrumentIds: [instrumentId] })).body;
    const [item] = (await reviewer.get(`/filings/${filing.id}/items`)).body.items;
    await reviewer.post(
      `/filings/${filing.id}/items/${item.id}/return`,
      { comment: '测量范围与铭牌不符' },
      { version: item.version },
    );
    const { items } = (await desk.get(`/walk-ins/${id}/instruments`)).body;
    expect(items.find((row: { id: string }) => row.id === instrumentId)).toMatchObject({
      step: 'TO_CORRECT',
      comment: '测量范围与铭牌不符',
    });
  });

  it('is told when today has no place left', async () => {
    const { id } = await open();
    const ids: string[] = [];
    for (let index = 0; index < 4; index++)
      ids.push((await desk.post(`/walk-ins/${id}/instruments`, anInstrument())).body.id);
    const filing = (await desk.post(`/walk-ins/${id}/filings`, { instrumentIds: ids })).body;
    const { items } = (await reviewer.get(`/filings/${filing.id}/items`)).body;
    for (const item of items)
      await reviewer.post(`/filings/${filing.id}/items/${item.id}/approve`, {}, { version: item.version });
    const answer = await desk.post(`/walk-ins/${id}/appointments`, {
      instrumentIds: ids,
      contactPhone: '13800000000',
    });
    expect(answer.body.code).toBe('walk-in.no-place-today');
    const onAnother = (date: string) =>
      desk.post(`/walk-ins/${id}/appointments`, {
        ...{ instrumentIds: ids.slice(0, 3), contactPhone: '13800000000', halfDay: 'AM' },
        date,
      });
    expect((await onAnother('2026-11-28')).body.code).toBe('appointment.slot-closed');
    expect((await onAnother('2026-11-24')).body).toMatchObject({ date: '2026-11-24', halfDay: 'AM' });
  });
});

describe('whom the desk may help', () => {
  it('is whom the institution knows, and the help is its own', async () => {
    expect((await stranger.get(`/walk-ins/customers?q=${encodeURIComponent('演示')}`)).body.items).toEqual(
      [],
    );
    expect((await stranger.get('/walk-ins')).body.items).toEqual([]);
    expect((await desk.post('/walk-ins', { enterpriseId, person: 'x' })).status).toBe(400);
    expect((await stranger.post('/walk-ins', { enterpriseId, person: 'x', reason: 'y' })).status).toBe(404);
    const { id } = await open();
    for (const path of ['', '/instruments'])
      expect((await stranger.get(`/walk-ins/${id}${path}`)).status).toBe(404);
    expect((await stranger.post(`/walk-ins/${id}/filings`, { instrumentIds: [enterpriseId] })).status).toBe(
      404,
    );
    expect((await reviewer.post('/walk-ins', { enterpriseId, person: 'x', reason: 'y' })).status).toBe(403);
    expect((await client.get(`/walk-ins/${id}`)).status).toBe(403);
  });

  it('ends with the day', async () => {
    const { id } = await open();
    await api.test.database.write(systemContext(), (tx) =>
      tx.query(`UPDATE walk_in SET held_on = held_on - 1 WHERE id = $1`, [id]),
    );
    expect((await desk.get(`/walk-ins/${id}/instruments`)).body.code).toBe('walk-in.over');
    expect((await desk.post(`/walk-ins/${id}/instruments`, anInstrument())).body.code).toBe('walk-in.over');
  });
});
