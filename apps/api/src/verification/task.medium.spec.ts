import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  AppointmentEntity,
  AppointmentItemEntity,
  InstrumentEntity,
  systemContext,
} from '@quanheng/database';
import { startApi, type ApiUnderTest } from '../testing/api-under-test.js';
import { atWork, type AtWork, type Task } from './testing/at-work.js';
import { anInstitute, type Institute } from './testing/institute.js';

// Real: HTTP, guards, PostgreSQL with row security. Monday 2026-11-23, 10:00 in Shanghai.
let api: ApiUnderTest;
let at: Institute;
let record: AtWork['record'];
let move: AtWork['move'];
let received: AtWork['received'];
let begun: AtWork['begun'];
let submitted: AtWork['submitted'];
let one: AtWork['one'];
beforeAll(async () => {
  api = await startApi();
  at = await anInstitute(api);
  ({ record, move, received, begun, submitted, one } = atWork(api, at));
});
afterAll(() => api.close());

describe('a task', () => {
  it('goes from the verifier to the checker and makes a draft of the certificate', async () => {
    const { booking, tasks } = await received({});
    const [waiting] = tasks as [Task];
    const started = await move(at.verifier, waiting, 'start');
    expect(started.body).toMatchObject({ status: 'IN_PROGRESS', verifierName: '演示检定员甲', version: 2 });
    const recorded = await at.verifier.patch(`/tasks/${waiting.id}`, record(), 2);
    expect(recorded.status).toBe(200);
    expect(recorded.body).toMatchObject({
      validUntil: '2027-05-22',
      proposedValidUntil: '2027-05-22',
      standards: [{ name: '精密压力表', validUntil: '2027-05-31' }],
      kind: { kind: '压力表', cycleMonths: 6 },
    });
    const handedOver = await move(at.verifier, recorded.body, 'submit');
    expect(handedOver.body.status).toBe('TO_CHECK');
    const passed = await move(at.checker, handedOver.body, 'check', { decision: 'pass' });
    expect(passed.body).toMatchObject({
      status: 'DONE',
      checkerName: '演示核验员',
      certificateId: expect.any(String),
    });
    expect(await one(AppointmentItemEntity, booking.itemIds[0])).toMatchObject({
      status: 'DONE',
      open: false,
    });
    expect(await one(AppointmentEntity, booking.id)).toMatchObject({ status: 'COMPLETED' });
    expect(await one(InstrumentEntity, booking.instrumentIds[0])).toMatchObject({
      openAppointmentItemId: null,
      endedWithoutResultOn: null,
    });
    const draft = (await at.signatory.get(`/certificates/${passed.body.certificateId}`)).body;
    expect(draft).toMatchObject({
      status: 'DRAFT',
      number: null,
      verificationToken: null,
      clientName: '演示加油站有限公司',
      institutionName: '演示检定机构',
      regulation: 'JJG 52-2013',
      validUntil: '2027-05-22',
      verifierName: '演示检定员甲',
      checkerName: '演示核验员',
    });
    const history = (await at.checker.get(`/tasks/${waiting.id}/history`)).body.items;
    expect(history.map((event: { action: string }) => event.action)).toEqual([
      'task.pass',
      'task.submit',
      'task.record',
      'task.start',
    ]);
  });

  it('is checked by another person than its verifier, whatever roles he has', async () => {
    const task = await submitted();
    const own = await move(at.verifier, task, 'check', { decision: 'pass' });
    expect([own.status, own.body.code]).toEqual([403, 'verification.same-person']);
    const returned = await move(at.checker, task, 'check', { decision: 'return', comment: '补充外观检查' });
    expect(returned.body).toMatchObject({ status: 'IN_PROGRESS', checkComment: '补充外观检查' });
    const silent = await move(at.checker, await submitted(), 'check', { decision: 'return' });
    expect([silent.status, silent.body.code]).toEqual([400, 'verification.reason-required']);
  });

  it('belongs to who started it', async () => {
    const [task] = (await begun()) as [Task];
    for (const answer of [
      await at.otherVerifier.patch(`/tasks/${task.id}`, record(), task.version),
      await move(at.otherVerifier, task, 'submit'),
      await move(at.otherVerifier, task, 'pause', { reason: '等待' }),
      await move(at.otherVerifier, task, 'unable', { reason: '损坏' }),
    ]) {
      expect([answer.status, answer.body.code]).toEqual([403, 'verification.other-verifier']);
      expect(answer.body.detail).toContain('演示检定员甲');
    }
  });

  it('rests and goes on', async () => {
    const [task] = (await begun()) as [Task];
    const paused = await move(at.verifier, task, 'pause', { reason: '等待接头' });
    expect(paused.body).toMatchObject({ status: 'PAUSED', reason: '等待接头' });
    const others = await move(at.otherVerifier, paused.body, 'resume');
    expect([others.status, others.body.code]).toEqual([403, 'verification.other-verifier']);
    const resumed = await move(at.verifier, paused.body, 'resume');
    expect(resumed.body).toMatchObject({ status: 'WAITING', reason: null });
    expect((await move(at.verifier, task, 'pause', {})).status).toBe(400);
  });

  it('that is impossible gives the instrument back unverified, with a new window', async () => {
    const { booking, tasks } = await received({}, {});
    const [task] = tasks as [Task];
    const answer = await move(at.verifier, task, 'unable', { reason: '无法加压' });
    expect(answer.body).toMatchObject({ status: 'UNABLE', certificateId: null });
    expect(await one(InstrumentEntity, booking.instrumentIds[0])).toMatchObject({
      openAppointmentItemId: null,
      endedWithoutResultOn: '2026-11-23',
    });
    expect(await one(AppointmentItemEntity, booking.itemIds[0])).toMatchObject({
      status: 'UNABLE',
      reason: '无法加压',
    });
    expect(await one(AppointmentEntity, booking.id)).toMatchObject({ status: 'RECEIVED' });
    const link = `/e/instruments/${booking.instrumentIds[0]}`;
    const told = await api.test.database.read(systemContext(), (tx) =>
      tx.query('SELECT template, params FROM notification WHERE link = $1', [link]),
    );
    expect(told).toEqual([
      { template: 'items.unable', params: expect.objectContaining({ reason: '无法加压' }) },
    ]);
  });

  it('refuses a stale version first, then the move, then the role', async () => {
    const [task] = (await begun()) as [Task];
    const stale = await move(at.counter, { ...task, version: 1 }, 'start');
    expect([stale.status, stale.body.code]).toEqual([412, 'record.stale']);
    const notNow = await move(at.counter, task, 'start');
    expect([notNow.status, notNow.body.code]).toEqual([409, 'workflow.move-not-allowed']);
    const notYou = await move(at.counter, task, 'submit');
    expect([notYou.status, notYou.body.code]).toEqual([403, 'workflow.role-not-allowed']);
    expect((await at.verifier.post(`/tasks/${task.id}/submit`)).status).toBe(428);
    expect((await move(at.stranger, task, 'submit')).status).toBe(404);
    expect((await move(at.clerk, task, 'submit')).status).toBe(403);
  });
});

describe('the list', () => {
  it('shows an enterprise its progress, not the findings', async () => {
    const task = await submitted();
    const seen = await at.clerk.get(`/tasks/${task.id}`);
    expect(seen.body).toMatchObject({ status: 'TO_CHECK', conclusion: null, results: [], standards: [] });
    const [row] = (await at.clerk.get(`/tasks?q=${String(task['serialNumber'])}`)).body.items;
    expect(row).toMatchObject({ id: task.id, conclusion: null, validUntil: null });
    expect((await at.stranger.get('/tasks')).body.items).toEqual([]);
  });

  it('filters, counts what waits and pages by due date', async () => {
    const [task] = (await begun()) as [Task];
    const own = await at.verifier.get('/tasks?status=IN_PROGRESS&mine=true&limit=200');
    expect(own.body.items.map((row: Task) => row.id)).toContain(task.id);
    const counts = (await at.otherVerifier.get('/tasks/counts')).body;
    expect(counts.counts.IN_PROGRESS).toBeGreaterThan(0);
    expect(counts.counts.DONE).toBeUndefined();
    expect(counts.overdue).toBe(0);
    const first = (await at.verifier.get('/tasks?status=IN_PROGRESS&limit=2')).body;
    const second = (
      await at.verifier.get(`/tasks?status=IN_PROGRESS&limit=2&cursor=${encodeURIComponent(first.next)}`)
    ).body;
    const ids = [...first.items, ...second.items].map((row: Task) => row.id);
    expect(new Set(ids).size).toBe(4);
    expect((await at.verifier.get('/tasks?overdue=true')).body.items).toEqual([]);
  });
});

describe('reference standards', () => {
  it('are kept by verifiers and the institution’s admin, each institution its own', async () => {
    const body = { name: '标准砝码', number: 'BZ-9', accuracy: 'F1 级', validUntil: '2027-01-01' };
    const created = await at.verifier.post('/standards', body);
    expect([created.status, created.body.expired]).toEqual([201, false]);
    const renewed = await at.verifier.patch(`/standards/${created.body.id}`, { validUntil: '2028-01-01' }, 1);
    expect(renewed.body).toMatchObject({ ...body, validUntil: '2028-01-01', version: 2 });
    expect((await at.verifier.patch(`/standards/${created.body.id}`, { name: 'x' }, 1)).status).toBe(412);
    const list = await at.checker.get('/standards?q=bz&validOn=2026-11-23');
    expect(list.body.items.map((row: { name: string }) => row.name)).toEqual(['标准砝码', '精密压力表']);
    expect((await at.counter.post('/standards', body)).status).toBe(403);
    expect((await at.stranger.get('/standards')).body.items).toEqual([]);
    expect((await at.stranger.patch(`/standards/${created.body.id}`, { name: 'x' }, 2)).status).toBe(404);
  });
});
