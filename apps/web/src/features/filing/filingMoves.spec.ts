import { describe, expect, it } from '@jest/globals';
import { filingItemWorkflow, ROLES, statuses } from '@quanheng/domain';
import { filingItemMoves, ITEM_MOVES } from './filingMoves.js';

// The screens draw their buttons from this: exactly what the table of `domain.md` allows, role by role.
describe.each(statuses(filingItemWorkflow))('buttons of a filing item that is %s', (status) => {
  it.each(ROLES)('for %s are those of the table', (role) => {
    const table = ITEM_MOVES.filter((move) => filingItemWorkflow.moves[status][move]?.by.includes(role));
    expect(filingItemMoves(status, [role])).toEqual(table);
  });
});

it('has none for a row that is not there', () =>
  expect(filingItemMoves(undefined, ['REVIEWER'])).toEqual([]));
