import type { TenantContext, VerificationTaskEntity } from '@quanheng/database';
import {
  DomainError,
  isCycleMissing,
  missingInRecord,
  moveTask,
  resultsContradict,
  type BusinessDate,
  type TaskAction,
  type TaskActor,
  type VerifiedKind,
} from '@quanheng/domain';

/** Who does it; the name goes onto the record. */
export type TaskMover = TaskActor & Pick<TenantContext, 'accountName'>;

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

function move(task: VerificationTaskEntity, action: TaskAction, actor: TaskMover): void {
  task.status = moveTask(task, action, actor);
}

/** 领取: of two who claim it at once the second holds a stale version. */
export function claimTask(task: VerificationTaskEntity, actor: TaskMover): void {
  move(task, 'claim', actor);
  task.verifierId = actor.accountId;
  task.verifierName = actor.accountName;
}

export function releaseTask(task: VerificationTaskEntity, actor: TaskMover): void {
  move(task, 'release', actor);
  task.verifierId = null;
  task.verifierName = null;
}

export function startTask(task: VerificationTaskEntity, actor: TaskMover): void {
  move(task, 'start', actor);
  task.verifierId = actor.accountId;
  task.verifierName = actor.accountName;
  task.reason = null;
}

export function pauseTask(task: VerificationTaskEntity, actor: TaskMover, reason: string): void {
  move(task, 'pause', actor);
  task.reason = reason;
}

export function resumeTask(task: VerificationTaskEntity, actor: TaskMover): void {
  move(task, 'resume', actor);
  task.reason = null;
}

export function giveUpTask(task: VerificationTaskEntity, actor: TaskMover, reason: string): void {
  move(task, 'unable', actor);
  task.reason = reason;
}

/** @throws DomainError `verification.record-incomplete` with each missing entry, `verification.results-contradict` */
export function submitTask(
  task: VerificationTaskEntity,
  actor: TaskMover,
  { kind, today, now }: { kind: VerifiedKind; today: BusinessDate; now: Date },
): void {
  move(task, 'submit', actor);
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
  actor: TaskMover,
  { decision, comment, now }: { decision: 'pass' | 'return'; comment: string | undefined; now: Date },
): void {
  move(task, decision, actor);
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
