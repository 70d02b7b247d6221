import { ENTERPRISE_WRITERS } from '../account/roles.js';
import { defineWorkflow, type ActionOf, type StatusOf } from '../platform/workflow.js';

const by = ENTERPRISE_WRITERS;

/** Instrument lifecycle (`domain.md`, States). Only ACTIVE instruments can be booked. */
export const instrumentWorkflow = defineWorkflow({
  name: 'instrument',
  initial: 'ACTIVE',
  moves: {
    ACTIVE: {
      takeOutOfService: { to: 'OUT_OF_SERVICE', by },
      seal: { to: 'SEALED', by },
      scrap: { to: 'SCRAPPED', by },
    },
    OUT_OF_SERVICE: { activate: { to: 'ACTIVE', by }, scrap: { to: 'SCRAPPED', by } },
    SEALED: { activate: { to: 'ACTIVE', by }, scrap: { to: 'SCRAPPED', by } },
    SCRAPPED: {},
  },
});

export type Lifecycle = StatusOf<typeof instrumentWorkflow>;
export type LifecycleAction = ActionOf<typeof instrumentWorkflow>;
