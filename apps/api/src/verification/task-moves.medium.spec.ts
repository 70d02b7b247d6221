import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { systemContext, VerificationTaskEntity } from '@quanheng/database';
import {
  INSTITUTION_ROLES,
  statuses,
  taskWorkflow,
  type Role,
  type TaskAction,
  type TaskStatus,
} from '@quanheng/domain';
import { startApi, type ApiUnderTest, type SignedIn } from '../testing/api-under-test.js';
import { atWork, type AtWork, type Task } from './testing/at-work.js';
import { anInstitute, type Institute } from './testing/institute.js';

// Every action × status × role × whose it is, through the API: what `taskWorkflow` and the rules of a task allow and
// nothing else, and the same as the task's `actions`, from which the screen makes its buttons. Real: HTTP, PostgreSQL.
let api: ApiUnderTest;
let at: Institute;
let work: AtWork;
let people: Map<Role, SignedIn>;
let task: Task;
let standardsUsed: unknown;
beforeAll(async () => {
  api = await startApi();
  at = await anInstitute(api);
  work = atWork(api, at);
  const { institutionId } = at;
  people = new Map();
  for (const role of INSTITUTION_ROLES)
    people.set(role, await api.signIn({ institutionId, roles: [role], name: `演示${role}` }));
  task = await work.submitted();
  standardsUsed = task['standards'];
});
afterAll(() => api.close());

const ACTIONS = [
  ...new Set(statuses(taskWorkflow).flatMap((status) => Object.keys(taskWorkflow.moves[status]))),
] as TaskAction[];

/** Puts the one task into a state and into somebody's hands, with a complete record. */
async function arrange(status: TaskStatus, verifier: SignedIn | null): Promise<void> {
  await api.test.database.write(systemContext(), (tx) =>
    tx.manager.update(
      VerificationTaskEntity,
      { id: task.id },
      {
        status,
        verifierId: verifier?.accountId ?? null,
        verifierName: verifier ? '演示' : null,
      },
    ),
  );
}

/** A refusal or a success; what succeeds is taken back by `arrange`. */
async function attempt(who: SignedIn, action: TaskAction, version: number): Promise<number> {
  const bodies: Partial<Record<TaskAction, object>> = {
    assign: { verifierId: at.verifier.accountId },
    pause: { reason: '等待' },
    unable: { reason: '损坏' },
    pass: { decision: 'pass' },
    return: { decision: 'return', comment: '补充' },
  };
  if (action === 'record') return (await who.patch(`/tasks/${task.id}`, { place: '现场' }, version)).status;
  const path = action === 'pass' || action === 'return' ? 'check' : action;
  return (await who.post(`/tasks/${task.id}/${path}`, bodies[action] ?? {}, { version })).status;
}

/** Those end the booking and the instrument's cycle with the task; they have stories of their own. */
const ENDING: readonly TaskAction[] = ['unable', 'pass'];

it.each(statuses(taskWorkflow))(
  '%s: what the table allows, what is answered and what is shown agree',
  async (status) => {
    expect(standardsUsed).toHaveLength(1);
    for (const [role, who] of people) {
      const hands =
        role === 'VERIFIER' || role === 'CHECKER' ? [who, at.otherVerifier, null] : [at.otherVerifier];
      for (const verifier of hands) {
        await arrange(status, verifier);
        const seen = (await who.get(`/tasks/${task.id}`)).body as Task;
        const shown = seen['actions'] as TaskAction[];
        const byTable = (Object.keys(taskWorkflow.moves[status]) as TaskAction[]).filter((action) =>
          taskWorkflow.moves[status][action]!.by.includes(role),
        );
        expect(byTable).toEqual(expect.arrayContaining(shown));
        let { version } = seen;
        for (const action of ACTIONS) {
          if (ENDING.includes(action) && shown.includes(action)) continue;
          const answer = await attempt(who, action, version);
          if (answer === 200) {
            await arrange(status, verifier);
            ({ version } = (await who.get(`/tasks/${task.id}`)).body as Task);
          }
          const key = `${status} ${role} ${verifier === who ? 'own' : verifier ? 'other' : 'nobody'} ${action}`;
          const inTable = action in taskWorkflow.moves[status];
          const expected = shown.includes(action) ? [200] : inTable ? [403, 409] : [409];
          expect({ key, ok: expected.includes(answer) ? answer : `${answer}, not ${expected}` }).toEqual({
            key,
            ok: answer,
          });
        }
      }
    }
  },
);
