import { describe, expect, it } from '@jest/globals';
import { registrationWorkflow } from '../account/registration.workflow.js';
import { ROLES } from '../account/roles.js';
import { appointmentItemWorkflow, appointmentWorkflow } from '../appointment/appointment.workflow.js';
import { certificateWorkflow } from '../certificate/certificate.workflow.js';
import { filingItemWorkflow } from '../filing/filing.workflow.js';
import { importWorkflow } from '../instrument/import.workflow.js';
import { instrumentWorkflow } from '../instrument/instrument.workflow.js';
import { stockTakeWorkflow } from '../instrument/stock-take.workflow.js';
import { longJobWorkflow } from '../long-job/long-job.js';
import { profileChangeWorkflow } from '../profile-change/profile-change.workflow.js';
import { taskWorkflow } from '../verification/task.workflow.js';
import { DomainError } from './errors.js';
import { actions, next, statuses, type Workflow } from './workflow.js';

// Written down a second time, by hand from the table in `domain.md` (States): `FROM action TO by roles`.
const TABLE: Record<string, string> = {
  registration: `
    DRAFT submit SUBMITTED REGISTRANT
    SUBMITTED return RETURNED REVIEWER
    SUBMITTED approve APPROVED REVIEWER
    SUBMITTED reject REJECTED REVIEWER
    RETURNED submit SUBMITTED REGISTRANT`,
  'profile-change': `
    DRAFT submit SUBMITTED REGISTRANT,ENTERPRISE_ADMIN
    DRAFT withdraw WITHDRAWN REGISTRANT,ENTERPRISE_ADMIN
    SUBMITTED return RETURNED REVIEWER
    SUBMITTED approve APPROVED REVIEWER
    SUBMITTED reject REJECTED REVIEWER
    SUBMITTED withdraw WITHDRAWN REGISTRANT,ENTERPRISE_ADMIN
    RETURNED submit SUBMITTED REGISTRANT,ENTERPRISE_ADMIN
    RETURNED withdraw WITHDRAWN REGISTRANT,ENTERPRISE_ADMIN`,
  instrument: `
    ACTIVE takeOutOfService OUT_OF_SERVICE ENTERPRISE_ADMIN,ENTERPRISE_CLERK
    ACTIVE seal SEALED ENTERPRISE_ADMIN,ENTERPRISE_CLERK
    ACTIVE scrap SCRAPPED ENTERPRISE_ADMIN,ENTERPRISE_CLERK
    OUT_OF_SERVICE activate ACTIVE ENTERPRISE_ADMIN,ENTERPRISE_CLERK
    OUT_OF_SERVICE scrap SCRAPPED ENTERPRISE_ADMIN,ENTERPRISE_CLERK
    SEALED activate ACTIVE ENTERPRISE_ADMIN,ENTERPRISE_CLERK
    SEALED scrap SCRAPPED ENTERPRISE_ADMIN,ENTERPRISE_CLERK`,
  'filing-item': `
    DRAFT submit SUBMITTED ENTERPRISE_ADMIN,ENTERPRISE_CLERK
    SUBMITTED return RETURNED REVIEWER
    SUBMITTED approve APPROVED REVIEWER
    SUBMITTED reject REJECTED REVIEWER
    SUBMITTED withdraw WITHDRAWN ENTERPRISE_ADMIN,ENTERPRISE_CLERK
    RETURNED submit SUBMITTED ENTERPRISE_ADMIN,ENTERPRISE_CLERK
    RETURNED withdraw WITHDRAWN ENTERPRISE_ADMIN,ENTERPRISE_CLERK
    APPROVED lapse LAPSED SYSTEM
    APPROVED supersede SUPERSEDED SYSTEM`,
  'appointment-item': `
    EXPECTED receive RECEIVED COUNTER_CLERK,VERIFIER
    EXPECTED miss MISSING COUNTER_CLERK,VERIFIER
    EXPECTED refuse REFUSED COUNTER_CLERK,VERIFIER
    RECEIVED finish DONE SYSTEM
    RECEIVED unable UNABLE SYSTEM`,
  task: `
    WAITING claim WAITING VERIFIER
    WAITING release WAITING VERIFIER
    WAITING assign WAITING SCHEDULER,INSTITUTION_ADMIN
    WAITING start IN_PROGRESS VERIFIER
    WAITING pause PAUSED VERIFIER
    WAITING unable UNABLE VERIFIER
    IN_PROGRESS assign IN_PROGRESS SCHEDULER,INSTITUTION_ADMIN
    IN_PROGRESS record IN_PROGRESS VERIFIER
    IN_PROGRESS submit TO_CHECK VERIFIER
    IN_PROGRESS pause PAUSED VERIFIER
    IN_PROGRESS unable UNABLE VERIFIER
    PAUSED assign PAUSED SCHEDULER,INSTITUTION_ADMIN
    PAUSED resume WAITING VERIFIER
    PAUSED unable UNABLE VERIFIER
    TO_CHECK pass DONE CHECKER
    TO_CHECK return IN_PROGRESS CHECKER`,
  certificate: `
    DRAFT issue ISSUED SIGNATORY
    ISSUED correct SUPERSEDED SIGNATORY
    ISSUED revoke REVOKED SIGNATORY`,
};

const WORKFLOWS: Workflow[] = [
  registrationWorkflow,
  profileChangeWorkflow,
  instrumentWorkflow,
  filingItemWorkflow,
  appointmentItemWorkflow,
  appointmentWorkflow,
  taskWorkflow,
  certificateWorkflow,
  importWorkflow,
  longJobWorkflow,
  stockTakeWorkflow,
];

describe.each(WORKFLOWS.map((workflow) => [workflow.name, workflow] as const))('%s', (name, workflow) => {
  const all = statuses(workflow);
  const everyAction = [...new Set(all.flatMap((status) => Object.keys(workflow.moves[status] ?? {})))];

  it('reaches every status from the first one', () => {
    const reached = new Set([workflow.initial]);
    for (const status of reached) {
      for (const move of Object.values(workflow.moves[status] ?? {})) if (move) reached.add(move.to);
    }
    expect([...reached].sort()).toEqual([...all].sort());
  });

  it('answers the same to the server and to the menu, for every status, action and role', () => {
    for (const status of all) {
      for (const role of ROLES) {
        const offered = actions(workflow, status, [role]);
        for (const action of everyAction)
          expect(allows(workflow, status, action, role)).toBe(offered.includes(action));
      }
    }
  });

  it('tells a move that the table lacks from one that the role lacks', () => {
    for (const status of all) {
      for (const action of everyAction) {
        const move = workflow.moves[status]?.[action];
        const expected = move ? 'workflow.role-not-allowed' : 'workflow.move-not-allowed';
        expect(() => next(workflow, status, action, [])).toThrow(
          expect.objectContaining({ code: expected }) as unknown as Error,
        );
      }
    }
  });

  const table = TABLE[name];
  if (table) {
    it('is the table of the domain, nothing else', () => {
      const rows = all.flatMap((status) =>
        Object.entries(workflow.moves[status] ?? {}).map(
          ([action, move]) => `${status} ${action} ${move?.to} ${move?.by.join(',')}`,
        ),
      );
      expect(rows.sort()).toEqual(table.trim().split(/\n\s*/).sort());
    });
  }
});

function allows(workflow: Workflow, status: string, action: string, role: (typeof ROLES)[number]): boolean {
  try {
    next(workflow, status, action, [role]);
    return true;
  } catch (error) {
    if (error instanceof DomainError) return false;
    throw error;
  }
}
