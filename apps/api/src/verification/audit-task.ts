import type { Transaction, VerificationTaskEntity } from '@quanheng/database';
import type { TaskAction, TaskStatus } from '@quanheng/domain';

export type TaskEvent = TaskAction;

/** One event a change; a record says what was concluded, not every figure: those are in the task itself. */
export function auditTask(
  tx: Transaction,
  task: VerificationTaskEntity,
  event: TaskEvent,
  before: TaskStatus,
): void {
  const { status, conclusion, verifiedOn, validUntil } = task;
  tx.audit({
    action: `task.${event}`,
    objectType: 'task',
    objectId: task.id,
    before: { status: before },
    after: event === 'record' ? { status, conclusion, verifiedOn, validUntil } : { status },
    reason: reasonOf(task, event),
    enterpriseId: task.enterpriseId,
    institutionId: task.institutionId,
  });
}

function reasonOf(task: VerificationTaskEntity, event: TaskEvent): string | null {
  if (event === 'pause' || event === 'unable') return task.reason;
  if (event === 'return' || event === 'pass') return task.checkComment;
  return event === 'record' ? task.validUntilReason : null;
}
