import { defineWorkflow, type ActionOf, type StatusOf } from '../platform/workflow.js';

const reviewer = ['REVIEWER'] as const;
/** Whoever filled it in, without an account (`domain.md` section 1 ★), and the enterprise that it is about. */
const applicant = ['REGISTRANT', 'ENTERPRISE_ADMIN'] as const;
const submit = { to: 'SUBMITTED', by: applicant } as const;
const withdraw = { to: 'WITHDRAWN', by: applicant } as const;

/** Profile change (`domain.md`, States and section 1). */
export const profileChangeWorkflow = defineWorkflow({
  name: 'profile-change',
  initial: 'DRAFT',
  moves: {
    DRAFT: { submit, withdraw },
    SUBMITTED: {
      return: { to: 'RETURNED', by: reviewer },
      approve: { to: 'APPROVED', by: reviewer },
      reject: { to: 'REJECTED', by: reviewer },
      withdraw,
    },
    RETURNED: { submit, withdraw },
    APPROVED: {},
    REJECTED: {},
    WITHDRAWN: {},
  },
});

export type ProfileChangeStatus = StatusOf<typeof profileChangeWorkflow>;
export type ProfileChangeAction = ActionOf<typeof profileChangeWorkflow>;
