export * from './appointment/close-appointment.js';
export * from './appointment/free-instruments.js';
export * from './appointment/slot-capacity.js';
export * from './long-job/start-long-job.js';
export * from './notification/tell.js';
export * from './instrument/mark-import-duplicates.js';
export * from './instrument/ledger-filter.js';
