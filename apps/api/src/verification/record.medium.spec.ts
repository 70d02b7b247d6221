import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AppointmentEntity } from '@quanheng/database';
import { startApi, type ApiUnderTest } from '../testing/api-under-test.js';
import { atWork, RESULTS, type AtWork, type Task } from './testing/at-work.js';
import { anInstitute, KINDS, type Institute } from './testing/institute.js';

// Real: HTTP, guards, PostgreSQL with row security. Monday 2026-11-23, 10:00 in Shanghai.
let api: ApiUnderTest;
let at: Institute;
let record: AtWork['record'];
let move: AtWork['move'];
let received: AtWork['received'];
let begun: AtWork['begun'];
let one: AtWork['one'];
beforeAll(async () => {
  api = await startApi();
  at = await anInstitute(api);
  ({ record, move, received, begun, one } = atWork(api, at));
});
afterAll(() => api.close());

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
