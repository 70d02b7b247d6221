import { ENTERPRISE_WRITERS } from '../account/roles.js';
import { defineWorkflow, type StatusOf } from '../platform/workflow.js';

/** A stock-take (盘点) is open for scans until it is closed with its result. */
export const stockTakeWorkflow = defineWorkflow({
  name: 'stock-take',
  initial: 'OPEN',
  moves: {
    OPEN: { close: { to: 'CLOSED', by: ENTERPRISE_WRITERS } },
    CLOSED: { reopen: { to: 'OPEN', by: ['ENTERPRISE_ADMIN'] } },
  },
});

export type StockTakeStatus = StatusOf<typeof stockTakeWorkflow>;
