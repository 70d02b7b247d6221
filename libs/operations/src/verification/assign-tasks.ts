import { AccountEntity, type Transaction, type VerificationTaskEntity } from '@quanheng/database';
import { DomainError, moveTask, type TaskActor } from '@quanheng/domain';
import { tell } from '../notification/tell.js';

/** Whose a task becomes; null: nobody's. */
export type Assignee = { readonly id: string; readonly displayName: string } | null;

/** @throws DomainError `verification.verifier-unknown`: not of this institution, not a verifier, or no longer there */
export async function findAssignee(tx: Transaction, id: string | null): Promise<Assignee> {
  if (id === null) return null;
  const institutionId = tx.context.institutionId ?? '';
  const found = await tx.manager.findOneBy(AccountEntity, { id, institutionId, status: 'ACTIVE' });
  if (!found?.roles.includes('VERIFIER'))
    throw new DomainError('verification.verifier-unknown', {}, [
      { pointer: '/verifierId', code: 'verification.verifier-unknown' },
    ]);
  return found;
}

/** @throws DomainError of `moveTask`; `verification.verifier-required` for one under way */
export function assignTask(task: VerificationTaskEntity, actor: TaskActor, to: Assignee): void {
  task.status = moveTask(task, 'assign', actor);
  if (!to && task.status === 'IN_PROGRESS') throw new DomainError('verification.verifier-required');
  task.verifierId = to?.id ?? null;
  task.verifierName = to?.displayName ?? null;
}

/** Whose it was and whose it is. */
export function auditAssignment(
  tx: Transaction,
  task: VerificationTaskEntity,
  action: 'claim' | 'release' | 'assign',
  before: string | null,
): void {
  const { id, enterpriseId, institutionId, verifierName } = task;
  tx.audit({
    action: `task.${action}`,
    objectType: 'task',
    objectId: id,
    before: { verifierName: before },
    after: { verifierName },
    enterpriseId,
    institutionId,
  });
}

/** One message, however many tasks; nobody is told of what he assigned to himself. */
export async function tellAssignee(tx: Transaction, to: Assignee, count: number): Promise<void> {
  if (!to || count === 0 || to.id === tx.context.accountId) return;
  await tell(
    tx,
    { accountId: to.id },
    { template: 'tasks.assigned', params: { count }, link: '/s/tasks?scope=MINE' },
  );
}
