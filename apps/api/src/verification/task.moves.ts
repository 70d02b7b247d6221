import type { TenantContext, VerificationTaskEntity } from '@quanheng/database';
import {
  DomainError,
  isCycleMissing,
  missingInRecord,
  next,
  resultsContradict,
  taskWorkflow,
  type BusinessDate,
  type Role,
  type TaskAction,
  type VerifiedKind,
} from '@quanheng/domain';

type Actor = Pick<TenantContext, 'accountId' | 'accountName' | 'roles'>;

/** What a move changes of a task besides its record: the columns to be written. */
export const MOVED = [
  'status',
  'verifierId',
  'verifierName',
  'checkerId',
  'checkerName',
  'reason',
  'checkComment',
  'submittedAt',
  'checkedAt',
] as const;

function move(task: VerificationTaskEntity, action: TaskAction, roles: readonly Role[]): void {
  task.status = next(taskWorkflow, task.status, action, roles);
}

/** @throws DomainError `verification.other-verifier`: only who started it goes on with it */
export function assertOwnTask(task: VerificationTaskEntity, actor: Actor): void {
  if (task.verifierId !== actor.accountId)
    throw new DomainError('verification.other-verifier', { name: task.verifierName ?? '' });
}

export function startTask(task: VerificationTaskEntity, actor: Actor): void {
  move(task, 'start', actor.roles);
  task.verifierId = actor.accountId;
  task.verifierName = actor.accountName;
  task.reason = null;
}

export function pauseTask(task: VerificationTaskEntity, actor: Actor, reason: string): void {
  const begun = task.status === 'IN_PROGRESS';
  move(task, 'pause', actor.roles);
  if (begun) assertOwnTask(task, actor);
  task.reason = reason;
}

export function resumeTask(task: VerificationTaskEntity, actor: Actor): void {
  move(task, 'resume', actor.roles);
  task.reason = null;
}

export function giveUpTask(task: VerificationTaskEntity, actor: Actor, reason: string): void {
  const begun = task.status === 'IN_PROGRESS';
  move(task, 'unable', actor.roles);
  if (begun) assertOwnTask(task, actor);
  task.reason = reason;
}

/** @throws DomainError `verification.record-incomplete` with each missing entry, `verification.results-contradict` */
export function submitTask(
  task: VerificationTaskEntity,
  actor: Actor,
  { kind, today, now }: { kind: VerifiedKind; today: BusinessDate; now: Date },
): void {
  move(task, 'submit', actor.roles);
  assertOwnTask(task, actor);
  const missing = missingInRecord(task, kind);
  if (missing.length > 0) {
    const codeOf = (name: string) =>
      name === 'validUntil' && isCycleMissing(kind) ? 'verification.cycle-required' : 'field.required';
    throw new DomainError(
      'verification.record-incomplete',
      { count: missing.length, missing },
      missing.map((name) => ({ pointer: `/${name}`, code: codeOf(name) })),
    );
  }
  if (resultsContradict(task)) throw new DomainError('verification.results-contradict');
  assertDates(task, today);
  task.submittedAt = now;
  task.checkComment = null;
}

/** @throws DomainError `verification.same-person`: the verifier of an item is not its checker (`domain.md`, Parties) */
export function checkTask(
  task: VerificationTaskEntity,
  actor: Actor,
  { decision, comment, now }: { decision: 'pass' | 'return'; comment: string | undefined; now: Date },
): void {
  move(task, decision, actor.roles);
  if (task.verifierId === actor.accountId) throw new DomainError('verification.same-person');
  if (decision === 'return' && !comment)
    throw new DomainError('verification.reason-required', {}, [
      { pointer: '/comment', code: 'verification.reason-required' },
    ]);
  task.checkComment = comment || null;
  task.checkerId = actor.accountId;
  task.checkerName = actor.accountName;
  task.checkedAt = now;
}

/** @throws DomainError `verification.date-in-future`, `verification.standard-expired` on the day of the verification */
export function assertDates(task: VerificationTaskEntity, today: BusinessDate): void {
  const { verifiedOn, standards } = task;
  if (verifiedOn && verifiedOn > today)
    throw new DomainError('verification.date-in-future', {}, [
      { pointer: '/verifiedOn', code: 'verification.date-in-future' },
    ]);
  const expired = standards.find((standard) => standard.validUntil < (verifiedOn ?? today));
  if (expired)
    throw new DomainError('verification.standard-expired', {
      name: expired.name,
      validUntil: expired.validUntil,
    });
}
