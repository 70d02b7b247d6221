import { ENTERPRISE_WRITERS } from '../account/roles.js';
import { defineWorkflow, type ActionOf, type StatusOf } from '../platform/workflow.js';

const clerk = ENTERPRISE_WRITERS;
const system = ['SYSTEM'] as const;
const cancel = { to: 'CANCELLED', by: clerk } as const;
const fail = { to: 'FAILED', by: system } as const;
const expire = { to: 'EXPIRED', by: system } as const;

/**
 * Import batch (`domain.md`, States). `revalidate` is a changed mapping, `merge` a
 * mended error report that goes into its import, `reopen` goes on with the rows that were not committed.
 */
export const importWorkflow = defineWorkflow({
  name: 'import',
  initial: 'UPLOADED',
  moves: {
    UPLOADED: { parse: { to: 'PARSING', by: system }, cancel, fail },
    PARSING: {
      map: { to: 'MAPPING', by: system },
      validate: { to: 'VALIDATING', by: system },
      merge: { to: 'CANCELLED', by: system },
      cancel,
      fail,
    },
    MAPPING: { validate: { to: 'VALIDATING', by: clerk }, cancel, fail, expire },
    VALIDATING: { ready: { to: 'READY', by: system }, cancel, fail },
    READY: {
      revalidate: { to: 'VALIDATING', by: clerk },
      commit: { to: 'COMMITTING', by: clerk },
      cancel,
      expire,
    },
    COMMITTING: { complete: { to: 'COMPLETED', by: system }, fail },
    COMPLETED: { undo: { to: 'UNDONE', by: clerk }, reopen: { to: 'READY', by: [...clerk, ...system] } },
    FAILED: {},
    CANCELLED: {},
    UNDONE: {},
    EXPIRED: {},
  },
});

export type ImportStatus = StatusOf<typeof importWorkflow>;
export type ImportAction = ActionOf<typeof importWorkflow>;
