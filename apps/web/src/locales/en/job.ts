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
  kind: {
    appointment: { forms: 'Appointment forms' },
    certificate: { zip: 'Certificates as a zip' },
    audit: { export: 'Audit log' },
  },
  phase: { READ: 'Reading', PACK: 'Packing', EXPORT: 'Exporting' },
  count: { files: '{count} files', missing: '{count} without a file' },
};
