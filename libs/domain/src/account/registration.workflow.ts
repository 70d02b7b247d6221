import { defineWorkflow, type ActionOf, type StatusOf } from '../platform/workflow.js';

const reviewer = ['REVIEWER'] as const;
const submit = { to: 'SUBMITTED', by: ['REGISTRANT'] } as const;

/** Registration (`domain.md`, States and section 1). */
export const registrationWorkflow = defineWorkflow({
  name: 'registration',
  initial: 'DRAFT',
  moves: {
    DRAFT: { submit },
    SUBMITTED: {
      return: { to: 'RETURNED', by: reviewer },
      approve: { to: 'APPROVED', by: reviewer },
      reject: { to: 'REJECTED', by: reviewer },
    },
    RETURNED: { submit },
    APPROVED: {},
    REJECTED: {},
  },
});

export type RegistrationStatus = StatusOf<typeof registrationWorkflow>;
export type RegistrationAction = ActionOf<typeof registrationWorkflow>;
