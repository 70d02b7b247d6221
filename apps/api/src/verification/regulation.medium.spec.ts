import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startApi, type ApiUnderTest } from '../testing/api-under-test.js';
import { atWork, type AtWork, type Task } from './testing/at-work.js';
import { anInstitute, type Institute } from './testing/institute.js';

// Real: HTTP, guards, PostgreSQL with row security. Monday 2026-11-23.
let api: ApiUnderTest;
let at: Institute;
let work: AtWork;
beforeAll(async () => {
  api = await startApi();
  at = await anInstitute(api);
  work = atWork(api, at);
});
afterAll(() => api.close());

const edition = {
  ...{
    number: 'jjg52-2013',
    title: '演示规程',
    implementedOn: '2013-12-27',
    abolishedOn: null,
    replacedBy: null,
  },
};
const batch = (task: Task, record: object) =>
  at.verifier.post('/tasks/batch-record', { items: [{ id: task.id, version: task.version }], record });

it('is kept by verifiers and admins, one line an edition, each institution its own', async () => {
  const created = await at.admin.post('/regulations', edition);
  expect(created.body).toMatchObject({ number: 'JJG 52-2013', state: 'IN_FORCE', version: 1 });
  const again = await at.verifier.post('/regulations', { ...edition, number: 'JJG 52—2013' });
  expect([again.status, again.body.code]).toEqual([409, 'verification.regulation-exists']);
  const odd = await at.verifier.post('/regulations', {
    ...edition,
    number: 'JJG 1-2020',
    abolishedOn: '2013-01-01',
  });
  expect([odd.status, odd.body.code]).toEqual([400, 'verification.regulation-dates']);
  expect((await at.counter.post('/regulations', edition)).status).toBe(403);
  expect((await at.stranger.get('/regulations')).body.items).toEqual([]);
  expect((await at.stranger.patch(`/regulations/${created.body.id}`, edition, 1)).status).toBe(404);
  expect((await at.admin.patch(`/regulations/${created.body.id}`, edition, 7)).status).toBe(412);
});

it('that was abolished on the day of the verification can’t be worked by', async () => {
  const [task, other, third] = (await work.begun({}, {}, {})) as [Task, Task, Task];
  const recorded = await at.verifier.patch(`/tasks/${task.id}`, work.record(), task.version);
  expect(recorded.status).toBe(200);
  const [row] = (await at.admin.get('/regulations')).body.items;
  const ended = { ...edition, abolishedOn: '2026-11-23', replacedBy: 'JJG 52-2026' };
  const changed = await at.admin.patch(`/regulations/${row.id}`, ended, row.version);
  expect(changed.body.state).toBe('ABOLISHED');
  const single = await at.verifier.patch(`/tasks/${other.id}`, work.record(), other.version);
  expect([single.status, single.body.code]).toEqual([409, 'verification.regulation-repealed']);
  expect(single.body.detail).toContain('2026-11-23');
  expect(single.body.detail).toContain('JJG 52-2026');
  expect((await batch(other, work.record())).body.results[0].code).toBe('verification.regulation-repealed');
  const late = await work.move(at.verifier, recorded.body, 'submit');
  expect(late.body.code).toBe('verification.regulation-repealed');
  // The day before it was in force, and a regulation that the list doesn't have is the verifier's own matter.
  const before = work.record({ verifiedOn: '2026-11-22' });
  expect((await at.verifier.patch(`/tasks/${other.id}`, before, other.version)).status).toBe(200);
  const unlisted = work.record({ regulation: 'JJF 9999-2026' });
  expect((await at.verifier.patch(`/tasks/${third.id}`, unlisted, third.version)).status).toBe(200);
});

it('refuses ambient conditions that can’t be, and writes units one way', async () => {
  const [task] = (await work.begun({})) as [Task];
  const refused = await at.verifier.patch(`/tasks/${task.id}`, { temperature: '205 ℃' }, task.version);
  expect([refused.status, refused.body.code]).toEqual([400, 'verification.ambient-implausible']);
  expect(refused.body.errors[0].pointer).toBe('/temperature');
  const kept = await at.verifier.patch(
    `/tasks/${task.id}`,
    { temperature: '20.1~20.8', humidity: '55%' },
    task.version,
  );
  expect(kept.body).toMatchObject({ temperature: '(20.1～20.8) ℃', humidity: '55 %RH' });
});
