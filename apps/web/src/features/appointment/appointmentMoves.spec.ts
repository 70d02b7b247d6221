import { describe, expect, it } from '@jest/globals';
import { appointmentWorkflow, ROLES, statuses } from '@quanheng/domain';
import { appointmentMoves, mayNudge, MOVES } from './appointmentMoves.js';

// The screen draws its buttons from this: exactly what the table of `domain.md` allows, role by role.
describe.each(statuses(appointmentWorkflow))('buttons of an appointment that is %s', (status) => {
  it.each(ROLES)('for %s are those of the table', (role) => {
    const table = MOVES.filter((move) => appointmentWorkflow.moves[status][move]?.by.includes(role));
    const other = role === 'SCHEDULER' ? 'ENTERPRISE' : 'INSTITUTION';
    expect(appointmentMoves(status, other, [role])).toEqual(table);
  });

  it('never answer one’s own proposal', () => {
    for (const [role, side] of [
      ['SCHEDULER', 'INSTITUTION'],
      ['ENTERPRISE_CLERK', 'ENTERPRISE'],
    ] as const) {
      const moves = appointmentMoves(status, side, [role]);
      if (status === 'RESCHEDULE_PROPOSED') expect(moves).toEqual([]);
      else expect(moves).toEqual(appointmentMoves(status, null, [role]));
    }
  });
});

it('offers nudging only to whom the institution owes an answer', () => {
  const clerk = ['ENTERPRISE_CLERK'] as const;
  const offered = statuses(appointmentWorkflow).filter((status) => mayNudge(status, 'ENTERPRISE', clerk));
  expect(offered).toEqual(['PENDING', 'RESCHEDULE_PROPOSED']);
  expect(mayNudge('RESCHEDULE_PROPOSED', 'INSTITUTION', clerk)).toBe(false);
  expect(mayNudge('PENDING', null, ['SCHEDULER'])).toBe(false);
  expect(mayNudge('PENDING', null, ['ENTERPRISE_VIEWER'])).toBe(false);
});
