import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AccountEntity, DepartmentEntity, NotificationEntity, systemContext } from '@quanheng/database';
import { uuidv7 } from 'uuidv7';
import { startApi, type ApiUnderTest, type SignedIn } from '../testing/api-under-test.js';
import { atWork, type AtWork, type Task } from './testing/at-work.js';
import { anInstitute, type Institute } from './testing/institute.js';

// Real: HTTP, guards, PostgreSQL with row security. Monday 2026-11-23, 10:00 in Shanghai.
let api: ApiUnderTest;
let at: Institute;
let work: AtWork;
let elsewhere: SignedIn;
beforeAll(async () => {
  api = await startApi();
  at = await anInstitute(api);
  work = atWork(api, at);
  const departmentId = uuidv7();
  const { institutionId } = at;
  await api.test.database.write(systemContext(), (tx) =>
    tx.manager.insert(DepartmentEntity, {
      ...{ id: departmentId, version: 1, institutionId, name: '热工室', phone: '', duties: [], position: 1 },
    }),
  );
  elsewhere = await api.signIn({ institutionId, departmentId, roles: ['VERIFIER'], name: '演示检定员丙' });
});
afterAll(() => api.close());

const decide = (who: SignedIn, action: string, tasks: Task[], more: object = {}) =>
  who.post('/tasks/decisions', {
    action,
    items: tasks.map(({ id, version }) => ({ id, version })),
    ...more,
  });
const codes = (answer: { body: { results: { code: string | null }[] } }) =>
  answer.body.results.map(({ code }) => code);

describe('a task without a verifier', () => {
  it('is claimed by one of two at once; the other is told', async () => {
    const { tasks } = await work.received({});
    const [task] = tasks as [Task];
    expect(task['verifierId']).toBeNull();
    const answers = await Promise.all(
      [at.verifier, at.otherVerifier].map((who) => work.move(who, task, 'claim')),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    const late = (await at.counter.get(`/tasks/${task.id}`)).body;
    const winner = answers.find(({ status }) => status === 200)!;
    expect(late['verifierId']).toBe(winner.body.verifierId);
    const loser = winner === answers[0] ? at.otherVerifier : at.verifier;
    const again = await work.move(loser, late, 'claim');
    expect([again.status, again.body.code]).toEqual([403, 'verification.other-verifier']);
    const history = (await at.counter.get(`/tasks/${task.id}/history`)).body.items;
    expect(history.map((event: { action: string }) => event.action)).toEqual(['task.claim']);
  });

  it('is claimed or started within its department only', async () => {
    const { tasks } = await work.received({});
    const [task] = tasks as [Task];
    for (const action of ['claim', 'start']) {
      const answer = await work.move(elsewhere, task, action);
      expect([answer.status, answer.body.code]).toEqual([403, 'verification.other-department']);
    }
    // Given to him, it is his.
    const given = await work.move(at.scheduler, task, 'assign', { verifierId: elsewhere.accountId });
    expect((await work.move(elsewhere, given.body, 'start')).body.status).toBe('IN_PROGRESS');
  });

  it('is claimed and given back many at a time, each with its own answer', async () => {
    const { tasks } = await work.received({}, {});
    const [first, second] = tasks as [Task, Task];
    await work.move(at.otherVerifier, first, 'claim');
    const claimed = await decide(at.verifier, 'claim', [{ ...first, version: 2 }, second]);
    expect(codes(claimed)).toEqual(['verification.other-verifier', null]);
    const back = await decide(at.verifier, 'release', [{ ...second, version: 2 }]);
    expect(codes(back)).toEqual([null]);
    expect((await at.verifier.get(`/tasks/${second.id}`)).body.verifierId).toBeNull();
  });
});

describe('handing out', () => {
  it('is the scheduler’s and the admin’s, to a verifier who is there, with one message', async () => {
    const { tasks } = await work.received({}, {});
    const to = at.verifier.accountId;
    const done = await decide(at.scheduler, 'assign', tasks, { verifierId: to });
    expect(codes(done)).toEqual([null, null]);
    const told = await api.test.database.read(systemContext(), (tx) =>
      tx.manager.findBy(NotificationEntity, { template: 'tasks.assigned', accountId: to as string }),
    );
    expect(told.map(({ params }) => params)).toContainEqual({ count: 2 });
    const refused = await decide(at.verifier, 'assign', [{ ...tasks[0]!, version: 2 }], { verifierId: to });
    expect(codes(refused)).toEqual(['workflow.role-not-allowed']);
    for (const verifierId of [at.counter.accountId, at.stranger.accountId, uuidv7()]) {
      const answer = await work.move(at.admin, { ...tasks[0]!, version: 2 }, 'assign', { verifierId });
      expect([answer.status, answer.body.code]).toEqual([400, 'verification.verifier-unknown']);
    }
  });

  it('takes what somebody who left has begun to a colleague, and keeps the record', async () => {
    const leaver = await api.signIn({
      institutionId: at.institutionId,
      roles: ['VERIFIER'],
      name: '演示检定员丁',
    });
    const { tasks } = await work.received({});
    const started = await work.move(leaver, tasks[0]!, 'start');
    const recorded = await leaver.patch(`/tasks/${tasks[0]!.id}`, work.record(), started.body.version);
    await api.test.database.write(systemContext(), (tx) =>
      tx.manager.update(AccountEntity, { id: leaver.accountId as string }, { status: 'DISABLED' }),
    );
    const nobody = await work.move(at.admin, recorded.body, 'assign', { verifierId: null });
    expect([nobody.status, nobody.body.code]).toEqual([409, 'verification.verifier-required']);
    const gone = await work.move(at.admin, recorded.body, 'assign', { verifierId: leaver.accountId });
    expect(gone.body.code).toBe('verification.verifier-unknown');
    const moved = await work.move(at.admin, recorded.body, 'assign', { verifierId: at.verifier.accountId });
    expect(moved.body).toMatchObject({
      status: 'IN_PROGRESS',
      conclusion: 'PASS',
      verifierName: '演示检定员甲',
    });
    expect((await work.move(at.verifier, moved.body, 'submit')).body.status).toBe('TO_CHECK');
  });

  it('of all results of a filter is long work', async () => {
    const filter = { scope: 'UNASSIGNED' };
    const body = { filter, verifierId: at.otherVerifier.accountId };
    const job = await at.scheduler.post('/tasks/assign-filtered', body);
    expect([job.status, job.body.kind]).toEqual([202, 'task.assign']);
    expect((await at.verifier.post('/tasks/assign-filtered', body)).status).toBe(403);
    const unknown = await at.scheduler.post('/tasks/assign-filtered', {
      ...body,
      verifierId: at.counter.accountId,
    });
    expect(unknown.body.code).toBe('verification.verifier-unknown');
  });
});

describe('whose tasks', () => {
  it('are listed and counted: one’s own, the department’s, nobody’s', async () => {
    const { tasks } = await work.received({}, {});
    const [own, free] = tasks as [Task, Task];
    await work.move(at.verifier, own, 'claim');
    const ids = async (who: SignedIn, query: string) =>
      (await who.get(`/tasks?limit=200&status=WAITING&${query}`)).body.items.map((row: Task) => row.id);
    expect(await ids(at.verifier, 'scope=MINE')).toContain(own.id);
    expect(await ids(at.verifier, 'scope=MINE')).not.toContain(free.id);
    expect(await ids(at.verifier, 'scope=UNASSIGNED')).toContain(free.id);
    expect(await ids(at.verifier, 'scope=UNASSIGNED')).not.toContain(own.id);
    expect(await ids(elsewhere, 'scope=DEPARTMENT')).toEqual([]);
    expect(
      await ids(at.scheduler, `departmentId=${at.departmentId}&verifierId=${at.verifier.accountId}`),
    ).toContain(own.id);
    const mine = (await at.verifier.get('/tasks/counts?scope=MINE')).body;
    expect(mine.counts.WAITING).toBe((await ids(at.verifier, 'scope=MINE')).length);
    expect(mine.unassigned).toBeGreaterThan(0);
  });
});
