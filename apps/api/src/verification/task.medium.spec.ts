import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  AppointmentEntity,
  AppointmentItemEntity,
  InstrumentEntity,
  systemContext,
} from '@quanheng/database';
import { startApi, type ApiUnderTest, type SignedIn } from '../testing/api-under-test.js';
import { anInstitute, KINDS, type Booked, type Booking, type Institute } from './testing/institute.js';

// Real: HTTP, guards, PostgreSQL with row security. Monday 2026-11-23, 10:00 in Shanghai.
let api: ApiUnderTest;
let at: Institute;
beforeAll(async () => {
  api = await startApi();
  at = await anInstitute(api);
});
afterAll(() => api.close());

const RESULTS = [{ item: '示值误差', requirement: '±0.026 MPa', result: '+0.008 MPa', pass: true }];
const record = (changes: object = {}) => ({
  regulation: 'JJG 52-2013',
  standardIds: [at.standardId],
  temperature: '20.5 ℃',
  humidity: '52 %RH',
  results: RESULTS,
  conclusion: 'PASS',
  grantedClass: '1.6 级',
  verifiedOn: '2026-11-23',
  ...changes,
});

interface Task {
  id: string;
  version: number;
  [field: string]: unknown;
}
interface Received {
  booking: Booking;
  tasks: Task[];
}

let serial = 0;
/** Booked and received instruments: tasks that wait, in the order of the items. */
async function received(...items: Partial<Booked>[]): Promise<Received> {
  const booked = items.map((item) => ({ serialNumber: `T-${++serial}`, ...item }));
  const booking = await at.book(booked);
  const decided = booking.itemIds.map((appointmentItemId) => ({ appointmentItemId, outcome: 'RECEIVED' }));
  const { body } = await at.counter.post(
    '/receipts',
    { appointmentId: booking.id, items: decided },
    { version: 1 },
  );
  const ids = body.items.map((item: { taskId: string }) => item.taskId) as string[];
  return {
    booking,
    tasks: await Promise.all(ids.map(async (id) => (await at.verifier.get(`/tasks/${id}`)).body)),
  };
}

const move = (who: SignedIn, task: Task, action: string, body: object = {}) =>
  who.post(`/tasks/${task.id}/${action}`, body, { version: task.version });

async function begun(...items: Partial<Booked>[]): Promise<Task[]> {
  const { tasks } = await received(...(items.length ? items : [{}]));
  return Promise.all(tasks.map(async (task) => (await move(at.verifier, task, 'start')).body));
}
async function submitted(changes: object = {}): Promise<Task> {
  const [task] = (await begun()) as [Task];
  const recorded = await at.verifier.patch(`/tasks/${task.id}`, record(changes), task.version);
  return (await move(at.verifier, recorded.body, 'submit')).body;
}
const one = <E>(entity: new () => E, id: string | undefined) =>
  api.test.database.read(systemContext(), (tx) =>
    tx.manager.findOneByOrFail(entity as never, { id } as never),
  ) as Promise<E>;

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
    const resumed = await move(at.otherVerifier, paused.body, 'resume');
    expect(resumed.body).toMatchObject({ status: 'WAITING', reason: null });
    expect((await move(at.otherVerifier, resumed.body, 'start')).body.verifierName).toBe('演示检定员乙');
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

describe('the record', () => {
  it('is refused with an expired or unknown standard, and with a date to come', async () => {
    const [task] = (await begun()) as [Task];
    const send = (changes: object) => at.verifier.patch(`/tasks/${task.id}`, record(changes), task.version);
    const expired = await send({ standardIds: [at.expiredStandardId] });
    expect([expired.status, expired.body.code]).toEqual([409, 'verification.standard-expired']);
    expect(expired.body.detail).toContain('旧压力表');
    const unknown = await send({ standardIds: [at.standardId, at.enterpriseId] });
    expect(unknown.body.errors).toMatchObject([{ pointer: '/standardIds/1' }]);
    const tomorrow = await send({ verifiedOn: '2026-11-24' });
    expect([tomorrow.status, tomorrow.body.code]).toEqual([400, 'verification.date-in-future']);
    // The day before, the now expired standard was still good.
    expect((await send({ standardIds: [at.expiredStandardId], verifiedOn: '2026-11-22' })).status).toBe(200);
  });

  it('names what is missing when it is submitted', async () => {
    const [task] = (await begun()) as [Task];
    const answer = await move(at.verifier, task, 'submit');
    expect([answer.status, answer.body.code]).toEqual([409, 'verification.record-incomplete']);
    expect(answer.body.errors.map((error: { pointer: string }) => error.pointer)).toEqual([
      '/regulation',
      '/standardIds',
      '/temperature',
      '/humidity',
      '/results',
      '/conclusion',
      '/verifiedOn',
    ]);
  });

  it('takes another validity only with a reason, and none before the verification', async () => {
    const [task] = (await begun()) as [Task];
    const send = (changes: object) => at.verifier.patch(`/tasks/${task.id}`, record(changes), task.version);
    const bare = await send({ validUntil: '2027-01-31' });
    expect([bare.status, bare.body.code]).toEqual([400, 'verification.reason-required']);
    const early = await send({ validUntil: '2026-11-23', validUntilReason: '按客户要求' });
    expect([early.status, early.body.code]).toEqual([400, 'verification.validity-too-early']);
    const reasoned = await send({ validUntil: '2027-01-31', validUntilReason: '与主机同周期' });
    expect(reasoned.body).toMatchObject({ validUntil: '2027-01-31', validUntilReason: '与主机同周期' });
    const back = await at.verifier.patch(`/tasks/${task.id}`, { validUntil: null }, reasoned.body.version);
    expect(back.body).toMatchObject({ validUntil: '2027-05-22', validUntilReason: null });
  });

  it('asks for the cycle that the catalogue lacks', async () => {
    const [task] = (await begun({ categoryCode: KINDS.scale })) as [Task];
    const recorded = await at.verifier.patch(`/tasks/${task.id}`, record(), task.version);
    expect(recorded.body.validUntil).toBeNull();
    const refused = await move(at.verifier, recorded.body, 'submit');
    expect(refused.body.errors).toMatchObject([
      { pointer: '/validUntil', code: 'verification.cycle-required' },
      { pointer: '/validUntilReason' },
    ]);
    const cycle = { cycleMonths: 12, validUntilReason: 'JJG 539-2016 第 8 条' };
    const entered = await at.verifier.patch(`/tasks/${task.id}`, cycle, recorded.body.version);
    expect(entered.body.validUntil).toBe('2027-11-22');
    expect((await move(at.verifier, entered.body, 'submit')).body.status).toBe('TO_CHECK');
  });

  it('of a FAIL has neither class nor validity, and must not contradict its results', async () => {
    const [task] = (await begun()) as [Task];
    const contradicting = await at.verifier.patch(
      `/tasks/${task.id}`,
      record({ conclusion: 'FAIL' }),
      task.version,
    );
    expect(contradicting.body).toMatchObject({ validUntil: null, grantedClass: null });
    const refused = await move(at.verifier, contradicting.body, 'submit');
    expect([refused.status, refused.body.code]).toEqual([409, 'verification.results-contradict']);
    const results = [{ ...RESULTS[0], result: '+0.090 MPa', pass: false }];
    const failed = await at.verifier.patch(`/tasks/${task.id}`, { results }, contradicting.body.version);
    expect((await move(at.verifier, failed.body, 'submit')).body.status).toBe('TO_CHECK');
  });
});

describe('many tasks', () => {
  it('share one record, exceptions aside, and are submitted and passed together', async () => {
    const { booking, tasks } = await received({}, {}, {});
    const [good, bad, late] = tasks as [Task, Task, Task];
    const items = [good, bad, { ...late, version: 7 }].map(({ id, version }) => ({ id, version }));
    const failure = [{ ...RESULTS[0], result: '+0.090 MPa', pass: false }];
    const answer = await at.verifier.post('/tasks/batch-record', {
      items,
      record: record(),
      exceptions: [{ id: bad.id, conclusion: 'FAIL', results: failure }],
    });
    expect(answer.status).toBe(200);
    expect(answer.body.results).toMatchObject([
      { id: good.id, ok: true, version: 2 },
      { id: bad.id, ok: true, version: 2 },
      { id: late.id, ok: false, code: 'record.stale' },
    ]);
    const done = items.slice(0, 2).map(({ id }) => ({ id, version: 2 }));
    const submit = await at.verifier.post('/tasks/decisions', { action: 'submit', items: done });
    expect(submit.body.results).toMatchObject([
      { ok: true, version: 3 },
      { ok: true, version: 3 },
    ]);
    const toPass = done.map(({ id }) => ({ id, version: 3 }));
    const own = await at.verifier.post('/tasks/decisions', { action: 'pass', items: toPass });
    expect(own.body.results).toMatchObject([{ ok: false, code: 'verification.same-person' }, { ok: false }]);
    const pass = await at.checker.post('/tasks/decisions', { action: 'pass', items: toPass });
    expect(pass.body.results).toMatchObject([{ ok: true, version: 4 }, { ok: true }]);
    const drafts = await Promise.all(
      [good, bad].map(async ({ id }) => {
        const { certificateId } = (await at.checker.get(`/tasks/${id}`)).body;
        return (await at.signatory.get(`/certificates/${certificateId}`)).body;
      }),
    );
    expect(drafts).toMatchObject([
      { kind: 'VERIFICATION_CERTIFICATE', validUntil: '2027-05-22' },
      { kind: 'RESULT_NOTICE', validUntil: null },
    ]);
    expect(await one(AppointmentEntity, booking.id)).toMatchObject({ status: 'RECEIVED' });
  });

  it('of different kinds can’t share a record', async () => {
    const { tasks } = await received({}, { categoryCode: KINDS.meter });
    const items = tasks.map(({ id, version }) => ({ id, version }));
    const answer = await at.verifier.post('/tasks/batch-record', { items, record: record() });
    expect([answer.status, answer.body.code]).toEqual([400, 'verification.category-differs']);
  });

  it('ended by two checkers at once complete their appointment', async () => {
    const { booking, tasks } = await received({}, {});
    const items = tasks.map(({ id, version }) => ({ id, version }));
    await at.verifier.post('/tasks/batch-record', { items, record: record() });
    const second = items.map(({ id }) => ({ id, version: 2 }));
    await at.verifier.post('/tasks/decisions', { action: 'submit', items: second });
    const answers = await Promise.all(
      second.map(({ id }) => at.checker.post(`/tasks/${id}/check`, { decision: 'pass' }, { version: 3 })),
    );
    expect(answers.map((answer) => answer.status)).toEqual([200, 200]);
    expect(await one(AppointmentEntity, booking.id)).toMatchObject({ status: 'COMPLETED' });
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
