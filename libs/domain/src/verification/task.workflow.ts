import { defineWorkflow, type ActionOf, type StatusOf } from '../platform/workflow.js';

const verifier = ['VERIFIER'] as const;
const dispatcher = ['SCHEDULER', 'INSTITUTION_ADMIN'] as const;
const checker = ['CHECKER'] as const;
const pause = { to: 'PAUSED', by: verifier } as const;
const unable = { to: 'UNABLE', by: verifier } as const;
/** Whose it is changes, its state does not. */
const assign = <S extends string>(to: S) => ({ to, by: dispatcher });

/** Verification task (`domain.md`, States and section 7): verifier → checker, another person. */
export const taskWorkflow = defineWorkflow({
  name: 'task',
  initial: 'WAITING',
  moves: {
    WAITING: {
      claim: { to: 'WAITING', by: verifier },
      release: { to: 'WAITING', by: verifier },
      assign: assign('WAITING'),
      start: { to: 'IN_PROGRESS', by: verifier },
      pause,
      unable,
    },
    IN_PROGRESS: {
      record: { to: 'IN_PROGRESS', by: verifier },
      submit: { to: 'TO_CHECK', by: verifier },
      assign: assign('IN_PROGRESS'),
      pause,
      unable,
    },
    PAUSED: { resume: { to: 'WAITING', by: verifier }, assign: assign('PAUSED'), unable },
    TO_CHECK: { pass: { to: 'DONE', by: checker }, return: { to: 'IN_PROGRESS', by: checker } },
    DONE: {},
    UNABLE: {},
  },
});

export type TaskStatus = StatusOf<typeof taskWorkflow>;
export type TaskAction = ActionOf<typeof taskWorkflow>;

export const CONCLUSIONS = ['PASS', 'FAIL'] as const;
export type Conclusion = (typeof CONCLUSIONS)[number];
