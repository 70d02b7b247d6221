import type { Role } from '../account/roles.js';
import { DomainError } from '../platform/errors.js';
import { actions, next } from '../platform/workflow.js';
import { taskWorkflow, type TaskAction, type TaskStatus } from './task.workflow.js';

/** What the rules need to know of a task. */
export interface TaskInHand {
  readonly status: TaskStatus;
  readonly departmentId: string;
  readonly verifierId: string | null;
  readonly verifierName: string | null;
}

/** Who moves it; a verifier without a department helps in all of them. */
export interface TaskActor {
  readonly accountId: string | null;
  readonly departmentId: string | null;
  readonly roles: readonly Role[];
}

const BY_ROLE_ALONE: ReadonlySet<TaskAction> = new Set(['assign']);
const CHECKS: ReadonlySet<TaskAction> = new Set(['pass', 'return']);

/** Why this person may not do what the workflow's table grants to the role; null: nothing stands against it. */
function refusalOf(task: TaskInHand, action: TaskAction, actor: TaskActor): DomainError | null {
  const own = task.verifierId !== null && task.verifierId === actor.accountId;
  if (BY_ROLE_ALONE.has(action)) return null;
  // The verifier of an item is not its checker (`domain.md`, Parties).
  if (CHECKS.has(action)) return own ? new DomainError('verification.same-person') : null;
  if (own) return action === 'claim' ? new DomainError('verification.own-already') : null;
  if (task.verifierId !== null)
    return new DomainError('verification.other-verifier', { name: task.verifierName ?? '' });
  // Nobody's: only claimed or started, it gets a verifier; there is nothing of one's own to give back or to go on with.
  if (['release', 'record', 'submit'].includes(action)) return new DomainError('verification.not-claimed');
  const near = actor.departmentId === null || actor.departmentId === task.departmentId;
  return near ? null : new DomainError('verification.other-department');
}

/**
 * The status that an action leads to: the table, then who it is.
 * @throws DomainError of `next`, `verification.other-verifier`, `verification.other-department`, `verification.not-claimed`, `verification.own-already`, `verification.same-person`
 */
export function moveTask(task: TaskInHand, action: TaskAction, actor: TaskActor): TaskStatus {
  const to = next(taskWorkflow, task.status, action, actor.roles);
  const refusal = refusalOf(task, action, actor);
  if (refusal) throw refusal;
  return to;
}

/** What this person may do with it now: the server answers it with the task, so that no screen shows more or less. */
export const taskActions = (task: TaskInHand, actor: TaskActor): TaskAction[] =>
  actions(taskWorkflow, task.status, actor.roles).filter((action) => !refusalOf(task, action, actor));
