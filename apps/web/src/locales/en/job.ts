import type { jobs as zh } from '../zh-CN/job';

export const jobs: typeof zh = {
  title: 'Tasks',
  buttonOpen: 'Tasks, {count} running',
  empty: 'No tasks yet',
  emptyHint:
    'Exports, zips and other long work show their progress here. You may leave the page and come back for the file.',
  waiting: 'Waiting to start',
  download: 'Download',
  ended: '{name}: done',
  failed: '{name} failed: {detail}',
  importName: 'Import: {name}',
  open: 'Open',
  kind: {
    instrument: {
      edit: 'Edit many instruments',
      'undo-edit': 'Undo a bulk edit',
      move: 'Move many instruments',
      export: 'Export the ledger',
      labels: 'Print labels',
    },
    import: { report: 'Import error report' },
    appointment: { forms: 'Appointment forms' },
    certificate: { zip: 'Certificates as a zip' },
    audit: { export: 'Audit log' },
    privacy: { export: 'Own data' },
  },
  phase: {
    READ: 'Reading',
    PACK: 'Packing',
    EXPORT: 'Exporting',
    CHANGE: 'Changing',
    WRITE: 'Writing',
    LABELS: 'Numbering',
    PRINT: 'Laying out',
  },
  count: {
    changed: '{count} done',
    unchanged: '{count} were so already',
    refused: '{count} left as they are, see the file',
    rows: '{count} instruments',
    labels: '{count} labels',
    skipped: '{count} without a label',
    files: '{count} files',
    missing: '{count} without a file',
  },
};
