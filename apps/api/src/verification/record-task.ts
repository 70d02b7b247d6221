import type { StandardUsed, VerificationTaskEntity } from '@quanheng/database';
import {
  AMBIENT,
  DomainError,
  needsValidityReason,
  moveTask,
  parseAmbient,
  proposedValidUntil,
  type AmbientName,
  type BusinessDate,
  type VerifiedKind,
} from '@quanheng/domain';
import type { RecordDto } from './task.dto.js';
import { assertDates, type TaskMover } from './task.moves.js';

export const RECORDED = [
  'regulation',
  'standards',
  'temperature',
  'humidity',
  'place',
  'results',
  'conclusion',
  'grantedClass',
  'verifiedOn',
  'cycleMonths',
  'validUntil',
  'validUntilReason',
] as const;

const PLAIN = [
  'regulation',
  'temperature',
  'humidity',
  'place',
  'conclusion',
  'grantedClass',
  'verifiedOn',
  'cycleMonths',
  'validUntilReason',
] as const;

/**
 * Writes what the verifier entered into the task (`domain.md` section 7). A change of date, conclusion or cycle proposes
 * the validity anew unless one is given with it.
 * @throws DomainError `verification.other-verifier`, `verification.date-in-future`, `verification.standard-expired`, `verification.reason-required`, `verification.validity-too-early`
 */
export function recordTask(
  task: VerificationTaskEntity,
  record: RecordDto,
  given: {
    actor: TaskMover;
    kind: VerifiedKind;
    /** The standards named in the record, as they stand today; undefined where it names none. */
    standards: StandardUsed[] | undefined;
    today: BusinessDate;
  },
): void {
  task.status = moveTask(task, 'record', given.actor);
  for (const name of PLAIN)
    if (record[name] !== undefined) Object.assign(task, { [name]: record[name] || null });
  for (const name of ['temperature', 'humidity'] as const)
    if (record[name]) task[name] = ambientOf(name, record[name]);
  if (record.results)
    task.results = record.results.map(({ item, requirement, result, pass }) => ({
      item,
      requirement,
      result,
      pass,
    }));
  if (given.standards) task.standards = given.standards;
  setValidity(task, record, given.kind);
  assertDates(task, given.today);
  assertValidity(task, record, given.kind);
}

/** @throws DomainError `verification.ambient-implausible` */
function ambientOf(name: AmbientName, text: string): string {
  const value = parseAmbient(name, text);
  if (value !== null) return value;
  const { min, max, unit } = AMBIENT[name];
  const code = 'verification.ambient-implausible';
  throw new DomainError(code, { min, max, unit }, [
    { pointer: `/${name}`, code, details: { min, max, unit } },
  ]);
}

function setValidity(task: VerificationTaskEntity, record: RecordDto, kind: VerifiedKind): void {
  const touched = [record.conclusion, record.verifiedOn, record.cycleMonths].some(
    (value) => value !== undefined,
  );
  if (record.validUntil !== undefined) task.validUntil = record.validUntil || proposedValidUntil(task, kind);
  else if (touched) task.validUntil = proposedValidUntil(task, kind);
  // Neither a FAIL nor a kind that serves until it is inaccurate has a validity (sections 4 and 8).
  if (task.conclusion !== 'PASS' || kind.mode === 'FIRST_ONLY_SCRAP') task.validUntil = null;
  if (task.conclusion === 'FAIL') task.grantedClass = null;
  if (!needsValidityReason(task, kind)) task.validUntilReason = null;
}

function assertValidity(task: VerificationTaskEntity, record: RecordDto, kind: VerifiedKind): void {
  const { validUntil, verifiedOn } = task;
  if (validUntil && verifiedOn && validUntil <= verifiedOn)
    throw new DomainError('verification.validity-too-early', {}, [
      { pointer: '/validUntil', code: 'verification.validity-too-early' },
    ]);
  const chosen = Boolean(record.validUntil || record.cycleMonths);
  if (chosen && needsValidityReason(task, kind) && !task.validUntilReason)
    throw new DomainError('verification.reason-required', {}, [
      { pointer: '/validUntilReason', code: 'verification.reason-required' },
    ]);
}
