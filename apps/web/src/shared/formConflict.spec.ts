import { describe, expect, it } from '@jest/globals';
import { findConflict, resolveConflict } from './formConflict';

const before = { name: '压力表', place: '一号', remark: '', mode: 'BRING_IN' };
const mine = { ...before, place: '二号', remark: '我写的' };
const theirs = { ...before, place: '三号', mode: 'ON_SITE' };

describe('two people at one record', () => {
  const conflict = findConflict(before, mine, theirs);

  it('are asked only where both changed a field, and differently', () => {
    expect(conflict.fields.map(({ name, isContested }) => [name, isContested])).toEqual([
      ['place', true],
      ['mode', false],
    ]);
    const agreed = findConflict(before, mine, { ...before, place: '二号' });
    expect(agreed.fields).toMatchObject([{ name: 'place', isContested: false }]);
  });

  it('lose nothing: what one of them changed alone stays, the rest is as chosen', () => {
    expect(resolveConflict(conflict, { place: 'mine' })).toEqual({
      name: '压力表',
      place: '二号',
      remark: '我写的',
      mode: 'ON_SITE',
    });
    expect(resolveConflict(conflict, { place: 'theirs' }).place).toBe('三号');
    // Without a choice what was typed is kept.
    expect(resolveConflict(conflict, {}).place).toBe('二号');
  });

  it('have no conflict where something else of the record was changed', () => {
    expect(findConflict(before, mine, { ...before, remark: null as never }).fields).toEqual([]);
  });
});
