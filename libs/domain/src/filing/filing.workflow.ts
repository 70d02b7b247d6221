import { ENTERPRISE_WRITERS } from '../account/roles.js';
import { defineWorkflow, type ActionOf, type StatusOf } from '../platform/workflow.js';

const clerk = ENTERPRISE_WRITERS;
const reviewer = ['REVIEWER'] as const;
const system = ['SYSTEM'] as const;
const submit = { to: 'SUBMITTED', by: clerk } as const;
const withdraw = { to: 'WITHDRAWN', by: clerk } as const;

/** Filing item (`domain.md`, States and section 5). The application's state is derived from its items. */
export const filingItemWorkflow = defineWorkflow({
  name: 'filing-item',
  initial: 'DRAFT',
  moves: {
    DRAFT: { submit },
    SUBMITTED: {
      return: { to: 'RETURNED', by: reviewer },
      approve: { to: 'APPROVED', by: reviewer },
      reject: { to: 'REJECTED', by: reviewer },
      withdraw,
    },
    RETURNED: { submit, withdraw },
    APPROVED: { lapse: { to: 'LAPSED', by: system }, supersede: { to: 'SUPERSEDED', by: system } },
    REJECTED: {},
    WITHDRAWN: {},
    LAPSED: {},
    SUPERSEDED: {},
  },
});

export type FilingItemStatus = StatusOf<typeof filingItemWorkflow>;
export type FilingItemAction = ActionOf<typeof filingItemWorkflow>;

/** Open items: one instrument is in at most one of them (`domain.md` section 5). */
export const OPEN_FILING_STATUSES: readonly FilingItemStatus[] = ['DRAFT', 'SUBMITTED', 'RETURNED'];

/** CHANGE: locked fields of a filed instrument are to change, for which it is filed again (`domain.md` section 3). */
export const FILING_KINDS = ['FILING', 'CHANGE'] as const;
export type FilingKind = (typeof FILING_KINDS)[number];
