import { exportAudit } from './audit/export-audit.js';
import { bindForms } from './appointment/bind-forms.js';
import { zipCertificates } from './certificate/zip-certificates.js';
import {
  assignBranchByFilter,
  editInstrumentsByFilter,
  moveInstrumentsByFilter,
  undoEdit,
} from './instrument/change-instruments.js';
import { exportLedger } from './instrument/export-ledger.js';
import { printLabels } from './instrument/print-labels.js';
import { reportImport } from './instrument/report-import.js';
import { exportOwnData } from './privacy/export-own-data.js';
import { assignTasksByFilter } from './verification/assign-tasks.js';
import { readReferenceTable } from './reference-table/read-reference-table.js';
import type { LongJobRunners } from './long-job/long-job-runner.js';

/** Every kind of long work has its runner here; a missing one doesn't compile. */
export const LONG_JOB_RUNNERS: LongJobRunners = {
  'appointment.forms': bindForms,
  'certificate.zip': zipCertificates,
  'audit.export': exportAudit,
  'privacy.export': exportOwnData,
  'instrument.edit': editInstrumentsByFilter,
  'instrument.undo-edit': undoEdit,
  'instrument.move': moveInstrumentsByFilter,
  'instrument.assign-branch': assignBranchByFilter,
  'instrument.export': exportLedger,
  'instrument.labels': printLabels,
  'import.report': reportImport,
  'task.assign': assignTasksByFilter,
  'reference-table.read': readReferenceTable,
};
