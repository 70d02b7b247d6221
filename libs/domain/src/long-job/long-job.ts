import type { AuditFilter } from '../audit/audit-kind.js';
import { ROLES } from '../account/roles.js';
import type { InstrumentFieldKey } from '../instrument/instrument.fields.js';
import type { LifecycleAction } from '../instrument/instrument.workflow.js';
import type { LabelKind, LabelLayout } from '../instrument/label.js';
import type { LedgerCriteria } from '../instrument/ledger.criteria.js';
import type { Language } from '../platform/errors.js';
import type { TaskCriteria } from '../verification/task.criteria.js';
import { defineWorkflow, type StatusOf } from '../platform/workflow.js';

/**
 * Work of over a second that somebody asked for and follows in the tray (ux.md section 8): its kind and what it needs
 * to know. A new kind is a line here and in `LONG_JOB_KINDS`, and a runner in the worker's `long-jobs.ts`.
 */
export interface LongJobParams {
  /** The files of certificates as one zip. */
  'certificate.zip': { certificateIds: readonly string[] };
  /** What the filter finds in the audit log as a table. */
  'audit.export': { filter: AuditFilter };
  /** What the platform holds of a person or, for its admin, of an enterprise. */
  'privacy.export': { scope: 'ACCOUNT' | 'ENTERPRISE' };
  /** One field of all instruments that match; undone under `bulkEditId`. */
  'instrument.edit': {
    bulkEditId: string;
    field: InstrumentFieldKey;
    value: string | null;
    criteria: LedgerCriteria;
  };
  'instrument.undo-edit': { bulkEditId: string };
  'instrument.assign-branch': { branchId: string | null; criteria: LedgerCriteria };
  'instrument.move': { action: LifecycleAction; reason: string | null; criteria: LedgerCriteria };
  /** The ledger as a file, its rows and columns chosen. */
  'instrument.export': {
    which: LedgerSelection;
    columns: readonly string[];
    format: 'xlsx' | 'csv';
    language: Language;
  };
  /** An uploaded table of reference data is read and judged. */
  'reference-table.read': { tableId: string };
  /** The rows of an import that need mending, as a workbook that can be uploaded again. */
  'import.report': { importId: string; language: Language };
  'instrument.labels': { which: LedgerSelection; layout: LabelLayout; kind: LabelKind };
  /** All tasks that a filter means to one verifier, or to nobody; `reached` is where a worker was stopped. */
  'task.assign': { criteria: TaskCriteria; verifierId: string | null; reached?: AssignmentReached };
  /** Appointment forms as one PDF; `reprint` is 0 for the first handing out. The list of the journey may go before them. */
  'appointment.forms': {
    forms: readonly { readonly appointmentId: string; readonly reprint: number }[];
    travelList?: boolean;
  };
}

/** These instruments, or all that match. */
export type LedgerSelection = { readonly ids: readonly string[] } | { readonly criteria: LedgerCriteria };

/** The last task that was looked at, and what came out so far. */
export interface AssignmentReached {
  readonly taskId: string;
  readonly counts: { readonly changed: number; readonly unchanged: number; readonly skippedTasks: number };
}

export type LongJobKind = keyof LongJobParams;

const KINDS: Record<LongJobKind, true> = {
  'certificate.zip': true,
  'audit.export': true,
  'privacy.export': true,
  'instrument.edit': true,
  'instrument.undo-edit': true,
  'instrument.move': true,
  'instrument.assign-branch': true,
  'instrument.export': true,
  'instrument.labels': true,
  'import.report': true,
  'appointment.forms': true,
  'task.assign': true,
  'reference-table.read': true,
};
export const LONG_JOB_KINDS = Object.keys(KINDS) as LongJobKind[];

const system = ['SYSTEM'] as const;
/** Row security shows a long job to whoever asked for it and to nobody else: any role may cancel its own. */
const cancel = { to: 'CANCELLED', by: ROLES.filter((role) => role !== 'SYSTEM') } as const;

export const longJobWorkflow = defineWorkflow({
  name: 'long-job',
  initial: 'QUEUED',
  moves: {
    QUEUED: { start: { to: 'RUNNING', by: system }, fail: { to: 'FAILED', by: system }, cancel },
    RUNNING: { finish: { to: 'DONE', by: system }, fail: { to: 'FAILED', by: system }, cancel },
    DONE: {},
    FAILED: {},
    CANCELLED: {},
  },
});

export type LongJobStatus = StatusOf<typeof longJobWorkflow>;

/** Nothing happens any more. */
export const isLongJobOver = (status: LongJobStatus): boolean =>
  Object.keys(longJobWorkflow.moves[status]).length === 0;

/** So many that aren't over may one person have. */
export const MAX_OPEN_LONG_JOBS = 10;
