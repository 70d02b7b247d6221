import type { VerificationMode } from '../instrument/instrument.codes.js';
import type { TaskStatus } from './task.workflow.js';

/** Whose tasks: the caller's own, those of the caller's department, those that nobody has taken. */
export const TASK_SCOPES = ['MINE', 'DEPARTMENT', 'UNASSIGNED'] as const;
export type TaskScope = (typeof TASK_SCOPES)[number];

/** What the list of tasks is filtered by; a bulk assignment of all results is told the same. */
export interface TaskCriteria {
  readonly status?: TaskStatus | undefined;
  readonly scope?: TaskScope | undefined;
  readonly departmentId?: string | undefined;
  readonly verifierId?: string | undefined;
  readonly mode?: VerificationMode | undefined;
  readonly overdue?: boolean | undefined;
  readonly nearDue?: boolean | undefined;
  readonly categoryCode?: string | undefined;
  readonly receiptId?: string | undefined;
  readonly appointmentId?: string | undefined;
  readonly q?: string | undefined;
}
