import { defineWorkflow, type ActionOf, type StatusOf } from '../platform/workflow.js';

const by = ['SIGNATORY'] as const;

/** Certificate (`domain.md`, States and section 8). Issued ones are never edited; EXPIRED is derived. */
export const certificateWorkflow = defineWorkflow({
  name: 'certificate',
  initial: 'DRAFT',
  moves: {
    DRAFT: { issue: { to: 'ISSUED', by } },
    ISSUED: { correct: { to: 'SUPERSEDED', by }, revoke: { to: 'REVOKED', by } },
    SUPERSEDED: {},
    REVOKED: {},
  },
});

export type CertificateStatus = StatusOf<typeof certificateWorkflow>;
export type CertificateAction = ActionOf<typeof certificateWorkflow>;
export type CertificateKind = 'VERIFICATION_CERTIFICATE' | 'RESULT_NOTICE';
